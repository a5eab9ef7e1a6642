/**
 * Compares two settings by a validation metric over seeds or folds: one is better only if the means differ by more than
 * two standard errors of their difference.
 */
import type { ResolvedConfig } from "../../config/schema/resolve";
import { NetworkError } from "../../core/errors";
import type { MetricName, TaskName } from "../../core/names";
import { studentQuantile } from "../../core/resampled";
import { isGroupFolder, runOfFolder } from "../../groups/finalRun";
import { readGroup } from "../../groups/group";
import { runOfTrial } from "../../groups/names";
import type { AgentAnswer, AgentInput, AgentOutput, ComparedSide } from "../../protocol/agentTools";
import { readManifest } from "../../runs/manifest";
import { figuresIn, readMeasured } from "../../runs/measured";
import { readRun } from "../../runs/summary";
import { seedGroupOf } from "../../runs/table/seeds";
import { readFolds } from "../group/foldReport";
import { chooseMetric } from "../results/markRun";
import type { Root } from "./root";

/** Fewest values of a side from which a standard error is believed. */
const fewest = 3;

interface Side extends ComparedSide {
  /** Name of the first run or group. */
  first: string;
  /** Equal for sides whose figures are of the same examples. */
  examples: string;
  task: TaskName;
}

export async function compareTool(root: Root, input: AgentInput<"compare">): Promise<AgentAnswer<"compare">> {
  const [a, b] = [await foldersOf(root, input.a), await foldersOf(root, input.b)];
  refuseRepeated(root, [...a, ...b]);
  const [sideA, sideB] = [await readSide(root, a, input.metric), await readSide(root, b, input.metric)];
  if (sideA.kind !== sideB.kind) throw new NetworkError("agent-compare/kinds", {});
  if (sideA.examples !== sideB.examples) {
    throw new NetworkError("agent-compare/data", { a: sideA.first, b: sideB.first });
  }
  const { metric, largerIsBetter } = chooseMetric(sideA.task, input.metric);
  const about = { metric, largerIsBetter, a: shown(sideA), b: shown(sideB) };
  const output = { ...about, ...verdictOf(about) };
  const means = `${metric} ${output.a.mean.toPrecision(4)} (a) and ${output.b.mean.toPrecision(4)} (b)`;
  return { output, text: `${output.verdict}: ${output.why}; ${means}` };
}

type Verdict = Pick<AgentOutput<"compare">, "verdict" | "why" | "difference" | "standardError">;

function verdictOf({ a, b, largerIsBetter }: Pick<AgentOutput<"compare">, "a" | "b" | "largerIsBetter">): Verdict {
  const difference = a.mean - b.mean;
  const none = (why: string): Verdict => ({ verdict: "no difference shown", why, difference });
  const counts = [a.values.length, b.values.length];
  const noun = a.kind === "folds" ? "fold" : "run";
  if (counts.every((count) => count === 1)) return none(`one ${noun} each has no standard error`);
  if (counts.some((count) => count < fewest)) {
    return none(`${counts.join(" and ")} ${noun}s; a standard error needs at least ${fewest} on each side`);
  }
  if (a.standardError === undefined || b.standardError === undefined) {
    return none("ordered folds have no standard error; compare several seeds");
  }
  const standardError = Math.hypot(a.standardError, b.standardError);
  if (Math.abs(difference) <= 2 * standardError) {
    return { ...none("the means differ by at most two standard errors"), standardError };
  }
  const verdict = difference > 0 === largerIsBetter ? "a is better" : "b is better";
  const errors = standardError === 0 ? "all runs of a side have the same value" : "more than two standard errors";
  return { verdict, why: `the means differ by ${difference.toPrecision(3)}, ${errors}`, difference, standardError };
}

const shown = ({ kind, values, mean, standardError }: Side): ComparedSide => ({
  kind,
  values,
  mean,
  ...(standardError !== undefined && { standardError }),
});

const foldersOf = (root: Root, paths: readonly string[]) => Promise.all(paths.map((path) => root.run(path)));

