/** The config of one trial of a sweep: the config file's, with the trial's values. */
import { initialValue, knownKeys, type Path } from "../schema/schemaWalk";
import { parsePath, valueAt } from "./paths";

type Value = number | string | boolean;
type Json = Record<string, unknown>;

/** The settings of a trial. */
interface Trial {
  readonly values: Readonly<Record<string, Value>>;
  readonly seed?: number;
  /** Number of epochs, unless they are among the values. */
  readonly epochs?: number;
}

/** Path of the parameter for the number of hidden layers, each a copy of the first one; it is no setting. */
export const hiddenLayers = "hiddenLayers";

/**
 * Returns the config as a file would contain it, without `sweep`; checking and resolving it makes defaults follow the
 * trial's values. A swept setting without a value in this trial stays as configured, and is omitted if its variant has
 * no such key (momentum of adam).
 * @param written the config as written, defaults not filled in
 * @param swept paths of all parameters of the sweep
 */
export function trialValue(written: unknown, swept: readonly string[], { values, seed, epochs }: Trial): Json {
  const { sweep: _, ...own } = written as Json;
  let trial: Json = own;
  for (const [path, value] of Object.entries(values)) {
    const at = path === hiddenLayers ? undefined : parsePath(path);
    if (at) trial = withValue(trial, at, value);
  }
  for (const path of swept) {
    const at = parsePath(path);
    if (at && !Object.hasOwn(values, path) && !isKnown(trial, at)) trial = withoutKey(trial, at);
  }
  const hidden = values[hiddenLayers];
  if (typeof hidden === "number") trial = { ...trial, layers: withHidden(trial.layers as unknown[], hidden) };
  if (seed !== undefined) trial = withValue(trial, ["training", "seed"], seed);
  return epochs === undefined || Object.hasOwn(values, "training.epochs") ? trial : withEpochs(trial, epochs);
}

/** Sets the number of hidden layers; the output layer stays. */
const withHidden = (layers: unknown[], hidden: number): unknown[] => [
  ...Array.from({ length: hidden }, () => layers[0]),
  layers[layers.length - 1],
];

/** Sets the epochs. A schedule that ends with the training keeps the end that the config gives it. */
function withEpochs(trial: Json, epochs: number): Json {
  const training = (trial.training ?? {}) as { epochs?: unknown; schedule?: Json };
  const { schedule } = training;
  const whole = training.epochs ?? defaultEpochs;
  const isOpen = schedule?.type === "cosine" && schedule.epochs === undefined && whole !== epochs;
  const kept = isOpen ? withValue(trial, ["training", "schedule", "epochs"], whole) : trial;
  return withValue(kept, ["training", "epochs"], epochs);
}

const defaultEpochs = 30;

const isKnown = (config: Json, path: Path): boolean =>
  knownKeys(path.slice(0, -1), config).includes(String(path[path.length - 1])) || typeof path.at(-1) === "number";

/** Returns a copy with the value at its path. A missing object starts with its default. */
function withValue<Part>(part: Part, path: Path, value: unknown, above: Path = []): Part {
  const [key, ...rest] = path;
  const here = [...above, key];
  const inner = valueAt(part, [key]) ?? (rest.length > 0 ? initialValue(here) : undefined);
  const changed = rest.length === 0 ? value : withValue(inner, rest, value, here);
  if (Array.isArray(part)) return part.map((each, i) => (i === key ? changed : each)) as Part;
  return { ...part, [key]: changed };
}

function withoutKey<Part>(part: Part, [key, ...rest]: Path): Part {
  if (typeof part !== "object" || part === null || !Object.hasOwn(part, key)) return part;
  if (Array.isArray(part)) return part.map((each, i) => (i === key ? withoutKey(each, rest) : each)) as Part;
  const { [key]: inner, ...others } = part as Json;
  return (rest.length === 0 ? others : { ...others, [key]: withoutKey(inner, rest) }) as Part;
}
