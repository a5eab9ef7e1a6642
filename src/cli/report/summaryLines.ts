/** The first and last lines of a session's report. */
import { basename, relative } from "node:path";
import { isMetricName, isWatchedOnly, metrics, watchedOnly } from "../../core/metricRegistry";
import { visibleText } from "../../messages/visibleText";
import { comparedText } from "../../protocol/comparedText";
import { listEdits } from "../../protocol/edited";
import type { Done, EpochEnded, Failed, Started } from "../../protocol/events";
import type { Course } from "./course";
import { duration, metricText, percent, quantity, r2Text, whole } from "./formatting";
import type { Subject } from "./reporter";

/** Returns lines about the network, the data and the backend. */
export function opening({ name, session, edits = [] }: Subject, started: Started): string[] {
  const { inputs, parameters, examples, leftOut, labels, backend, backendReason, seed, startEpoch } = started;
  const shape = [inputs, ...(session.config?.layers ?? []).map(({ units }) => units)];
  const sets = Object.entries({ training: examples.train, validation: examples.validation, test: examples.test });
  const counts = sets.filter(([, count]) => count > 0).map(([set, count]) => `${whole(count)} ${set}`);
  const threads = started.threads === 1 ? "1 thread" : `${started.threads} threads`;
  return [
    `${name}: [${shape.join(", ")}], ${whole(parameters)} parameters, seed ${seed}`,
    `${counts.join(", ")} examples`,
    ...(labels ? [`${labels} labels per example; accuracy is the fraction of labels predicted correctly`] : []),
    ...(leftOut ? [`left out: ${leftOut.why.join("; ")}`] : []),
    `backend ${backend}, ${threads} (${backendReason})`,
    ...(startEpoch > 1 ? [`continues in epoch ${startEpoch}`] : []),
    ...(edits.length > 0 ? [`set in the debugger before: ${listEdits(edits).join(", ")}`] : []),
  ].map(visibleText);
}

/** Returns lines about the end, the run folder and the next commands. */
export function closing(done: Done, course: Course): string[] {
  const ended = `${done.reason} in ${duration(done.seconds)}`;
  if (!course.started) return [`${ended}; nothing was written`];
  const best = course.ended.find(({ epoch }) => epoch === done.best?.epoch);
  const run = visibleText(relative(process.cwd(), course.started.run));
  const again = done.reason === "completed" ? ` --epochs ${course.epochs * 2}` : "";
  const command = (name: string) => `${program()} ${name} ${typed(run)}`;
  const lines = [
    best ? `${ended}; best${chosenBy(done)} is ${describe(best)}` : ended,
    ...(done.edited ? [`debugger  ${done.edited} ${done.edited === 1 ? "value" : "values"} set`] : []),
    ...comparisonLines(done),
    `run       ${run}`,
    `evaluate  ${command("evaluate")}`,
  ];
  return done.reason === "early-stopped" ? lines : [...lines, `go on     ${command("resume")}${again}`];
}

/** Returns the comparison of a repeated trial. */
export const comparisonLines = ({ again }: Pick<Done | Failed, "again">): string[] =>
  again ? [`again     ${comparedText(again)}`] : [];

/** Returns the metric that chose the best epoch, unless `describe` shows it as such. */
function chosenBy({ best }: Done): string {
  if (!best || !isMetricName(best.metric)) return "";
  const { metric, value } = best;
  if (isWatchedOnly(metric)) return ` by validation ${metrics[metric].short} (${metricText(metric, value)})`;
  if (metric !== "cost" && metric !== "validationCost") return "";
  return ` by ${metrics[metric].title.toLowerCase()} (${value.toPrecision(4)})`;
}

function describe(ended: EpochEnded): string {
  const { trainAccuracy: _, ...figures } = ended;
  const sets = formatSets(figures);
  return `epoch ${ended.epoch}${sets.length > 0 ? `: ${sets.join(", ")}` : ""}`;
}

/** Formats "validation 97.85%", or for a regression "test RMSE 2.317 (R² 0.914)". */
export function formatSets(ended: EpochEnded): string[] {
  const shares = { train: ended.trainAccuracy, validation: ended.validationAccuracy, test: ended.testAccuracy };
  const accuracies = Object.entries(shares).flatMap(([set, share]) =>
    share === undefined ? [] : [`${set} ${percent(share)}`],
  );
  return [
    ...accuracies,
    ...formatRegression("validation", ended.validationRmse, ended.validationR2),
    ...formatRegression("test", ended.testRmse, ended.testR2),
    ...watchedOnly.flatMap((name) =>
      ended[name] === undefined ? [] : [`validation ${metrics[name].short} ${metricText(name, ended[name])}`],
    ),
  ];
}

const formatRegression = (set: string, rmse: number | undefined, r2: number | undefined): string[] =>
  rmse === undefined ? [] : [`${set} RMSE ${quantity(rmse)} (${r2Text(r2, 3)})`];

/** Returns the command by which this program was called, to be typed again. */
export function program(): string {
  const script = process.argv[1] ?? "matrix-network";
  return basename(script) === "matrix-network" ? "matrix-network" : `node ${typed(relative(process.cwd(), script))}`;
}

/** Quotes a path for a shell, if needed; on Windows for PowerShell and cmd. */
export function typed(path: string, platform: NodeJS.Platform = process.platform): string {
  // File names on Windows contain no quotation marks. PowerShell makes a list of a,b and a variable of @a.
  if (platform === "win32") return /^[\p{L}\p{M}\p{N}_.:+/\\-]+$/u.test(path) ? path : `"${path}"`;
  return /^[\p{L}\p{M}\p{N}_.,:@%+=/-]+$/u.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
