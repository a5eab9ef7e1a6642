/** Lint messages about a config's settings in combination, with their data and on this machine; see docs/lint.md. */
import { counted, lintOf } from "./message";

const error = lintOf("error");
const warning = lintOf("warning");
const hint = lintOf("hint");

const short = (value: number) => String(Number(value.toPrecision(4)));

export const configRuleMessages = {
  "output-units/classes": error<{ units: number; classes: number }>(
    ({ units, classes }) =>
      `${counted(units, "output unit")} for the ${classes} classes of this data; ` +
      `use ${classes === 2 ? "2, or 1 with sigmoid" : classes}`,
  ),
  "output-units/targets": error<{ units: number; targets: readonly string[] }>(
    ({ units, targets }) =>
      `${counted(units, "output unit")} for the targets ${targets.join(", ")}; use ${targets.length}`,
  ),
  "target-range": warning<{ activation: string; least: number; most: number; minimum: number; maximum: number }>(
    ({ activation, least, most, minimum, maximum }) =>
      `${activation} gives ${Number.isFinite(most) ? `values from ${least} to ${most}` : `no value below ${least}`}, ` +
      `and the targets lie from ${short(minimum)} to ${short(maximum)}; use linear`,
  ),
  "cost-activation": error<{ activation: string }>(
    ({ activation }) =>
      `cross-entropy needs a softmax or sigmoid output layer, not ${activation}; ` +
      'change one of them, or use "quadratic"',
  ),
  "softmax-one-unit": error(() => "softmax over a single unit is always 1; use sigmoid, or one unit per class"),
  "softmax-quadratic": warning(
    () => 'the quadratic cost learns slowly with a softmax output layer; use "cross-entropy"',
  ),
  "sigmoid-exclusive": hint(
    () => "sigmoid outputs are independent probabilities; use softmax where each example has one class",
  ),
  "softmax-hidden": warning(
    () => "softmax in a hidden layer makes its units sum to 1 and slows learning; use relu, prelu or tanh",
  ),
  "zeros-hidden": warning(() => "units that all start at zero stay identical; use another initialization"),
  "alpha-unused": warning<{ activation: string }>(({ activation }) => `${activation} has no alpha; remove it`),
  "alpha-unused/learned": warning<{ activation: string }>(
    ({ activation }) => `${activation} has no alpha to learn; remove it`,
  ),
  "labels-quadratic": hint(
    () =>
      "the targets are 0 and 1, and with the quadratic cost they are quantities, measured with RMSE and R²; use " +
      '"cross-entropy" to learn them as labels, measured with accuracy',
  ),
  "dropout-output": error(
    () => "outputs are compared with the targets and cannot be dropped; use dropout in hidden layers",
  ),
  "many-parameters": hint<{ parameters: number; examples: number }>(
    ({ parameters, examples }) =>
      `${parameters} parameters for ${examples} training examples: the network can overfit; ` +
      "add regularization, dropout or earlyStopping, or use fewer units",
  ),
  "learning-rate/high": warning<{ optimizer: string; learningRate: number; usual: string }>(
    ({ optimizer, learningRate, usual }) =>
      `${optimizer} with ${learningRate} usually makes training diverge; usual: ${usual}`,
  ),
  "learning-rate/low": warning<{ optimizer: string; learningRate: number; usual: string }>(
    ({ optimizer, learningRate, usual }) =>
      `${optimizer} with ${learningRate} usually learns very slowly; usual: ${usual}`,
  ),
  "nesterov-unused": warning(() => 'nesterov has no effect without momentum; add "momentum": 0.9, or remove it'),
  "adamw-no-decay": hint(
    () => "without regularization.l2, its weight decay, adamw is the same as adam; add it, or use adam",
  ),
  "schedule-minimum": warning<{ learningRate: number }>(
    ({ learningRate }) =>
      `the minimum is above the learning rate, ${learningRate}, and would raise it; use a smaller one`,
  ),
  "schedule-grows": warning(() => "a factor above 1 makes the learning rate grow without bound; use one below 1"),
  "schedule-unused": hint<{ epochs: number }>(
    ({ epochs }) => `the run ends after ${counted(epochs, "epoch")}, before the first step; use fewer`,
  ),
  "schedule-zero": warning<{ epochs: number }>(
    ({ epochs }) => `after epoch ${epochs} the learning rate is 0, and nothing is learned; give the schedule a minimum`,
  ),
  "warmup-long": warning<{ epochs: number }>(
    ({ epochs }) => `the run ends after ${counted(epochs, "epoch")}, before the learning rate is reached; use fewer`,
  ),
  "patience-long": warning<{ epochs: number }>(
    ({ epochs }) => `the run ends after ${counted(epochs, "epoch")}, before patience runs out; use a smaller one`,
  ),
  "early-stopping-validation": error(
    () => 'there are no validation examples to watch; add "validation" to data, or watch "cost"',
  ),
  "early-stopping-validation/empty": error(
    () => 'no validation examples are left to watch; hold out more, or watch "cost"',
  ),
  "reserved-key": error(() => "JavaScript reserves this name; rename the column, here and in the table"),
  "batch-size": warning<{ batchSize: number; examples: number }>(
    ({ batchSize, examples }) =>
      `a minibatch of ${batchSize} takes all ${examples} training examples, so an epoch is a single step; ` +
      "use a smaller one",
  ),
  "no-validation": hint(
    () =>
      "without validation examples overfitting goes unnoticed, and the last epoch counts as the best; " +
      'add "validation": { "fraction": 0.2 }',
  ),
  "no-validation/cost": hint(
    () =>
      "without validation examples overfitting goes unnoticed, and the epoch of the lowest training cost counts as " +
      'the best; add "validation": { "fraction": 0.2 }',
  ),
  "validation-empty": warning(
    () => "this share of the examples rounds to none, so overfitting goes unnoticed; hold out more",
  ),
  "validation-large": warning<{ validation: number; train: number }>(
    ({ validation, train }) => `${validation} validation examples and only ${train} to train on; hold out fewer`,
  ),
  "validation-overlap": hint<{ shared: number; validation: number }>(
    ({ shared, validation }) =>
      `${shared} of ${validation} validation examples also occur in the training examples, ` +
      "so the validation metrics hide overfitting; remove the duplicates",
  ),
  "validation-sorted": warning<{ missing: number; classes: number }>(
    ({ missing, classes }) =>
      `${missing} of ${classes} classes have no validation example: the last examples are held out, and the data is ` +
      'sorted; set "stratified": true',
  ),
  "validation-sorted/test": warning<{ missing: number; classes: number }>(
    ({ missing, classes }) =>
      `${missing} of ${classes} classes have no test example: the last examples are held out, and the data is ` +
      'sorted; set "stratified": true',
  ),
  "validation-sorted/ordered": warning<{ missing: number; classes: number }>(
    ({ missing, classes }) =>
      `${missing} of ${classes} classes have no validation example in a fold: ordered folds follow the order of the ` +
      "examples, and the data is sorted; remove ordered",
  ),
  "folds-class": warning<{ name: string; smallest: number; folds: number; others: number }>(
    ({ name, smallest, folds, others }) =>
      `class ${name} has ${counted(smallest, "example")}, fewer than the ${folds} folds` +
      (others > 0 ? `, and so have ${counted(others, "more class", "more classes")}` : "") +
      `, so some folds do not measure ${others > 0 ? "them" : "it"}` +
      (smallest > 1 ? `; take ${smallest} folds, or leave the class out` : "; leave the class out"),
  ),
  "validation-sorted/own": warning<{ missing: number; classes: number; examples: number }>(
    ({ missing, classes, examples }) =>
      `${missing} of ${classes} classes have no example in the data's own validation set; draw one: ` +
      `add "validation": { "examples": ${examples}, "stratified": true }`,
  ),
  "stratified-random": hint<{ task: string }>(
    ({ task }) =>
      `the examples are drawn at random: only classes have shares that a draw can keep, not ` +
      `${task === "regression" ? "quantities" : "several labels"}; no change is needed`,
  ),
  "folds-ordered": error<{ key: string }>(
    ({ key }) => `ordered folds depend only on the order of the examples, which excludes ${key}; remove one of the two`,
  ),
  "folds-group": error<{ format: string }>(
    ({ format }) => `${format} data has no columns, so group cannot name one; remove it`,
  ),
  "fold-number": error<{ number: number; key: string; most: number }>(
    ({ number, key, most }) => `there are ${most} ${key}, and this is number ${number}; use at most ${most}`,
  ),
  "fold-number/alone": error(() => "without fold, all repeats are trained; name the fold too, or remove repeat"),
  "split-too-large": error<{ examples: number }>(
    ({ examples }) => `of ${examples} examples this leaves none to train on; hold out fewer`,
  ),
  "limit-unused": warning<{ limit: number; examples: number }>(
    ({ limit, examples }) =>
      `there are only ${examples} training examples, so the limit of ${limit} has no effect; lower or remove it`,
  ),
  "test-split": error(() => "this data already has test examples; remove data.test"),
  "test-pair": error<{ given: string; missing: string }>(
    ({ given, missing }) => `${given} needs ${missing} too; give both, or neither`,
  ),
  "test-is-training": warning(
    () => "these are the training examples, which overestimate the network's performance; use other examples",
  ),
  "test-is-training/folder": warning(
    () => "this folder is inside the training folder, where it counts as a class; move it out",
  ),
  "unscaled-inputs": warning<{ min: number; max: number }>(
    ({ min, max }) =>
      `inputs from ${short(min)} to ${short(max)} are not scaled: units saturate or training diverges; use "auto"`,
  ),
  "pixels-dark": warning<{ largest: number; scaling: string }>(
    ({ largest, scaling }) =>
      `bytes in the shape of a picture are divided by 255, and the largest is ${largest}: such small inputs are learned very ` +
      `slowly; use "${scaling}"`,
  ),
  "pixels-dark/unit": warning<{ largest: number; scaling: string }>(
    ({ largest, scaling }) =>
      `inputs of at most ${short(largest)} are divided by 255: such small inputs are learned very slowly; use "${scaling}"`,
  ),
  "class-imbalance": hint<{ largest: number; smallest: number }>(
    ({ largest, smallest }) =>
      `the largest class has ${largest} training examples, the smallest ${smallest}: rare classes are learned late; ` +
      'add "classWeights": "balanced"',
  ),
  "class-empty": warning<{ empty: number; classes: number }>(
    ({ empty, classes }) =>
      `${empty} of ${classes} classes ${empty === 1 ? "has" : "have"} no training example and cannot be learned; ` +
      "check classNames, limit and split",
  ),
  "class-empty/one": warning<{ name: string; classes: number }>(
    ({ name, classes }) =>
      `all training examples are of class ${name}, one of ${classes}, so there is nothing to distinguish; ` +
      "check classNames, limit and split",
  ),
  "class-names": error<{ names: number; classes: number }>(
    ({ names, classes }) => `${names} names for the ${classes} classes of this data; give each class one name`,
  ),
  "class-names-repeated": warning<{ name: string }>(
    ({ name }) => `the name "${name}" occurs twice; give each class a unique name`,
  ),
  "class-weights/names": error<{ weights: number; names: number }>(
    ({ weights, names }) => `${weights} weights for ${names} class names; give one weight per class`,
  ),
  "class-weights": error<{ weights: number; classes: number }>(
    ({ weights, classes }) => `${weights} weights for the ${classes} classes of this data; give one weight per class`,
  ),
  "image-shape": error<{ imageShape: readonly number[]; pixels: number; inputs: number }>(
    ({ imageShape, pixels, inputs }) =>
      `${imageShape.join(" × ")} is ${pixels}, but an example of this data has ${inputs} inputs; ` +
      "correct or remove it",
  ),
  "task-output/multi-label": error<{ activation: string }>(
    ({ activation }) => `labels that do not exclude each other need sigmoid outputs, not ${activation}; use sigmoid`,
  ),
  "task-output": error(
    () => "a regression needs the quadratic cost and an output layer other than softmax; change these, or the task",
  ),
  /** For data that could not be read: an error of the catalogue, at the key concerned. */
  /** The message of a data error, without the key at which it is shown. */
  "data-unusable": error<{ reason: string }>(({ reason }) => reason.replace(/^data\.[A-Za-z.]+: /, "")),
  "path-variable": error<{ variable: string }>(
    ({ variable }) =>
      `a config has no variable ${variable}: its paths start at its own folder, or at \${workspaceFolder}; ` +
      "write the path from one of them",
  ),
  "path-variable/own-folder": error<{ variable: string; rest: string }>(
    ({ variable, rest }) =>
      `a config has no variable ${variable}: its paths start at its own folder; write ${JSON.stringify(rest)}`,
  ),
  "path-absolute": hint(
    () => "an absolute path exists on one machine only; use one relative to the config, which moves with it",
  ),
  "path-outside": warning<{ path: string; roots: readonly string[] }>(
    ({ path, roots }) =>
      `${path} is outside of ${roots.join(", ")}, so a copy of this folder does not include the data; ` +
      "copy it into the folder, or document its source",
  ),
  "backend-missing": error<{ backend: string; reason: string }>(
    ({ backend, reason }) => `backend ${backend} ${reason}`,
  ),
  "start-unusable": error<{ reason: string }>(({ reason }) => reason),
  "start-activation": warning<{ found: string; activation: string }>(
    ({ found, activation }) =>
      `the weights were trained with ${found} here, not with ${activation}, so the outputs differ; use ${found}`,
  ),
  "start-activation/alpha": warning<{ activation: string; found: number; alpha: number }>(
    ({ activation, found, alpha }) =>
      `the weights were trained with ${activation} of alpha ${found}, not ${alpha}, so the outputs differ; ` +
      `set alpha to ${found}`,
  ),
  "start-activation/alphas": warning<{ activation: string; alpha: number }>(
    ({ activation, alpha }) =>
      `the weights were trained with an alpha of ${activation} for each unit, and alpha ${alpha} replaces them; ` +
      'set "learnAlpha": true',
  ),
  "start-targets": warning(
    () =>
      "the file does not say in which unit its outputs are: they are taken as standardized, as the targets of this data " +
      'are; if they are in the unit of the target, set data.scaling to "none"',
  ),
  "start-scaling": hint(
    () =>
      "the file does not record how its inputs were scaled: they are treated as scaled by data.scaling; " +
      'if its network takes unscaled inputs, set data.scaling to "none"',
  ),
  "start-converted/scaling": hint(
    () =>
      "the file scales its inputs differently from data.scaling: the difference is merged into the first layer's weights; " +
      "no change is needed",
  ),
  "start-converted/targets": hint(
    () =>
      "the file gives its outputs in a different unit from this data: the difference is merged into the last layer's weights; " +
      "no change is needed",
  ),
  "start-converted/classes": hint(
    () =>
      "the file orders its classes differently from this data: the last layer's units are reordered to match the " +
      "data; no change is needed",
  ),
  "start-converted/remark": hint<{ remark: string }>(({ remark }) => `the file: ${remark}; no change is needed`),
};
