/** Terminal output of folds: a line for each, then mean, deviation and interval, and the final network. */
import { relative } from "node:path";
import { metricOf } from "../../core/metricRegistry";
import type { ScoreSummary } from "../../core/resampled";
import { protocolVersion } from "../../protocol/events";
import type {
  FinalTrained,
  FoldEnded,
  FoldsBegun,
  FoldsEvent,
  FoldsMeasured,
  FoldsRunEvent,
} from "../../protocol/foldEvents";
import { version } from "../../trainer/experiment/version";
import { cost, counted, duration, percent, quantity, whole } from "./formatting";
import { program, typed } from "./summaryLines";

/** --json: every event is a line on stdout. */
export function foldsAsJson(): (event: FoldsEvent | FoldsRunEvent) => void {
  const write = (event: object) => void process.stdout.write(`${JSON.stringify(event)}\n`);
  write({ type: "hello", protocol: protocolVersion, version });
  return write;
}

/** @param name of the config or group, as the user typed it */
export function foldsAsLines(name: string): (event: FoldsEvent) => void {
  let begun: FoldsBegun | undefined;
  const ended: FoldEnded[] = [];
  const print = (...lines: string[]) => process.stdout.write(lines.map((line) => `${line}\n`).join(""));
  return (event) => {
    switch (event.type) {
      case "group":
        begun = event;
        return print(...opening(name, event));
      case "warning":
        return console.error(event.message);
      case "trial":
        ended.push(event);
        return print(begun ? foldLine(event, begun) : "");
      case "folds":
        return print("", ...scoreLines(event, ended));
      case "final":
        return print(...finalLines(event));
      case "done":
        return print(...closing(event, begun));
    }
  };
}

function opening(name: string, { shape, folds, repeats, seed, examples, leftOut, backend }: FoldsBegun): string[] {
  const times = repeats > 1 ? `, drawn ${repeats} times` : "";
  const test = examples.test > 0 ? `; ${whole(examples.test)} test examples for the last network` : "";
  return [
    `${name}: [${shape.join(", ")}], seed ${seed}`,
    `${whole(examples.train)} examples in ${folds} folds${times}${test}`,
    ...(leftOut ? [`left out: ${leftOut.why.join("; ")}`] : []),
    `backend ${backend}`,
  ];
}

function foldLine(ended: FoldEnded, { folds, repeats }: FoldsBegun): string {
  const { repeat, fold, examples, epochs, best, figures, failure, message } = ended;
  const place = `fold ${fold}/${folds}${repeats > 1 ? ` of repeat ${repeat}` : ""}`;
  if (failure !== undefined) return `${place}  failed: ${message ?? failure}`;
  const sizes = `${whole(examples.train)} training, ${whole(examples.validation)} validation`;
  return [
    place,
    sizes,
    counted(epochs, "epoch"),
    `best ${best?.epoch ?? epochs}`,
    ...Object.entries(figures ?? {}).flatMap(([metric, value]) =>
      metric.startsWith("validation") ? `${titleOf(metric)} ${formatFigure(metric, value)}` : [],
    ),
  ].join("  ");
}

/** Returns no lines if nothing was measured. */
export function scoreLines({ scores }: FoldsMeasured, ended: readonly FoldEnded[]): string[] {
  const lines = Object.entries(scores).map(
    ([metric, summary]) => `mean  ${titleOf(metric)} ${scoreText(metric, summary)}`,
  );
  if (lines.length === 0) return [];
  const isCorrected = Object.values(scores).some(({ halfWidth }) => halfWidth !== undefined);
  const count = ended.length;
  const about = isCorrected
    ? `over ${count} folds; the interval is corrected for the overlap of the folds (Nadeau and Bengio, 2003)`
    : `over ${count} folds; no interval, because ordered folds are not random samples`;
  const isOptimistic = ended.some(({ best }) => best?.metric.startsWith("validation"));
  const best = isOptimistic ? ["each fold at its best epoch, selected on the same examples: slightly optimistic"] : [];
  return [...lines, ...withoutMean(scores, ended), about, ...best];
}

/** Returns metrics that only some folds have, such as AUC if no validation example is of a class. */
function withoutMean(scores: FoldsMeasured["scores"], ended: readonly FoldEnded[]): string[] {
  const metrics = new Set(ended.flatMap(({ figures = {} }) => Object.keys(figures)));
  return [...metrics]
    .filter((metric) => metric.startsWith("validation") && !Object.hasOwn(scores, metric))
    .map((metric) => {
      const having = ended.filter(({ figures }) => Number.isFinite(figures?.[metric])).length;
      return `mean  ${titleOf(metric)}: none, because it is defined in ${having} of ${counted(ended.length, "fold")}`;
    });
}

/** Formats a score: "95.33%, deviation 1.83%, 95% interval ± 3.45%" */
function scoreText(metric: string, { mean, deviation, halfWidth }: ScoreSummary): string {
  return [
    formatFigure(metric, mean),
    ...(deviation === undefined ? [] : [`deviation ${formatFigure(metric, deviation)}`]),
    ...(halfWidth === undefined ? [] : [`95% interval ± ${formatFigure(metric, halfWidth)}`]),
  ].join(", ");
}

function finalLines({ epochs, examples, figures }: FinalTrained): string[] {
  const test = Object.entries(figures).map(([metric, value]) => `${titleOf(metric)} ${formatFigure(metric, value)}`);
  const learned = `the final network was trained on all ${whole(examples.train)} examples for ${counted(epochs, "epoch")}, the median of the best epochs`;
  return ["", learned, ...(test.length > 0 ? [test.join("  ")] : [])];
}

function closing({ reason, seconds }: { reason: string; seconds: number }, begun: FoldsBegun | undefined): string[] {
  const ended = `${reason} in ${duration(seconds)}`;
  if (!begun) return [ended];
  const group = relative(process.cwd(), begun.group);
  const command = (name: string) => `${program()} ${name} ${typed(group)}`;
  const more = reason === "completed" ? `evaluate  ${command("evaluate")}` : `go on     ${command("resume")}`;
  return [ended, `group     ${group}`, more];
}

/** Returns a title such as "validation accuracy" or "test R²"; a metric of both sets has the same title. */
function titleOf(metric: string): string {
  const { title } = metricOf(metric.replace(/^test/, "validation")) ?? { title: metric };
  const set = metric.startsWith("test") ? "test" : "validation";
  return title.replace(/^Validation/, set);
}

function formatFigure(metric: string, value: number): string {
  if (metricOf(metric.replace(/^test/, "validation"))?.format === "percent") return percent(value);
  return metric.endsWith("Cost") ? cost(value) : quantity(value);
}
