/** The parameters that completion suggests for a sweep: settings of this config, with values that its checks accept. */
import assert from "node:assert/strict";
import { checkConfig } from "../../../src/config/check/check";
import { sweepSuggestions } from "../../../src/config/editor/sweepSuggestions";
import { sweepSchema } from "../../../src/config/schema/sweep";

const iris = { format: "builtin", name: "iris", validation: { fraction: 0.2 } };
const output = { units: 3, activation: "softmax" };
const configs: Record<string, Record<string, unknown>> = {
  "the smallest": { version: 1, data: iris, layers: [{ units: 8, activation: "relu" }, output] },
  "one of many keys": {
    version: 1,
    data: { ...iris, limit: 100, classWeights: "balanced" },
    layers: [
      { units: 12, activation: "prelu", dropout: 0.2 },
      { units: 12, activation: "prelu", dropout: 0.2 },
      output,
    ],
    cost: "cross-entropy",
    training: {
      epochs: 40,
      batchSize: 8,
      optimizer: { type: "sgd", learningRate: 0.05, momentum: 0.9, nesterov: true },
      schedule: { type: "step", every: 10, factor: 0.5, minimum: 0.0001, warmupEpochs: 1 },
      regularization: { l2: 0.1 },
      earlyStopping: { patience: 5, minDelta: 0.001 },
    },
  },
  "one with adam": {
    version: 1,
    data: iris,
    layers: [{ units: 8, activation: "elu" }, output],
    training: { optimizer: { type: "adam" }, schedule: { type: "cosine", epochs: 30, minimum: 0.0001 } },
  },
  "one with sigmoid outputs": {
    version: 1,
    data: { format: "csv", path: "marks.csv", label: "passed", validation: { fraction: 0.2 } },
    layers: [
      { units: 8, activation: "tanh" },
      { units: 1, activation: "sigmoid" },
    ],
  },
  "one without a hidden layer": { version: 1, data: iris, layers: [output] },
};

describe("what completion offers to sweep", () => {
  for (const [name, config] of Object.entries(configs)) {
    it(`is taken by the config's own checks: ${name}`, () => {
      assert.deepEqual(checkConfig(JSON.stringify(config)).findings, []);
      const suggestions = sweepSuggestions(config);
      assert.ok(suggestions.length > 8, `${suggestions.length} suggestions`);
      for (const { path, parameter } of suggestions) {
        const sweep = { parameters: { [path]: parameter } };
        const { findings } = checkConfig(JSON.stringify({ ...config, sweep }));
        assert.deepEqual(
          findings.map(({ message }) => message),
          [],
          `${path}: ${JSON.stringify(parameter)}`,
        );
      }
    });
  }

  it("is around the values of now", () => {
    const of = (name: string) =>
      Object.fromEntries(sweepSuggestions(configs[name]).map(({ path, ...rest }) => [path, rest]));
    const many = of("one of many keys");
    assert.deepEqual(many["training.optimizer.learningRate"], { now: 0.05, parameter: { log: [0.005, 0.5] } });
    assert.deepEqual(many["layers[0].units"], { now: 12, parameter: { integer: [3, 48], log: true } });
    assert.deepEqual(many["training.batchSize"], { now: 8, parameter: { choice: [4, 8, 16] } });
    assert.deepEqual(many.hiddenLayers, { now: 2, parameter: { integer: [1, 3] } });
    const adam = of("one with adam");
    assert.deepEqual(adam["training.optimizer.learningRate"], { now: 0.001, parameter: { log: [0.0001, 0.01] } });
  });

  it("is no setting that is swept already, or that the config does not have", () => {
    const config = { ...configs["the smallest"], sweep: { parameters: { "training.batchSize": { choice: [8] } } } };
    const paths = sweepSuggestions(config).map(({ path }) => path);
    for (const path of ["training.batchSize", "training.optimizer.beta1", "training.seed", "layers[1].units"]) {
      assert.ok(!paths.includes(path), path);
    }
    const differing = {
      ...configs["the smallest"],
      layers: [{ units: 4, activation: "relu" }, ...(configs["the smallest"].layers as object[])],
    };
    assert.ok(!sweepSuggestions(differing).some(({ path }) => path === "hiddenLayers"));
    const alone = sweepSuggestions(configs["one without a hidden layer"]).map(({ path }) => path);
    assert.ok(!alone.includes("hiddenLayers"));
  });

  it("has the condition of a setting whose type is swept", () => {
    const parameters = { "training.optimizer.type": { choice: ["sgd", "adam"] } };
    const momentum = sweepSuggestions({ ...configs["the smallest"], sweep: { parameters } }).find(
      ({ path }) => path === "training.optimizer.momentum",
    );
    assert.deepEqual(momentum?.parameter, { range: [0, 0.99], when: { "training.optimizer.type": "sgd" } });
  });

  it("is known of a config that is only half written", () => {
    assert.ok(sweepSuggestions({ layers: [{ units: 8 }, {}], sweep: { parameters: null } }).length > 0);
    assert.deepEqual(sweepSuggestions(undefined), []);
  });

  it("is also a whole sweep, which every config can have", () => {
    const { examples = [] } = sweepSchema.meta() ?? {};
    const [sweep] = examples as object[];
    assert.ok(sweep);
    const data = { format: "csv", path: "flats.csv", label: "rent", validation: { fraction: 0.2 } };
    const regression = { version: 1, data, layers: [{ units: 1, activation: "linear" }], cost: "quadratic" };
    for (const config of [...Object.values(configs), regression]) {
      assert.deepEqual(checkConfig(JSON.stringify({ ...config, sweep })).findings, []);
    }
  });
});
