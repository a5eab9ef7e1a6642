/** The statistics of a layer, from matrices small enough to check by hand. */
import assert from "node:assert/strict";
import { type LayerSample, layerStatistics } from "../../src/core/statistics";

/** Two units, and three rows, of which two count. */
const sample: LayerSample = {
  activation: "relu",
  units: 2,
  rows: 2,
  before: Float32Array.of(3, 0, 0, 4),
  after: Float32Array.of(3, 0, 0, 3),
  gradient: Float32Array.of(0, 6, 8, 0),
  z: Float32Array.of(0, 0, 0.5, 0, 7, 7),
};

describe("layerStatistics", () => {
  it("gives the norms of weights and gradient, and how far the step went beside the weights", () => {
    const { weightNorm, gradientNorm, updateRatio } = layerStatistics(sample);
    assert.equal(weightNorm, Math.sqrt(18));
    assert.equal(gradientNorm, 10);
    assert.equal(updateRatio, 0.2);
  });

  it("counts relu units that no row of the sample wakes", () => {
    assert.equal(layerStatistics(sample).deadUnits, 0.5);
    assert.equal(layerStatistics({ ...sample, activation: "prelu" }).deadUnits, 0);
  });

  it("counts activations at the flat ends", () => {
    const z = Float32Array.of(0.005, 0.5, 0.995, 0.02, 1, 1);
    assert.equal(layerStatistics({ ...sample, activation: "sigmoid", z }).saturation, 0.5);
    assert.equal(layerStatistics({ ...sample, activation: "tanh", z }).saturation, 0.25);
    assert.equal(layerStatistics({ ...sample, activation: "linear", z }).saturation, 0);
  });

  it("stays finite for weights that start as zeros", () => {
    assert.equal(layerStatistics({ ...sample, before: new Float32Array(4) }).updateRatio, 0);
  });
});
