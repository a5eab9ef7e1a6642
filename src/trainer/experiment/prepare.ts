/** Reads and checks a config file and loads its data: everything that a session needs. Writes nothing. */
import { randomInt } from "node:crypto";
import { dirname, resolve } from "node:path";
import { checkConfig, type DataFacts, type Finding, findingLine } from "../../config/check/check";
import type { Path } from "../../config/check/finding";
import { darkestPixel } from "../../config/check/rules/facts";
import type { StartFacts } from "../../config/check/rules/start";
import { configSchema, type NetworkConfig } from "../../config/schema";
import type { FoldsConfig } from "../../config/schema/folds";
import { type ResolvedConfig, resolveConfig } from "../../config/schema/resolve";
import type { Examples } from "../../core/backend";
import { NetworkError } from "../../core/errors";
import { copyWithOutputs } from "../../core/packedExamples";
import type { Dataset } from "../../data/dataset";
import { countClasses } from "../../data/labels";
import { type FoldedData, loadData, loadFolds } from "../../data/load";
import type { Reading } from "../../data/reading";
import { summarize } from "../../data/summary";
import { type UnseenInFolds, unseenIn } from "../../data/unseen";
import type { Overrides } from "./overrides";
import { readConfig, workFolder } from "./readConfig";

/** A network to train, and the data to train it on. */
export interface Experiment {
  /** Path of the config file as given on the command line. */
  file: string;
  config: ResolvedConfig;
  dataset: Dataset;
  /** Returns a config key's position for training errors: `file:line:column`; for a recorded run its folder. */
  locate(path: Path): string;
  /** Returns findings about the network that a new run starts from. */
  againstStart?(facts: StartFacts): Finding[];
  /** Findings that do not prevent training. */
  warnings: Finding[];
  /** True if the checked text is not that of the file: findings then have no line. */
  isRecorded?: boolean;
  /** True if the config has a sweep, which is not run. */
  isSwept?: boolean;
}

export async function prepare(file: string, overrides: Overrides = {}, how: Preparation = {}): Promise<Experiment> {
  return prepareText(file, await readConfig(file), overrides, how);
}

interface Preparation {
  /** Replaces the reading of the data, for example if it is already loaded. */
  load?: (config: ResolvedConfig, file: string) => Promise<Dataset>;
  /** True if a group wrote the text: its lines are not those of the file. */
  isRecorded?: boolean;
}

export async function prepareText(
  file: string,
  text: string,
  overrides: Overrides,
  { load = loadExperimentData, isRecorded = false }: Preparation = {},
): Promise<Experiment> {
  const checked = checkConfig(text);
  const { config: parsed, findings } = checked;
  if (!parsed) throw configError(file, findings, isRecorded);
  const config = resolveConfig(override(parsed, overrides), randomInt(0x1_0000_0000));
  const dataset = await load(config, file);
  const { validation } = config.data;
  // Folds train many times: the search for equal examples costs little in comparison.
  const facts = validation && "folds" in validation ? dataFacts(dataset) : basicFacts(dataset);
  const dataFindings = checked.againstData(config, facts);
  if (dataFindings.some(({ severity }) => severity === "error")) throw configError(file, dataFindings, isRecorded);
  const reported = new Set(findings.map(({ code, offset }) => `${code} ${offset}`));
  const news = dataFindings.filter(({ code, offset }) => !reported.has(`${code} ${offset}`));
  // A text that a group wrote belongs to another folder.
  const place = { baseDir: dirname(resolve(file)), roots: [workFolder(file)], backends: [] };
  const ofPlace = isRecorded ? [] : checked.againstPlace(config, place);
  const warnings = [...findings, ...ofPlace, ...news].filter(
    ({ severity, path }) => severity === "warning" && path[0] !== "sweep",
  );
  const locate = (path: Path) => {
    if (isRecorded) return file;
    const { line, column } = checked.positionOf(path);
    return `${file}:${line}:${column}`;
  };
  const againstStart = (facts: StartFacts) => checked.againstStart(parsed, facts);
  return { file, config, dataset, locate, againstStart, warnings, isRecorded, isSwept: parsed.sweep !== undefined };
}

/**
 * Loads the data of a config. Relative paths start at the folder of `file`.
 * @param reading how a recorded run read the data
 * @param verifiesLater whether the caller waits for the `verify` of data from the cache, which is then not compared yet
 */
export async function loadExperimentData(
  config: ResolvedConfig,
  file: string,
  reading?: Reading,
  verifiesLater = false,
): Promise<Dataset> {
  const cache = verifiesLater ? "verify-later" : "verify-now";
  const dataset = await loadData(config.data, { ...loadOptions(config, file, reading), cache }).catch(atFile(file));
  return withOutputs(config, dataset);
}

/** Reads the data of a config with folds once, for all of them. */
export async function loadExperimentFolds(
  config: ResolvedConfig,
  validation: FoldsConfig,
  file: string,
  reading?: Reading,
): Promise<FoldedData> {
  const options = { ...loadOptions(config, file, reading), cache: "verify-now" } as const;
  const folded = await loadFolds(config.data, validation, options).catch(atFile(file));
  // Only when a fold is requested is it known whether the examples can be divided this way.
  const located = <Result>(divide: () => Result): Result => {
    try {
      return divide();
    } catch (error) {
      return atFile(file)(error);
    }
  };
  return {
    fold: (place) => located(() => withOutputs(config, folded.fold(place))),
    first: () => located(() => withOutputs(config, folded.first())),
    whole: () => located(() => withOutputs(config, folded.whole())),
    rowsOf: (place) => located(() => folded.rowsOf(place)),
  };
}

