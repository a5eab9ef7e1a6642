/** What hovers and the outline show of a sweep, even an incomplete one. */
import assert from "node:assert/strict";
import { ConfigDocument } from "../../../src/config/check/document";
import { outlineOf } from "../../../src/config/editor/outline";
import { sweepOutline } from "../../../src/config/editor/sweepOutline";

const config = {
  version: 1,
  data: { format: "builtin", name: "iris", validation: { fraction: 0.2 } },
  layers: [
    { units: 8, activation: "relu" },
    { units: 3, activation: "softmax" },
  ],
  training: { epochs: 30 },
};
const units = { "layers[0].units": { choice: [4, 8, 16] } };

describe("the outline of a sweep", () => {
  it("counts the settings of a grid, those of conditions on the config's own settings too", () => {
    const parameters = {
      ...units,
      "training.optimizer.momentum": { choice: [0, 0.9], when: { "training.optimizer.type": "sgd" } },
      "training.optimizer.rho": { choice: [0.9, 0.99], when: { "training.optimizer.type": "rmsprop" } },
    };
    const { points, space } = sweepOutline({ ...config, sweep: { parameters } }) ?? {};
    assert.deepEqual([points, space?.length], [6, 3]);
  });

  it("counts nothing of what is drawn from ranges", () => {
    const parameters = { ...units, "training.optimizer.learningRate": { log: [0.01, 1] } };
    assert.equal(sweepOutline({ ...config, sweep: { parameters } })?.points, undefined);
  });

  it("has the rungs of halving", () => {
    const search = { type: "halving", trials: 9 };
    assert.deepEqual(sweepOutline({ ...config, sweep: { parameters: units, search } })?.rungs, [
      { trials: 9, epochs: 3 },
      { trials: 3, epochs: 10 },
      { trials: 1, epochs: 30 },
    ]);
  });

  it("is none of a sweep that is half written, and one of a config that is", () => {
    assert.equal(sweepOutline({ ...config, sweep: { parameters: { "layers[0].units": {} } } }), undefined);
    assert.equal(sweepOutline(config), undefined);
    assert.equal(sweepOutline({ sweep: { parameters: units } })?.points, 3);
  });

  it("places each parameter in the text", () => {
    const text = '{ "sweep": { "parameters": { "cost": { "choice": [] }, "layers[0].units": {';
    const { swept } = outlineOf(new ConfigDocument(text));
    const { offset, length } = swept.cost;
    assert.equal(text.slice(offset, offset + length), '"cost": { "choice": [] }');
    assert.deepEqual(Object.keys(swept), ["cost", "layers[0].units"]);
  });
});
