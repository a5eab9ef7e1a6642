/**
 * Finds the cause of an overflow in training: the setting that is farthest beyond its usual range, else a learned
 * alpha, else the learning rate. The fix in an error brings that setting back into its range, so that applying the
 * fixes of one error after another leads to a training that finishes.
 */
import type { LayerConfig } from "../../config/schema/layer";
import type { ResolvedConfig } from "../../config/schema/resolve";
import type { Examples } from "../../core/backend";
import { type Cause, type ErrorLocation, NetworkError } from "../../core/errors";

/** The facts about a failed minibatch. */
export interface Evidence {
  readonly config: ResolvedConfig;
  readonly examples: Examples;
  readonly classWeights: Float32Array | undefined;
  /** Learning rate of the failed minibatch. */
  readonly learningRate: number;
  /** True if no minibatch has changed a weight yet. */
  readonly isFirst: boolean;
  /** Largest absolute weight and largest absolute alpha by layer. */
  readonly weights: readonly number[];
  readonly alphas: readonly number[];
  /** Targets set by hand in this minibatch or the one before. */
  readonly edited: readonly string[];
}

export type OverflowLocation = Required<Pick<ErrorLocation, "layer" | "epoch" | "batch">>;

interface Suspect {
  /** Value of the setting relative to its usual range: 1 at the end of that range. */
  readonly beyond: number;
  /** True if the setting can cause an overflow before a weight has changed. */
  readonly isAtOnce?: boolean;
  error(place: OverflowLocation): NetworkError;
}

/** Largest usual learning rates; for sgd multiplied by the gradients that momentum adds up, at most ten. */
const usualRates = { sgd: 1, rmsprop: 0.01, adam: 0.01, adamw: 0.01 };
const defaultRates = { sgd: 0.1, rmsprop: 0.01, adam: 0.001, adamw: 0.001 };
const [usualMomentum, gradients] = [0.9, 10];
/** Usual maximum of inputs, targets, class weights and learned alphas. */
const usualSize = 10;
/** Adaptive optimizers divide by the size of gradients: only values near the end of float32 overflow. */
const adaptiveSize = 1e15;
/** Usual maximum that L1 subtracts from a weight in a step. */
const usualL1 = 0.5;

/** Multiple of the largest training input above which an input of other examples is considered a mistake. */
const farBeyond = 1e4;

const digits = (value: number) => Number(value.toPrecision(3));

/** Returns an error that starts with the key to change; a session prefixes the position in the config. */
export function overflowError(evidence: Evidence, place: OverflowLocation): NetworkError {
  const { config, edited, isFirst } = evidence;
  if (edited.length > 0) return new NetworkError("non-finite/edited", { targets: edited, ...place }, { place });
  const suspects = [...suspectSettings(evidence), ...learningRates(evidence)];
  const possible = suspects.filter(({ beyond, isAtOnce }) => beyond > 1 && (!isFirst || isAtOnce));
  const [worst] = possible.sort((a, b) => b.beyond - a.beyond);
  if (worst) return worst.error(place);
  if (isFirst && config.training.start) return startError(evidence, place);
  return learnedAlpha(evidence, place) ?? rateError(config, place);
}

function suspectSettings(evidence: Evidence): Suspect[] {
  const { config, classWeights } = evidence;
  return [
    ...penalties(evidence),
    ...(classWeights ? [heaviestClass(config, classWeights)] : []),
    ...sizes(evidence),
    ...config.layers.flatMap((layer, l) => (layer.learnAlpha ? [] : [fixedAlpha(layer, l)])),
  ];
}

