/** Outcomes of sanity checks: the usual meaning of a failure, or the reason why a check was skipped. */
import { notice } from "./notices";

const figure = (value: number) => String(Number(value.toPrecision(4)));
const percent = (share: number) => `${(100 * share).toFixed(1)}%`;

/** A score of the control experiment: an accuracy from 0 to 1, or a correlation. */
export interface ScoreOf {
  readonly kind: "accuracy" | "correlation";
  readonly score: number;
}

const mark = (agrees: boolean) => (agrees ? "✓" : "✗");

/** Lines of a check's report. Costs are figures, such as "1.099, 1.05". */
const measurements = {
  "sanity/reference": notice<{ costs: string; steps: number }>(
    ({ costs, steps }) => `reference: cost ${costs} in ${steps} steps`,
  ),
  "sanity/backend": notice<{ agrees: boolean; name: string; costs: string; apart: number }>(
    ({ agrees, name, costs, apart }) => `${mark(agrees)} ${name}: cost ${costs}; steps ${figure(apart)} apart`,
  ),
  "sanity/backend-missing": notice<{ name: string; reason: string }>(({ name, reason }) => `– ${name} ${reason}`),
  "sanity/parameter": notice<{ agrees: boolean; entry: string; gradient: number; difference: number }>(
    ({ agrees, entry, gradient, difference }) =>
      `${mark(agrees)} ${entry}: backpropagation ${figure(gradient)}, finite difference ${figure(difference)}`,
  ),
  "sanity/first-cost": notice<{ count: number; cost: number }>(
    ({ count, cost }) => `cost of the first ${count} training examples before training: ${figure(cost)}`,
  ),
  "sanity/guessed-cost": notice<{ expected: string }>(
    ({ expected }) => `expected of a network that guesses: ${expected}`,
  ),
  "sanity/before": notice<{ count: number; cost: number }>(
    ({ count, cost }) => `${count} examples, cost ${figure(cost)} before training`,
  ),
  "sanity/after": notice<{ steps: number; cost: number; accuracy?: number }>(
    ({ steps, cost, accuracy }) =>
      `after ${steps} steps: cost ${figure(cost)}${accuracy === undefined ? "" : `, ${percent(accuracy)} correct`}`,
  ),
  "sanity/memorized": notice<ScoreOf & { count: number }>(({ kind, score, count }) =>
    kind === "accuracy"
      ? `${count} training examples with random labels: ${percent(score)} memorized`
      : `${count} training examples with random targets: memorized with a correlation of ${figure(score)}`,
  ),
  "sanity/control": notice<ScoreOf & { count: number; chance: number }>(({ kind, score, count, chance }) =>
    kind === "accuracy"
      ? `${count} validation examples: ${percent(score)} correct, at most ${percent(chance)} by chance`
      : `${count} validation examples: predictions and targets have a correlation of ${figure(score)}, at most ` +
        `${figure(chance)} by chance`,
  ),
  "sanity/shared": notice<{ shared: number }>(
    ({ shared }) => `${shared} training examples are validation examples too`,
  ),
};

