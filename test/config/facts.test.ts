import assert from "node:assert/strict";
import { applyEdits } from "jsonc-parser";
import { checkConfig, type DataFacts } from "../../src/config/check/check";
import { fixEdits } from "../../src/config/check/fix";

const facts: DataFacts = {
  inputs: 64,
  classes: 4,
  task: "classification",
  examples: { train: 100, validation: 20, test: 30 },
};

/** Returns the codes of the findings, each with its line of the text. */
function check(
  changes: { data?: object; layers?: object[]; training?: object },
  of: Partial<DataFacts> = {},
): string[] {
  const text = JSON.stringify(
    {
      version: 1,
      data: { format: "idx", trainImages: "x", trainLabels: "y", validation: { examples: 20 }, ...changes.data },
      layers: changes.layers ?? [{ units: 4, activation: "softmax" }],
      training: changes.training ?? {},
    },
    null,
    1,
  );
  const checked = checkConfig(text);
  const { config, findings } = checked;
  assert.ok(config, JSON.stringify(findings));
  const lines = text.split("\n");
  return checked
    .againstData(config, { ...facts, ...of })
    .map(({ severity, code, line }) => `${severity} ${code} at ${lines[line - 1].trim().replace(/,$/, "")}`);
}

describe("checking a config against its data", () => {
  it("finds nothing where they fit", () => {
    assert.deepEqual(check({}), []);
  });

  it("asks for one output unit per class", () => {
    assert.deepEqual(check({}, { classes: 5 }), ['error output-units at "units": 4']);
    assert.deepEqual(check({ layers: [{ units: 1, activation: "sigmoid" }] }), ['error output-units at "units": 1']);
  });

  it("takes one sigmoid output for two classes, and no other single output", () => {
    assert.deepEqual(check({ layers: [{ units: 1, activation: "sigmoid" }] }, { classes: 2 }), []);
    assert.deepEqual(check({ layers: [{ units: 2, activation: "softmax" }] }, { classes: 2 }), []);
    assert.deepEqual(check({ layers: [{ units: 1, activation: "linear" }] }, { classes: 2 }), [
      'error output-units at "units": 1',
    ]);
  });

  it("lets a regression have as many outputs as it likes", () => {
    const layers = [{ units: 7, activation: "linear" }];
    const { classes: _, ...regression } = { ...facts, task: "regression" as const };
    const text = JSON.stringify({ version: 1, data: { format: "idx", trainImages: "x", trainLabels: "y" }, layers });
    const checked = checkConfig(text);
    const { config } = checked;
    assert.ok(config);
    assert.deepEqual(checked.againstData(config, regression), []);
  });

  it("warns of minibatches, limits and validation sets that are larger than the training set", () => {
    const training = { batchSize: 101 };
    assert.deepEqual(check({ training }), ['warning batch-size at "batchSize": 101']);
    assert.deepEqual(check({ data: { limit: 101 } }), ['warning limit-unused at "limit": 101']);
    const examples = { train: 100, validation: 101, test: 0 };
    assert.deepEqual(check({}, { examples }), ['warning validation-large at "validation": {']);
  });

  it("refuses early stopping where rounding left no validation examples", () => {
    const data = { validation: { fraction: 0.001 } };
    const examples = { train: 100, validation: 0, test: 0 };
    const refused = ['error early-stopping-validation at "earlyStopping": {}'];
    assert.deepEqual(check({ data, training: { earlyStopping: {} } }, { examples }), refused);
    const warned = ['warning validation-empty at "validation": {'];
    assert.deepEqual(check({ data, training: { earlyStopping: { metric: "cost" } } }, { examples }), warned);
    assert.deepEqual(check({ data }, { examples }), warned);
  });

  it("warns of an output layer that cannot reach the targets of a regression", () => {
    const found = (activation: string, minimum: number, maximum: number) =>
      check(
        { layers: [{ units: 4, activation }], training: {} },
        { task: "regression", targets: ["a", "b", "c", "d"], targetRange: { minimum, maximum } },
      );
    for (const [activation, minimum, maximum] of [
      ["sigmoid", -0.1, 1],
      ["sigmoid", 0, 1.1],
      ["tanh", -1.1, 1],
      ["relu", -1, 9],
      ["softplus", -1, 9],
      ["elu", -1.5, 9],
      ["gelu", -1, 9],
    ] as const) {
      assert.deepEqual(found(activation, minimum, maximum), [`warning target-range at "activation": "${activation}"`]);
    }
    const reached = [found("sigmoid", 0, 1), found("tanh", -1, 1), found("relu", 0, 9), found("elu", -1, 9)];
    for (const free of ["linear", "prelu"]) reached.push(found(free, -9, 9));
    assert.deepEqual(reached.flat(), []);
  });

  it("refuses to choose the best epoch by validation examples where rounding left none", () => {
    const data = { validation: { fraction: 0.001 } };
    const examples = { train: 100, validation: 0, test: 0 };
    assert.deepEqual(check({ data, training: { bestMetric: "validationCost" } }, { examples }), [
      'error best-metric-validation at "bestMetric": "validationCost"',
    ]);
    const warned = ['warning validation-empty at "validation": {'];
    assert.deepEqual(check({ data, training: { bestMetric: "cost" } }, { examples }), warned);
  });

  it("lets a limit make the training set smaller than the validation set", () => {
    const examples = { train: 10, validation: 20, test: 0 };
    assert.deepEqual(check({ data: { limit: 10 }, training: { batchSize: 10 } }, { examples }), []);
  });

  it("compares names, weights and pictures with classes and inputs", () => {
    const data = { classNames: ["a", "b", "c"], classWeights: [1, 2, 3], imageShape: [8, 9] };
    assert.deepEqual(check({ data }), [
      'error class-names at "classNames": [',
      'error class-weights at "classWeights": [',
      'error image-shape at "imageShape": [',
    ]);
    assert.deepEqual(check({ data: { classNames: ["a", "b", "c", "d"], imageShape: [4, 4, 4] } }), []);
  });

  it("refuses to watch a metric that the task does not have", () => {
    const training = { earlyStopping: { metric: "validationAccuracy" } };
    assert.deepEqual(check({ training }), []);
    assert.deepEqual(check({ training }, { task: "regression" }), [
      'error metric-task at "metric": "validationAccuracy"',
    ]);
    assert.deepEqual(check({ training: { bestMetric: "validationAccuracy" } }, { task: "regression" }), [
      'error metric-task at "bestMetric": "validationAccuracy"',
    ]);
    assert.deepEqual(check({ training: { bestMetric: "validationCost" } }), []);
  });

  it("refuses to list one that the task does not have, and to list any without validation examples", () => {
    const training = { metrics: ["validationF1", "validationMae"] };
    const data = { format: "idx", trainImages: "x", trainLabels: "y", validation: { examples: 20 } };
    const layers = [{ units: 4, activation: "softmax" }];
    const text = JSON.stringify({ version: 1, data, layers, training }, null, 1);
    const [found, ...others] = checkConfig(text).findings;
    assert.deepEqual([found.code, found.fix?.title, others], ["metric-task", 'Remove "validationMae"', []]);
    const after = applyEdits(text, fixEdits(text, found.fix ?? assert.fail()));
    assert.deepEqual(JSON.parse(after).training, { metrics: ["validationF1"] });
    const listed = { metrics: ["validationF1"] };
    assert.deepEqual(check({ training: listed }, { task: "regression" }), ['error metric-task at "validationF1"']);
    const none = { examples: { train: 100, validation: 0, test: 0 } };
    const few = { validation: { fraction: 0.001 } };
    assert.deepEqual(check({ data: few, training: { metrics: ["validationF1", "cost"] } }, none), [
      'warning validation-empty at "validation": {',
      'error metrics-validation at "validationF1"',
    ]);
  });

  it("refuses to go by a metric that the validation examples do not define, and warns where it is listed", () => {
    const second = { unseen: [{ name: "b", class: 1 }] };
    const by = (metric: string, more: object) => check({ training: { bestMetric: metric } }, more);
    const listed = (metric: string, more: object) => check({ training: { metrics: [metric] } }, more);
    assert.deepEqual(by("validationAuc", second), ['error metric-undefined at "bestMetric": "validationAuc"']);
    assert.deepEqual(by("validationF1", second), ['warning metric-classes at "bestMetric": "validationF1"']);
    assert.deepEqual(listed("validationAuc", second), ['warning metric-classes at "validationAuc"']);
    assert.deepEqual(by("validationAccuracy", second), []);
    assert.deepEqual(by("validationAuc", {}), []);
    const labels = { task: "multi-label" as const, targets: ["a", "b", "c", "d"] };
    const always = { ...labels, unseen: [{ name: "b", class: 0 }] };
    assert.deepEqual(listed("validationF1", always), []);
    assert.deepEqual(listed("validationAuc", always), ['warning metric-classes at "validationAuc"']);
    assert.deepEqual(listed("validationF1", { ...labels, ...second }), ['warning metric-classes at "validationF1"']);
  });

  it("wants a unit for each of several labels, and accuracy to be watched", () => {
    const found = (units: number, bestMetric: string) => {
      const data = { format: "npz", path: "d.npz", keys: { x: "x", y: "y" }, validation: { examples: 20 } };
      const layers = [{ units, activation: "sigmoid" }];
      const checked = checkConfig(JSON.stringify({ version: 1, data, layers, training: { bestMetric } }));
      assert.ok(checked.config);
      const labels = { inputs: 64, task: "multi-label" as const, targets: ["a", "b"], examples: facts.examples };
      return checked.againstData(checked.config, labels).map(({ code, message }) => `${code}: ${message}`);
    };
    assert.deepEqual(found(2, "validationAccuracy"), []);
    assert.deepEqual(found(4, "validationCost"), ["output-units: 4 output units for the targets a, b; use 2"]);
    assert.match(
      found(2, "validationR2").join(),
      /^metric-task: multi-label data has no validationR2; use one of valid/,
    );
  });

  it("tells of classes without examples, and of rare ones until they are weighed", () => {
    const uneven = { classSizes: [50, 10, 40, 20] };
    assert.deepEqual(check({}, uneven), ['hint class-imbalance at "data": {']);
    assert.deepEqual(check({ data: { classWeights: "balanced" } }, uneven), []);
    assert.deepEqual(check({}, { classSizes: [49, 10, 40, 20] }), []);
    assert.deepEqual(check({}, { classSizes: [50, 0, 50, 0] }), ['warning class-empty at "data": {']);
    // Examples in the first fold's validation set are in the training sets of the other folds.
    const validation = { folds: 2 };
    const first = { classSizes: [50, 0, 50, 40], validationSizes: [50, 40, 50, 40] };
    const folded = (of: typeof first) => check({ data: { validation } }, of);
    assert.deepEqual(folded(first), []);
    const none = { ...first, validationSizes: [50, 0, 50, 40] };
    assert.deepEqual(folded(none), ['warning class-empty at "data": {']);
  });

  it("names the class that has fewer examples than there are folds, and says how many others there are", () => {
    const text = JSON.stringify({
      version: 1,
      data: { format: "idx", trainImages: "x", trainLabels: "y", validation: { folds: 10 } },
      layers: [{ units: 4, activation: "softmax" }],
    });
    const checked = checkConfig(text);
    assert.ok(checked.config);
    const { config } = checked;
    const message = (classSizes: number[], validationSizes: number[], classNames?: string[]) =>
      checked
        .againstData(config, { ...facts, classSizes, validationSizes, ...(classNames && { classNames }) })
        .find(({ code }) => code === "folds-class")?.message;
    const names = ["ant", "bee", "fly", "wasp"];
    const rest = "fewer than the 10 folds, so some folds do not measure it; take 4 folds, or leave the class out";
    assert.equal(message([40, 3, 40, 40], [9, 1, 9, 9], names), `class bee has 4 examples, ${rest}`);
    assert.match(
      message([40, 3, 5, 6], [9, 1, 1, 1]) ?? "",
      /^class 1 has 4 examples, .* and so have 2 more classes, so/,
    );
    assert.equal(message([40, 9, 40, 40], [9, 1, 9, 9], names), undefined);
  });

  it("tells when a tenth of the validation examples are known from training", () => {
    assert.deepEqual(check({}, { shared: 2 }), ['hint validation-overlap at "validation": {']);
    assert.deepEqual(check({}, { shared: 1 }), []);
  });

  it("warns of large inputs that are not scaled", () => {
    const range = { minimum: -40, maximum: 3 };
    assert.deepEqual(check({ data: { scaling: "none" } }, { range }), ['warning unscaled-inputs at "scaling": "none"']);
    assert.deepEqual(check({}, { range }), []);
    assert.deepEqual(check({ data: { scaling: "none" } }, { range: { minimum: -10, maximum: 10 } }), []);
  });

  it("warns of pixels that are nearly 0 once they are divided by 255", () => {
    const dark = { scaledAs: "unit" as const, range: { minimum: 0, maximum: 1 } };
    assert.deepEqual(check({}, dark), ['warning pixels-dark at "data": {']);
    assert.deepEqual(check({ data: { scaling: "unit" } }, dark), ['warning pixels-dark at "scaling": "unit"']);
    assert.deepEqual(check({}, { ...dark, range: { minimum: 0, maximum: 26 } }), []);
    assert.deepEqual(check({}, { ...dark, scaledAs: "standardize" }), []);
  });

  it("tells when the data's own validation set lacks a class", () => {
    const layers = [{ units: 4, activation: "softmax" }];
    const text = JSON.stringify({ version: 1, data: { format: "pickle", path: "d.pkl" }, layers });
    const checked = checkConfig(text);
    assert.ok(checked.config);
    const sizes = { classSizes: [30, 30, 0, 40], validationSizes: [0, 0, 20, 0] };
    const found = checked.againstData(checked.config, { ...facts, ...sizes });
    const sorted = found.find(({ code }) => code === "validation-sorted");
    assert.match(sorted?.message ?? "", /^3 of 4 classes have no example in the data's own validation set/);
    assert.ok(sorted?.fix);
    const drawn = JSON.parse(applyEdits(text, fixEdits(text, sorted.fix)));
    assert.deepEqual(drawn.data.validation, { examples: 20, stratified: true });
    const spread = { classSizes: [30, 30, 20, 20], validationSizes: [5, 5, 5, 5] };
    const codes = checked.againstData(checked.config, { ...facts, ...spread }).map(({ code }) => code);
    assert.ok(!codes.includes("validation-sorted"));
  });

  it("tells when the data is sorted, however few examples are held out", () => {
    const held = { validation: { fraction: 0.1 }, test: { fraction: 0.1, stratified: false } };
    const codes = (validationSizes: number[], testSizes: number[]) =>
      check({ data: held }, { classSizes: [40, 40, 40, 40, 10], validationSizes, testSizes });
    const has = (found: string[], line: string) => found.some((each) => each.startsWith(line));
    const sorted = codes([0, 0, 0, 0, 20], [0, 0, 0, 0, 20]);
    assert.ok(has(sorted, 'warning validation-sorted at "validation": {'), sorted.join());
    assert.ok(has(sorted, 'warning validation-sorted at "test": {'), sorted.join());
    // Three drawn examples leave two of the five classes empty; four or five would leave hardly fewer.
    assert.ok(!codes([1, 1, 0, 1, 0], [1, 0, 0, 1, 1]).some((each) => each.includes("validation-sorted")));
  });

  it("says that only classes are drawn by their shares", () => {
    const layers = [{ units: 4, activation: "sigmoid" }];
    const data = { validation: { examples: 20, stratified: true } };
    const found = (task: DataFacts["task"], more = {}) =>
      check({ data: { ...data, ...more }, layers }, { task, targets: ["a", "b", "c", "d"], classes: 4 });
    const line = 'hint stratified-random at "stratified": true';
    assert.ok(found("multi-label").includes(line), found("multi-label").join());
    assert.ok(found("regression", { test: { examples: 5 } }).includes(line));
    assert.ok(!found("classification").includes(line));
    assert.ok(!found("multi-label", { validation: { examples: 20, stratified: false } }).includes(line));
  });

  it("tells when there are far more parameters than examples, and nothing holds them back", () => {
    const layers = [
      { units: 40, activation: "relu" },
      { units: 4, activation: "softmax" },
    ];
    assert.deepEqual(check({ layers }), ['hint many-parameters at "layers": [']);
    assert.deepEqual(check({ layers: [{ ...layers[0], units: 20 }, layers[1]] }), []);
    assert.deepEqual(check({ layers: [{ ...layers[0], dropout: 0.5 }, layers[1]] }), []);
    assert.deepEqual(check({ layers, training: { regularization: { l2: 1 } } }), []);
    assert.deepEqual(check({ layers, training: { earlyStopping: {} } }), []);
  });
});
