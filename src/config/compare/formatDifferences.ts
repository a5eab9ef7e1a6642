/** Formats differences between configs briefly, with the usual symbols: "η 1.0 → 0.5, λ 0.1 → 0". */
import type { Difference } from "./differences";

/** Usual names of settings, the most important first. */
const names: Record<string, string> = {
  "data.format": "data",
  "data.name": "data",
  "data.path": "data",
  layers: "layers",
  cost: "cost",
  "training.optimizer.type": "optimizer",
  "training.optimizer.learningRate": "η",
  "training.optimizer.momentum": "μ",
  "training.regularization.l2": "λ",
  "training.regularization.l1": "λ1",
  "training.batchSize": "batch",
  "training.epochs": "epochs",
  "training.optimizer.nesterov": "nesterov",
  "training.schedule.type": "schedule",
  "training.optimizer.beta1": "β1",
  "training.optimizer.beta2": "β2",
  "training.optimizer.rho": "ρ",
  "training.optimizer.epsilon": "ε",
  "training.schedule.warmupEpochs": "warmup",
  "training.schedule.epochs": "schedule epochs",
  "training.earlyStopping": "early stopping",
  "training.earlyStopping.patience": "patience",
  "training.bestMetric": "best by",
  "data.limit": "limit",
  "data.scaling": "scaling",
  "data.validation.examples": "validation",
  "data.validation.fraction": "validation",
  "data.validation.folds": "folds",
  "data.validation.repeats": "repeats",
  "data.validation.fold": "fold",
  "data.validation.repeat": "repeat",
  "data.test.examples": "test",
  "data.test.fraction": "test",
  "data.classWeights": "class weights",
  "training.start": "start",
  backend: "backend",
  threads: "threads",
  "training.seed": "seed",
};
const ranks = new Map(Object.keys(names).map((path, i) => [path, i]));
/** Settings that follow from others or change no weight. */
const quiet = [
  "training.keepEvery",
  "training.checkpointEvery",
  "training.trainAccuracy",
  "training.metrics",
  "data.classNames",
];

/** @param most number of listed differences; the rest is counted: "η 1.0 → 0.5, λ 0.1 → 0, +2" */
export function formatDifferences(differences: readonly Difference[], most = Number.POSITIVE_INFINITY): string {
  const words = differencesInLines(differences);
  const rest = words.length > most ? [`+${words.length - most}`] : [];
  return [...words.slice(0, most), ...rest].join(", ");
}

/** Returns the formatted differences, one per entry. */
export const differencesInLines = (differences: readonly Difference[]): string[] =>
  [...differences].sort((a, b) => rank(a.path) - rank(b.path)).map(formatDifference);

/** Returns "η 1.0 → 0.5"; a missing value is "none". */
const formatDifference = ({ path, from, to }: Difference): string => {
  const [before, after] = formatValues(from, to);
  return `${formatSettingName(path)} ${before} → ${after}`;
};

/** Returns the sort rank: layers follow the entry `layers`, unnamed settings follow named ones. */
function rank(path: string): number {
  if (quiet.includes(path)) return Number.MAX_SAFE_INTEGER;
  return ranks.get(path.startsWith("layers[") ? "layers" : path) ?? ranks.size;
}

/** Returns "η", "layer 1 units" (counted from 1), or the path without its section: "minDelta". */
export function formatSettingName(path: string): string {
  const layer = /^layers\[(\d+)\]\.(.+)$/.exec(path);
  if (layer) return `layer ${Number(layer[1]) + 1} ${layer[2]}`;
  return names[path] ?? path.replace(/^(training|data)\./, "");
}

function formatValues(from: unknown, to: unknown): [string, string] {
  const words: [string, string] = [formatSettingValue(from), formatSettingValue(to)];
  // Integers beside fractions get a decimal: 1.0 beside 0.5.
  const isFraction = (value: unknown) => typeof value === "number" && !Number.isInteger(value);
  if (!isFraction(from) && !isFraction(to)) return words;
  return [from, to].map((value, i) => (Number.isInteger(value) && value !== 0 ? `${value}.0` : words[i])) as [
    string,
    string,
  ];
}

export function formatSettingValue(value: unknown): string {
  if (value === undefined) return "none";
  if (typeof value === "string") return value;
  if (Array.isArray(value))
    return value.every(hasUnits) ? formatLayers(value) : `[${value.map(formatSettingValue).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  const entries = Object.entries(value).filter(([, each]) => typeof each !== "object");
  return entries.map(([key, each]) => `${key} ${formatSettingValue(each)}`).join(" ");
}

/** Returns "100·10". */
const formatLayers = (layers: readonly { units: number }[]): string => layers.map(({ units }) => units).join("·");

const hasUnits = (value: unknown): value is { units: number } =>
  typeof value === "object" && value !== null && "units" in value;
