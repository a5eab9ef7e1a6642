/** The config of one trial: the values of the sweep in their places, everything else as in the file. */
import assert from "node:assert/strict";
import { checkConfig } from "../../../src/config/check/check";
import { trialValue } from "../../../src/config/sweep/trialValue";

const iris = { format: "builtin", name: "iris", validation: { fraction: 0.2 } };
const layers = [
  { units: 8, activation: "relu" },
  { units: 6, activation: "tanh" },
  { units: 3, activation: "softmax" },
];
const config = { $schema: "network.schema.json", version: 1, data: iris, layers, sweep: { parameters: {} } };

describe("the config of a trial", () => {
  it("has each value at its path, and no sweep", () => {
    const values = { "layers[1].units": 20, "data.scaling": "minmax", cost: "quadratic" };
    assert.deepEqual(trialValue(config, Object.keys(values), { values }), {
      $schema: "network.schema.json",
      version: 1,
      data: { ...iris, scaling: "minmax" },
      layers: [layers[0], { units: 20, activation: "tanh" }, layers[2]],
      cost: "quadratic",
    });
    assert.equal(layers[1].units, 6, "the file's own is changed");
  });

  it("begins what the file leaves out as its default begins", () => {
    const values = { "training.optimizer.learningRate": 0.3, "training.schedule.warmupEpochs": 2 };
    const trial = trialValue(config, Object.keys(values), { values });
    assert.deepEqual(trial.training, {
      optimizer: { type: "sgd", learningRate: 0.3 },
      schedule: { type: "constant", warmupEpochs: 2 },
    });
    assert.deepEqual(checkConfig(JSON.stringify(trial)).findings, []);
  });

  it("leaves the defaults to the trial's own values: another optimizer has another learning rate", () => {
    const swept = { ...config, training: { optimizer: { type: "sgd" } } };
    const trial = trialValue(swept, ["training.optimizer.type"], { values: { "training.optimizer.type": "adam" } });
    assert.deepEqual(trial.training, { optimizer: { type: "adam" } });
  });

  it("keeps a swept setting without a value as the file has it, and leaves it out where its variant has none", () => {
    const optimizer = { type: "sgd", learningRate: 0.1, momentum: 0.9 };
    const written = { ...config, training: { optimizer, batchSize: 16 } };
    const swept = ["training.optimizer.type", "training.optimizer.momentum", "training.batchSize"];
    const adam = trialValue(written, swept, { values: { "training.optimizer.type": "adam" } });
    assert.deepEqual(adam.training, { optimizer: { type: "adam", learningRate: 0.1 }, batchSize: 16 });
    const sgd = trialValue(written, swept, { values: { "training.optimizer.type": "sgd" } });
    assert.deepEqual(sgd.training, { optimizer, batchSize: 16 });
  });

  it("has so many hidden layers, each like the first one with its values, and the output layer", () => {
    const values = { hiddenLayers: 3, "layers[0].units": 32 };
    const first = { units: 32, activation: "relu" };
    assert.deepEqual(trialValue(config, Object.keys(values), { values }).layers, [first, first, first, layers[2]]);
    assert.deepEqual(trialValue(config, ["hiddenLayers"], { values: { hiddenLayers: 0 } }).layers, [layers[2]]);
  });

  it("has the seed and the epochs of the proposal, and the values' own epochs before these", () => {
    const trial = trialValue(config, [], { values: {}, seed: 7, epochs: 4 });
    assert.deepEqual(trial.training, { seed: 7, epochs: 4 });
    const own = trialValue(config, ["training.epochs"], { values: { "training.epochs": 9 }, seed: 7, epochs: 30 });
    assert.deepEqual(own.training, { seed: 7, epochs: 9 });
  });

  it("lets a schedule end with the config's epochs, not with a part of them", () => {
    const written = { ...config, training: { epochs: 90, schedule: { type: "cosine", warmupEpochs: 1 } } };
    const part = trialValue(written, [], { values: {}, epochs: 10 }).training;
    assert.deepEqual(part, { epochs: 10, schedule: { type: "cosine", warmupEpochs: 1, epochs: 90 } });
    const drawn = trialValue(config, ["training.schedule.type"], {
      values: { "training.schedule.type": "cosine" },
      epochs: 10,
    });
    assert.deepEqual(drawn.training, { epochs: 10, schedule: { type: "cosine", epochs: 30 } });
    const whole = trialValue(written, [], { values: {}, epochs: 90 }).training;
    assert.deepEqual(whole, written.training);
  });
});