export const sanityMessages = {
  "sanity/cost-not-finite": notice<{ cost: number }>(
    ({ cost }) => `the cost is ${cost} before training; scale the inputs, or start with smaller weights`,
  ),
  "sanity/gradient": notice<{ wrong: number; count: number; activation: string }>(
    ({ wrong, count, activation }) =>
      `backpropagation and finite differences differ for ${wrong} of ${count} parameters: the derivative of ` +
      `${activation}, or of a layer after it, is wrong. This is a bug in Matrix Network, not in the config; please report it`,
  ),
  "sanity/no-inputs": notice<{ isFirst: boolean }>(
    ({ isFirst }) =>
      "the inputs of this layer are 0 for every example, so its weights cannot learn" +
      (isFirst
        ? "; check the inputs"
        : ". Usually the layer before it is initialized with zeros, or all its units are dead"),
  ),
  "sanity/no-error": notice(
    () =>
      "no error reaches this layer: every gradient of its weights is 0, so it cannot learn. Usually a layer after it " +
      "is initialized with zeros, or all its units are dead",
  ),
  "sanity/trained-start": notice(() => "it starts from trained weights"),
  "sanity/cost-high": notice<{ cost: number; expected: string; isUnscaled: boolean }>(
    ({ cost, expected, isUnscaled }) =>
      `the cost before training is ${figure(cost)}, not about ${expected}: the outputs are confident already, and wrong; ` +
      (isUnscaled
        ? 'usually the inputs are not scaled (use "scaling": "auto")'
        : "usually the inputs are far from the scale of 1, or the weights start too large"),
  ),
  "sanity/cost-low": notice<{ cost: number; expected: string }>(
    ({ cost, expected }) =>
      `the cost before training is only ${figure(cost)}, not about ${expected}: an untrained network cannot be that good; ` +
      "usually the targets have another scale than the outputs, or nearly all labels are one class",
  ),
  "sanity/clash": notice<{ first: number; second: number }>(
    ({ first, second }) =>
      `examples ${first} and ${second} of the ten have the same inputs and different labels, so no network can separate ` +
      "them; usually a column is missing, or labels and inputs are out of order",
  ),
  "sanity/no-drop": notice<{ steps: number; before: number; after: number; learningRate: number }>(
    ({ steps, before, after, learningRate }) =>
      `the cost of ten examples did not fall in ${steps} steps (${figure(before)} → ${figure(after)}): usually the ` +
      `learning rate of ${learningRate} is too small or far too large, or no gradient reaches the weights`,
  ),
  "sanity/not-memorized": notice<{
    steps: number;
    accuracy?: number;
    before: number;
    after: number;
    learningRate: number;
  }>(({ steps, accuracy, before, after, learningRate }) => {
    const reached =
      accuracy === undefined ? `cost ${figure(after)} of ${figure(before)}` : `${percent(accuracy)} correct`;
    return (
      `ten examples were not memorized in ${steps} steps (${reached}): usually the network has too few units, ` +
      `saturates, or its learning rate of ${learningRate} does not fit`
    );
  }),
  "sanity/ten": notice<{ problem: string }>(({ problem }) => `on ten examples: ${problem}`),
  "sanity/memorizing": notice<{ problem: string }>(({ problem }) => `while memorizing: ${problem}`),
  "sanity/no-validation": notice(() => "there are no validation examples: set data.validation"),
  "sanity/few-validation": notice<{ count: number }>(
    ({ count }) => `${count} validation examples are too few to be distinguished from chance; hold out more`,
  ),
  "sanity/leak": notice<ScoreOf & { chance: number }>(({ kind, score, chance }) =>
    kind === "accuracy"
      ? `with random labels, ${percent(score)} of the validation examples are correct, where chance gives ` +
        `${percent(chance)}: validation examples are known from training, so their accuracy means nothing. ` +
        "Usually the data has duplicate examples"
      : "with random targets, predictions on the validation examples still correlate with their targets " +
        `(${figure(score)}, at most ${figure(chance)} by chance): validation examples are known from training, so their ` +
        "R² means nothing. Usually the data has duplicate examples",
  ),
  "sanity/little-memorized": notice<ScoreOf & { steps: number }>(
    ({ kind, score, steps }) =>
      `too little was memorized in ${steps} steps: ` +
      (kind === "accuracy" ? `${percent(score)} memorized` : `memorized with a correlation of ${figure(score)}`),
  ),
  "sanity/backends": notice<{ names: readonly string[] }>(
    ({ names }) =>
      `${names.join(" and ")} ${names.length === 1 ? "differs" : "differ"} from the reference: usually a driver or a ` +
      "library is at fault; train on wasm, and please report it",
  ),
  ...measurements,
};