function penalties({ config, examples: { count }, learningRate }: Evidence): Suspect[] {
  const { optimizer, regularization } = config.training;
  const { l1, l2 } = regularization;
  const momentum = momentumOf(config);
  // In the gradients of adaptive optimizers a penalty is divided by its own size.
  const isDirect = optimizer.type === "sgd";
  const step = (learningRate * l1) / count / (1 - momentum);
  const share = (learningRate * l2) / count;
  const lower = (name: "l1" | "l2", value: number) => cause(["training", "regularization", name], { set: value });
  return [
    {
      // w ← (1 − share) w diverges from 2 (1 + μ) on, together with its gradient before that.
      beyond: isDirect || optimizer.type === "adamw" ? share / (1 + momentum) : 0,
      error: (place) => {
        const fix = digits((0.1 * count) / learningRate);
        return made("non-finite/l2", { l2, share, examples: count, fix, ...place }, place, lower("l2", fix));
      },
    },
    {
      beyond: isDirect ? step / usualL1 : 0,
      error: (place) => {
        const fix = digits((0.01 * count * (1 - momentum)) / learningRate);
        return made("non-finite/l1", { l1, step, examples: count, fix, ...place }, place, lower("l1", fix));
      },
    },
  ];
}

function heaviestClass(config: ResolvedConfig, weights: Float32Array): Suspect {
  const weight = weights.reduce((most, each) => Math.max(most, each), 0);
  const index = weights.indexOf(weight);
  const label = config.data.classNames?.[index] ?? index;
  const mean = weights.reduce((sum, each) => sum + each, 0) / weights.length;
  const scaled = [...weights].map((each) => digits(each / mean));
  // Weights that are far apart stay too large for the heaviest class.
  const fix = Array.isArray(config.data.classWeights) && Math.max(...scaled) <= usualSize ? scaled : undefined;
  return {
    beyond: weight / (isAdaptive(config) ? adaptiveSize : usualSize),
    isAtOnce: true,
    error: (place) =>
      made(
        "non-finite/class-weights",
        { label, weight, ...(fix && { fix }), ...place },
        place,
        cause(["data", "classWeights"], fix ? { set: fix } : { remove: true }),
      ),
  };
}

/** Largest inputs and targets in the scale of the network. */
function sizes({ config, examples }: Evidence): Suspect[] {
  const { scaling } = config.data;
  const output = config.layers.length - 1;
  const { activation } = config.layers[output];
  const input = largestInput(examples);
  const target = config.cost === "quadratic" ? largestTarget(examples) : 0;
  const path = ["data", "scaling"];
  const auto = cause(path, { set: "auto" });
  const usual = isAdaptive(config) ? adaptiveSize : usualSize;
  const inputs: Suspect = {
    // A step changes the weighted inputs by the squares of the inputs.
    beyond: (input / usual) ** 2,
    isAtOnce: true,
    error: (place) => made("non-finite/inputs", { scaling, largest: input, ...place }, place, auto),
  };
  const targets: Suspect = {
    beyond: target / usual,
    isAtOnce: true,
    error: (place) => {
      if (activation === "linear") return made("non-finite/targets", { largest: target, ...place }, place, auto);
      const linear = cause(["layers", output, "activation"], { set: "linear" });
      return made("non-finite/output", { output, activation, largest: target, ...place }, place, linear);
    },
  };
  const isLeft = scaling === "none" || scaling === "unit";
  const areLeft = scaling === "none" || activation !== "linear";
  return [...(isLeft ? [inputs] : []), ...(areLeft ? [targets] : [])];
}

function fixedAlpha({ activation, alpha = 0 }: LayerConfig, l: number): Suspect {
  const fix = activation === "elu" ? 1 : 0.25;
  return {
    // Once in the forward and once in the backward pass.
    beyond: alpha ** 2,
    isAtOnce: true,
    error: (place) =>
      made("non-finite/alpha", { of: l, alpha, fix, ...place }, place, cause(["layers", l, "alpha"], { set: fix })),
  };
}