/** Throws a NetworkError for a config with folds, where a single network is trained. */
export function refuseFolds({ file, config: { data } }: Pick<Experiment, "file" | "config">): void {
  const { validation } = data;
  if (validation && "folds" in validation && validation.fold === undefined) {
    throw new NetworkError("folds-session", { file, folds: validation.folds });
  }
}

function loadOptions({ cost, layers, training }: ResolvedConfig, file: string, reading?: Reading) {
  const { activation } = layers[layers.length - 1];
  return { baseDir: dirname(resolve(file)), seed: training.seed, cost, activation, reading };
}

const atFile =
  (file: string) =>
  (error: unknown): never => {
    throw error instanceof NetworkError && error.kind === "config" ? error.at(file) : error;
  };

/** Adapts the targets to the output layer. */
function withOutputs({ layers }: ResolvedConfig, dataset: Dataset): Dataset {
  const isBinary = dataset.classNames?.length === 2 && layers[layers.length - 1].units === 1;
  return isBinary ? withSingleOutput(dataset) : dataset;
}

/** Returns the facts that warnings need; only hints need the search for equal examples. */
const basicFacts = (dataset: Dataset): DataFacts => ({
  ...factsOf(dataset),
  ...targetFacts(dataset),
  ...sizesOf(dataset),
  ...(dataset.scaling.kind === "none" && { scaledAs: "none", range: rangeOf(dataset.train.values) }),
});

const none = new Int32Array(0);

/** Returns the class names, and the number of examples of each class in every set. */
function sizesOf({ classNames, train, validation, test }: Dataset) {
  if (!classNames) return {};
  const sizes = (examples?: Examples) =>
    Array.from(countClasses(examples?.targets instanceof Int32Array ? examples.targets : none, classNames.length));
  return { classNames, classSizes: sizes(train), validationSizes: sizes(validation), testSizes: sizes(test) };
}

const factsOf = ({ inputs, classNames, targets, task, train, validation, test, scaling, findings, fold }: Dataset) => ({
  inputs,
  ...(classNames && { classes: classNames.length }),
  ...(targets && { targets: targets.map(({ name }) => name) }),
  task,
  // One bright pixel ends the search.
  ...(scaling.kind === "unit" &&
    !train.values.some((value) => value > darkestPixel) && { scaledAs: scaling.kind, range: rangeOf(train.values) }),
  ...(findings && { columns: findings }),
  ...(fold ? fold.unseen && ofFolds(fold.unseen) : validation && unseenIn({ task, classNames, targets }, validation)),
  examples: { train: train.count, validation: validation?.count ?? 0, test: test?.count ?? 0 },
});

const ofFolds = ({ unseen, ...unseenFolds }: UnseenInFolds) => ({ unseen, unseenFolds });

/** Returns facts about the targets of the training examples. */
export function targetFacts({ targets, train, task }: Pick<Dataset, "targets" | "train" | "task">): {
  targetRange?: { minimum: number; maximum: number };
  areBits?: true;
} {
  if (!targets || !(train.targets instanceof Float32Array)) return {};
  const isBit = (value: number) => value === 0 || value === 1;
  const areBits = task === "regression" && train.outputs > 1 && train.targets.every(isBit);
  return { targetRange: rangeOf(train.targets), ...(areBits && { areBits }) };
}

function rangeOf(values: Float32Array | Uint8Array): { minimum: number; maximum: number } {
  let [minimum, maximum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    minimum = Math.min(minimum, value);
    maximum = Math.max(maximum, value);
  }
  return { minimum, maximum };
}

/** Returns `factsOf` with the facts that require a pass over every example. */
export function dataFacts(dataset: Dataset): DataFacts {
  const { minimum, maximum, shared, scaledAs } = summarize(dataset);
  return { ...basicFacts(dataset), range: { minimum, maximum }, scaledAs, shared };
}

/** Converts two classes to one sigmoid unit: its target is the class, 0 or 1. */
function withSingleOutput(dataset: Dataset): Dataset {
  const { train, validation, test } = dataset;
  return {
    ...dataset,
    train: copyWithOutputs(train, 1),
    ...(validation && { validation: copyWithOutputs(validation, 1) }),
    ...(test && { test: copyWithOutputs(test, 1) }),
  };
}

function override(config: NetworkConfig, { epochs, seed, backend, threads }: Overrides): NetworkConfig {
  const { training } = config;
  const changed = configSchema.safeParse({
    ...config,
    training: { ...training, epochs: epochs ?? training.epochs, seed: seed ?? training.seed },
    backend: backend ?? config.backend,
    threads: threads ?? config.threads,
  });
  if (changed.success) return changed.data;
  const [issue] = changed.error.issues;
  throw new NetworkError("bad-option/overrides", { option: String(issue.path.at(-1)), reason: issue.message });
}

/** Returns an error with the first finding of severity "error", and the number of others. */
export function configError(file: string, findings: readonly Finding[], isRecorded = false): NetworkError {
  const [first, ...more] = findings.filter(({ severity }) => severity === "error");
  const values = { first: findingLine(file, isRecorded ? withoutLine(first) : first), more: more.length, file };
  return new NetworkError("bad-config/findings", values, { code: first.code });
}

export const withoutLine = ({ line: _, column: __, ...finding }: Finding): Omit<Finding, "line" | "column"> => finding;
