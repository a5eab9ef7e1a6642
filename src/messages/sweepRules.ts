/** Lint messages about the sweep of a config: its parameters, their conditions, the search and the objective. */
import { lintOf } from "./message";

const error = lintOf("error");
const warning = lintOf("warning");

const quoted = (value: unknown) => JSON.stringify(value);
const listed = (values: readonly unknown[]) => values.map(quoted).join(", ");
const oneOf = (values: readonly unknown[]) => `${values.length > 1 ? "one of " : ""}${listed(values)}`;

const useOf = (names: readonly string[], use = "use") => `${use} ${names.map((each) => `{${each}}`).join(", ")}`;

export const sweepRuleMessages = {
  "sweep-empty": error(() => "the sweep has no setting; add the path of one, with the values to try"),
  "sweep-path": error<{ path: string }>(
    ({ path }) => `the config has no setting ${quoted(path)}; write a path such as "training.optimizer.learningRate"`,
  ),
  "sweep-path/near": error<{ path: string; near: string }>(
    ({ path, near }) => `the config has no setting ${quoted(path)}; did you mean ${quoted(near)}?`,
  ),
  "sweep-path/layer": error<{ layers: number }>(
    ({ layers }) => `the network has no such layer; the last one is layers[${layers - 1}]`,
  ),
  "sweep-path/several": error<{ path: string; settings: readonly string[] }>(
    ({ path, settings }) => `${path} is not a single value; sweep ${oneOf(settings)}`,
  ),
  "sweep-path/list": error<{ path: string }>(
    ({ path }) => `${path} is not a number, a word, true or false; only such a setting can be swept`,
  ),
  "sweep-setting/outputs": error(() => "the data determines the number of outputs; sweep the units of hidden layers"),
  "sweep-setting/seed": error(
    () => 'a seed is not a setting to choose, but chance; add "repeats" to the sweep to train with several seeds',
  ),
  "sweep-setting/sweep": error(() => "a sweep cannot sweep itself; sweep a setting of data, layers, cost or training"),
  "sweep-setting/version": error(() => "every trial uses the version of this file; sweep another setting"),
  "sweep-setting/unlearned": error<{ path: string }>(
    ({ path }) => `${path} does not affect what a network learns; sweep another setting`,
  ),
  "sweep-setting/backend": error(
    () => "all trials are trained on wasm, so that they can be repeated bit for bit; sweep another setting",
  ),
  "sweep-setting/start": error(
    () => "all trials start from the same weights, so that their metrics are comparable; sweep another setting",
  ),
  "sweep-setting/examples": error<{ path: string }>(
    ({ path }) =>
      `with another ${path}, trials are measured on different examples and cannot be compared; ` +
      "sweep another setting",
  ),
  "sweep-setting/dropped": error(
    () =>
      '"drop" leaves out examples to measure on, so that figures of trials cannot be compared; try other values, or ' +
      "set it for all trials",
  ),
  "sweep-setting/halving": error(
    () => "halving determines the number of epochs of a trial; sweep another setting, or use another search",
  ),
  "sweep-setting/budget": error(
    () => "a budget of examples requires trials of equal length; sweep another setting, or use " + "another budget",
  ),
  "sweep-setting/variant": error<{ path: string; only: string; words: readonly string[]; found: unknown }>(
    ({ path, only, words, found }) =>
      `${path} exists only where ${only} is ${words.map(quoted).join(" or ")}, and it is ${quoted(found)}; ` +
      `change that, or sweep ${quoted(only)} too`,
  ),
  "sweep-setting/format": error<{ path: string; found: unknown }>(
    ({ path, found }) => `data of the format ${quoted(found)} has no ${path}; sweep another setting`,
  ),
  "sweep-when-missing": error<{ path: string; only: string; words: readonly string[] }>(
    ({ path, only, words }) =>
      `${path} exists only where ${only} is ${words.map(quoted).join(" or ")}, and that is swept too; ` +
      `add "when": { ${quoted(only)}: ${quoted(words[0])} }`,
  ),
  "sweep-hidden-layers/number": error(() => "the number of hidden layers is a whole number from 0 to 100"),
  "sweep-hidden-layers/none": error(
    () => "every hidden layer is a copy of the first one, and the config has none; add one before the output layer",
  ),
  "sweep-hidden-layers/others": error(
    () =>
      'every hidden layer is like the first one where "hiddenLayers" is swept; sweep the settings of layers[0] instead',
  ),
  "sweep-hidden-layers/zero": error<{ path: string }>(
    ({ path }) => `with 0 hidden layers there is no ${path}, which is swept too; start at 1`,
  ),
  "sweep-layers-alike": warning(
    () =>
      "the hidden layers of this config differ, but all hidden layers of a trial are copies of the first one; " +
      "remove the others",
  ),
  "sweep-range": error(() => "the first number is above the second; swap them"),
  "sweep-range/equal": error<{ value: number }>(
    ({ value }) => `both ends are ${value}; give two different numbers, or "choice": [${value}]`,
  ),
  "sweep-range/log": error(() => "a logarithmic range cannot include 0; raise the first number, or remove log"),
  "sweep-choice-repeated": error<{ value: unknown }>(
    ({ value }) => `${quoted(value)} occurs twice; remove one of them`,
  ),
  "sweep-value": error<{ reason: string }>(({ reason }) => reason),
  "sweep-value/others": error<{ value: unknown; reason: string }>(
    ({ value, reason }) => `with ${quoted(value)} this config is refused: ${reason}`,
  ),
  "sweep-value/key": error<{ value: unknown; path: string; key: string }>(
    ({ value, path, key }) =>
      `with ${quoted(value)} there is no ${key}, which the config sets; remove ${path}, or sweep it too, where it is there`,
  ),
  "sweep-value-unusual": warning<{ reason: string }>(({ reason }) => reason),
  "sweep-when": error<{ path: string }>(
    ({ path }) => `${quoted(path)} is neither swept nor a setting of this config; name one that is`,
  ),
  "sweep-when/near": error<{ path: string; near: string }>(
    ({ path, near }) => `${quoted(path)} is neither swept nor a setting of this config; did you mean ${quoted(near)}?`,
  ),
  "sweep-when/never": error<{ path: string; value: unknown; values: readonly unknown[] }>(
    ({ path, value, values }) => `${path} is never ${quoted(value)}; use ${oneOf(values)}`,
  ),
  "sweep-when/range": error<{ path: string; value: unknown; low: number; high: number }>(
    ({ path, value, low, high }) => `${path} is never ${quoted(value)}; use a whole number from ${low} to ${high}`,
  ),
  "sweep-when/continuous": error<{ path: string; value: unknown }>(
    ({ path, value }) =>
      `a number drawn from a range is hardly ever exactly ${quoted(value)}; give ${path} a "choice", ` +
      "or remove the condition",
  ),
  "sweep-when/fixed": error<{ path: string; value: unknown; found: unknown }>(
    ({ path, value, found }) =>
      `${path} is ${found === undefined ? "left open" : quoted(found)} in every trial, never ${quoted(value)}; ` +
      "sweep it too, or remove the condition",
  ),
  "sweep-when/circle": error<{ circle: readonly string[] }>(
    ({ circle }) => `these conditions form a cycle: ${circle.join(", then ")}; remove one of them`,
  ),
  "sweep-grid": error<{ choices: readonly number[] }>(
    ({ choices }) => `a grid cannot contain every number of a range; list some: "choice": [${choices.join(", ")}]`,
  ),
  "sweep-grid/large": error<{ points: number; most: number }>(
    ({ points, most }) =>
      `this grid has ${points} points, and at most ${most} can be tried; give fewer values, or use random or tpe`,
  ),
  "sweep-trials": warning<{ trials: number; points: number }>(
    ({ trials, points }) =>
      `there are only ${points} different settings for ${trials} trials; the search ends with them`,
  ),
  "sweep-objective": error<{ metric: string; metrics: readonly string[] }>(
    ({ metric, metrics }) => `there is no metric ${quoted(metric)}; use ${oneOf(metrics)}`,
  ),
  "sweep-objective/near": error<{ metric: string; near: string; metrics: readonly string[] }>(
    ({ metric, near, metrics }) =>
      `there is no metric ${quoted(metric)}; did you mean ${quoted(near)}? Use ${oneOf(metrics)}`,
  ),
  "sweep-objective/time": error<{ metrics: readonly string[] }>(
    ({ metrics }) =>
      `times differ between machines and runs, so a sweep could not be repeated; ` +
      `use ${oneOf(metrics)}, or bound the sizes that are tried`,
  ),
  "sweep-objective/task": error<{ task: string; metric: string; metrics: readonly string[] }>(
    ({ task, metric, metrics }) =>
      `${task === "multi-label" ? "multi-label data" : `a ${task}`} has no ${metric}; use one of ${metrics.join(", ")}`,
  ),
  "sweep-objective/twice": error<{ metric: string }>(
    ({ metric }) => `${metric} is both objectives; keep one, or name another metric`,
  ),
  "sweep-objective/cost": error<{ metric: string }>(
    ({ metric }) =>
      `trials use different costs, so their ${metric} cannot be compared; use another objective, or set the cost`,
  ),
  "sweep-objective-validation": error<{ metric: string }>(
    ({ metric }) =>
      `there are no validation examples to measure ${metric} on; add "validation": { "fraction": 0.2 } to data`,
  ),
  "sweep-objectives/halving": error(
    () =>
      "halving keeps the best trials of a rung, and two objectives do not define a best trial; use random or tpe, " +
      "or one objective",
  ),
  "sweep-objectives/repeats": error(
    () =>
      "repeats continue until one setting is significantly better, and two objectives do not define a best setting; " +
      "leave them out, or use one objective",
  ),
  "sweep-folds": error(
    () =>
      'a trial trains one network, and all folds are several; add "fold" to train one of them, or use "repeats" in ' +
      "the sweep",
  ),
  "sweep-halving": error<{ epochs: number; reduction: number }>(
    ({ epochs, reduction }) =>
      `of ${epochs === 1 ? "1 epoch" : `${epochs} epochs`} a trial cannot train for one part in ${reduction}; ` +
      "train longer, or use random or tpe",
  ),
  "sweep-placeholder": error<{ name: string; names: readonly string[] }>(
    ({ name, names }) => `{${name}} is no placeholder; ${useOf(names)}, or { ${name} } for the shell's own braces`,
  ),
  "sweep-placeholder/near": error<{ name: string; near: string; names: readonly string[] }>(
    ({ name, near, names }) => `{${name}} is no placeholder; did you mean {${near}}? ${useOf(names, "Use")}`,
  ),
  "sweep-start": warning(() => "it contains neither {command} nor {group}, so it starts no worker; add {command}"),
  "sweep-options": error<{ option: string }>(
    ({ option }) => `sbatch takes ${quoted(option)} for a script; write an option and its value as one, "--name=value"`,
  ),
  "sweep-options/name": error<{ option: string }>(
    ({ option }) => `the workers are found by the name of their jobs; remove ${quoted(option)}`,
  ),
  "sweep-options/array": error<{ option: string }>(
    ({ option }) => `"workers" sets the number of workers; remove ${quoted(option)}`,
  ),
  "sweep-options/script": error<{ option: string }>(
    ({ option }) => `it would run instead of the worker; remove ${quoted(option)}, or use "setup"`,
  ),
  "sweep-options/test": error<{ option: string }>(
    ({ option }) => `sbatch then starts nothing; remove ${quoted(option)}`,
  ),
  "sweep-options/wait": error<{ option: string }>(
    ({ option }) => `sbatch then returns only when all workers have ended; remove ${quoted(option)}`,
  ),
};