function learningRates({ config, learningRate: now }: Evidence): Suspect[] {
  const { optimizer, schedule } = config.training;
  const { learningRate, type } = optimizer;
  const momentum = momentumOf(config);
  const steps = 1 / (1 - momentum);
  const beyond = (rate: number) => (rate * Math.min(steps, gradients)) / usualRates[type];
  const raised: Suspect = {
    beyond: now > 2 * learningRate ? beyond(now) : 0,
    error: (place) => {
      if ("factor" in schedule && schedule.factor > 1) {
        const { factor } = schedule;
        const fix = schedule.type === "step" ? 0.1 : 0.95;
        const changed = cause(["training", "schedule", "factor"], { set: fix });
        return made("non-finite/schedule", { factor, learningRate, now, fix, ...place }, place, changed);
      }
      const minimum = "minimum" in schedule ? schedule.minimum : now;
      const fix = digits(learningRate / 100);
      const changed = cause(["training", "schedule", "minimum"], { set: fix });
      return made("non-finite/minimum", { minimum, learningRate, fix, ...place }, place, changed);
    },
  };
  const added: Suspect = {
    beyond: steps / gradients,
    error: (place) =>
      made(
        "non-finite/momentum",
        { momentum, steps, fix: usualMomentum, ...place },
        place,
        cause(["training", "optimizer", "momentum"], { set: usualMomentum }),
      ),
  };
  return [raised, { beyond: beyond(learningRate), error: (place) => rateError(config, place) }, added];
}

function rateError(config: ResolvedConfig, place: OverflowLocation): NetworkError {
  const { learningRate, type } = config.training.optimizer;
  const usual = defaultRates[type] * (1 - Math.min(momentumOf(config), usualMomentum));
  const fix = digits(Math.min(usual, learningRate / 10));
  const changed = cause(["training", "optimizer", "learningRate"], { set: fix });
  return made("non-finite", { learningRate, fix, ...place }, place, changed);
}

/** Blames an alpha that is larger than all weights: if a step is too large for the weights, alphas follow them. */
function learnedAlpha({ config, weights, alphas }: Evidence, place: OverflowLocation): NetworkError | undefined {
  const learned = alphas.map((alpha, l) => (config.layers[l].learnAlpha ? alpha : 0));
  const alpha = Math.max(...learned);
  if (alpha <= usualSize || alpha < Math.max(...weights)) return undefined;
  const of = learned.indexOf(alpha);
  const changed = cause(["layers", of, "learnAlpha"], { set: false });
  return made("non-finite/learned-alpha", { of, alpha, ...place }, place, changed);
}

function startError({ weights }: Evidence, place: OverflowLocation): NetworkError {
  const weight = Math.max(...weights);
  const of = weights.indexOf(weight);
  return made("non-finite/start", { of, weight, ...place }, place, { path: ["training", "start"] });
}

const cause = (path: Cause["path"], fix: NonNullable<Cause["fix"]>): Cause => ({ path, fix });

function made<Id extends ConstructorParameters<typeof NetworkError>[0]>(
  id: Id,
  values: ConstructorParameters<typeof NetworkError<Id>>[1],
  place: OverflowLocation,
  cause: Cause,
): NetworkError {
  return new NetworkError(id, values, { place: { ...place, cause } });
}

/** Returns an error if only the inputs of evaluated examples are too large. */
export function unseenError(unseen: Examples, train: Examples, place: OverflowLocation): NetworkError | undefined {
  const [largest, learned] = [largestInput(unseen), largestInput(train)];
  if (largest <= farBeyond * Math.max(1, learned)) return undefined;
  return made("non-finite/unseen", { largest, learned, ...place }, place, { path: ["data"] });
}

const isAdaptive = ({ training }: ResolvedConfig) => training.optimizer.type !== "sgd";

function momentumOf({ training: { optimizer } }: ResolvedConfig): number {
  return optimizer.type === "sgd" ? optimizer.momentum : 0;
}

function largestInput({ values, inputs, shift, factor }: Examples): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) {
    const column = i % inputs;
    const taken = typeof shift === "number" ? shift : shift[column];
    const scale = typeof factor === "number" ? factor : factor[column];
    most = Math.max(most, Math.abs((values[i] - taken) * scale));
  }
  return most;
}

const largestTarget = ({ targets }: Examples): number =>
  targets instanceof Float32Array ? targets.reduce((most, each) => Math.max(most, Math.abs(each)), 0) : 1;
