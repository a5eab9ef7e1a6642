/** Writing the settings of a sweep's best trial into a config, and checking that the config is still the one swept. */
import assert from "node:assert/strict";
import { checkConfig } from "../../../src/config/check/check";
import { changedSince } from "../../../src/config/editor/changedSince";
import { takeValues } from "../../../src/config/editor/takeValues";

const config = {
  version: 1,
  data: { format: "builtin", name: "iris", validation: { fraction: 0.2 } },
  layers: [
    { units: 8, activation: "relu" },
    { units: 3, activation: "softmax" },
  ],
};
const swept = [
  "training.optimizer.type",
  "training.optimizer.learningRate",
  "training.optimizer.momentum",
  "hiddenLayers",
];

describe("taking the settings of a trial", () => {
  const text = `{
  // mine
  "version": 1,
  "data": { "format": "builtin", "name": "iris" },
  "layers": [
    { "units": 8, "activation": "relu" }, // hidden
    { "units": 3, "activation": "softmax" }
  ],
  "training": { "optimizer": { "type": "sgd", "learningRate": 0.1, "momentum": 0.9 } }
}
`;

  it("changes one value, and nothing around it", () => {
    const changed = takeValues(text, ["training.optimizer.learningRate"], { "training.optimizer.learningRate": 0.031 });
    assert.equal(changed, text.replace("0.1", "0.031"));
    const units = takeValues(text, ["layers[0].units"], { "layers[0].units": 30, "training.batchSize": 4 });
    assert.equal(units, text.replace("8", "30"));
  });

  it("takes all of them, without what the trial's optimizer does not have", () => {
    const values = { "training.optimizer.type": "adam", "training.optimizer.learningRate": 0.01, hiddenLayers: 2 };
    const changed = takeValues(text, swept, values);
    const { config: checked, findings } = checkConfig(changed);
    assert.ok(checked, JSON.stringify(findings));
    assert.equal(checked.layers.length, 3);
    assert.deepEqual([checked.training.optimizer.type, checked.training.optimizer.learningRate], ["adam", 0.01]);
    assert.doesNotMatch(changed, /momentum/);
    assert.match(changed, /\/\/ mine/);
    assert.equal(takeValues(changed, swept, values), changed);
  });

  it("writes an optimizer as a whole where the config has none", () => {
    const bare = JSON.stringify(config, null, 2);
    const changed = takeValues(bare, ["training.optimizer.learningRate"], { "training.optimizer.learningRate": 0.5 });
    const { config: checked } = checkConfig(changed);
    assert.equal(checked?.training.optimizer.learningRate, 0.5);
  });
});

describe("a config since its sweep", () => {
  const values = { "training.optimizer.learningRate": 0.5, hiddenLayers: 2 };
  const since = (now: unknown) => changedSince(now, config, swept, values);

  it("is the same whatever values the swept settings, seeds and backends have", () => {
    assert.deepEqual(since(config), []);
    const now = {
      ...config,
      backend: "wasm",
      training: { seed: 3, optimizer: { type: "sgd", learningRate: 0.9, momentum: 0.5 } },
      sweep: { parameters: { "layers[0].units": { choice: [1, 2] } } },
    };
    assert.deepEqual(
      since({ ...now, training: { ...now.training, optimizer: { type: "sgd", learningRate: 0.9 } } }),
      [],
    );
    const deeper = { ...config, layers: [config.layers[0], config.layers[0], config.layers[0], config.layers[1]] };
    assert.deepEqual(since(deeper), []);
  });

  it("has changed where anything else differs, which is named", () => {
    assert.deepEqual(since({ ...config, training: { epochs: 31, batchSize: 7 } }), [
      "training.epochs",
      "training.batchSize",
    ]);
    assert.deepEqual(since({ ...config, data: { ...config.data, name: "spiral" } }), ["data.name"]);
    const wider = { ...config, layers: [{ units: 9, activation: "relu" }, config.layers[1]] };
    assert.deepEqual(since(wider), ["layers[0].units", "layers[1].units"]);
  });

  it("cannot be compared where it has no layers", () => {
    assert.equal(since({ ...config, layers: [] }), undefined);
    assert.equal(since(undefined), undefined);
  });
});