function refuseRepeated(root: Root, folders: readonly string[]): void {
  const repeated = folders.find((folder, i) => folders.indexOf(folder) !== i);
  if (repeated !== undefined) throw new NetworkError("agent-compare/twice", { run: root.nameOf(repeated) });
}

async function readSide(root: Root, folders: readonly string[], metric: string | undefined): Promise<Side> {
  const [first] = folders;
  return folders.length === 1 && isGroupFolder(first) && (await readGroup(first)).kind === "folds"
    ? foldsSide(root, first, metric)
    : seedsSide(root, folders.map(runOfFolder), metric);
}

/** Scores of folds depend on each other: their standard error is corrected, as that of `evaluate`. */
async function foldsSide(root: Root, group: string, wanted: string | undefined): Promise<Side> {
  const first = root.nameOf(group);
  const { measured, ended } = await readFolds(group);
  if (!measured) throw new NetworkError("agent-compare/folds", { group: first });
  const { config, data } = await readManifest(runOfTrial(group, 0));
  const { metric, name } = chooseMetric(data.task, wanted);
  const score = measured.scores[name];
  if (!score) throw new NetworkError("agent-compare/no-metric", { run: first, metric });
  const values = ended.map(({ figures = {} }) => figures[name]);
  const { mean, halfWidth } = score;
  const standardError = halfWidth === undefined ? {} : { standardError: halfWidth / quantile(values.length) };
  const about = { kind: "folds" as const, first, task: data.task, examples: examplesOf(config, data.sha256, "folds") };
  return { ...about, values, mean, ...standardError };
}

const quantile = (count: number) => studentQuantile(0.975, count - 1);

async function seedsSide(root: Root, folders: readonly string[], wanted: string | undefined): Promise<Side> {
  const read = [];
  for (const folder of folders) read.push(await readSeed(root, folder, wanted));
  const [first] = read;
  for (const [i, { run, group, seed, examples }] of read.entries()) {
    if (group === undefined || group !== first.group || examples !== first.examples) {
      throw new NetworkError("agent-compare/unlike", { run, first: first.run });
    }
    if (read.findIndex((each) => each.seed === seed) < i) throw new NetworkError("agent-compare/seed", { run, seed });
  }
  const values = read.map(({ value }) => value);
  const { mean, standardError } = ofSeeds(values);
  const { examples, task, run } = first;
  return {
    kind: "seeds",
    first: run,
    examples,
    task,
    values,
    mean,
    ...(standardError !== undefined && { standardError }),
  };
}

async function readSeed(root: Root, folder: string, wanted: string | undefined) {
  const run = root.nameOf(folder);
  const summary = await readRun(folder);
  if (summary.state === "running" || summary.state === "starting")
    throw new NetworkError("agent-compare/running", { run });
  const { seed, data, config } = await readManifest(folder);
  const measured = await readMeasured(folder, summary.best?.epoch);
  const { metric, name } = chooseMetric(data.task, wanted);
  const value = valueIn(measured.reached && figuresIn(measured.reached), name);
  if (value === undefined) throw new NetworkError("agent-compare/no-metric", { run, metric });
  // Data that is drawn from the seed has another checksum for each seed.
  const sources = config.data.format === "builtin" ? [] : summary.sources;
  const group = seedGroupOf({ ...summary, ...(sources && { sources }) }, measured);
  return {
    run,
    seed,
    value,
    task: data.task,
    group,
    examples: examplesOf(config, data.sha256, config.data.validation),
  };
}

const valueIn = (figures: Record<string, number> | undefined, name: MetricName): number | undefined =>
  Number.isFinite(figures?.[name]) ? figures?.[name] : undefined;

/** @param sha256 of the data's sources; @param validation how the validation set is chosen */
function examplesOf({ data }: ResolvedConfig, sha256: Record<string, string>, validation: unknown): string {
  const sources = data.format === "builtin" ? data.name : Object.values(sha256).sort().join();
  return JSON.stringify([sources, validation ?? null]);
}

/** Returns the mean, and its standard error s/√n for at least two values. */
function ofSeeds(values: readonly number[]): { mean: number; standardError?: number } {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (n < 2) return { mean };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  return { mean, standardError: Math.sqrt(variance / n) };
}
