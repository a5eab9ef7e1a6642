/** The limit of the heatmap's colour scale. */
import assert from "node:assert/strict";
import { inverseNormal } from "../../src/core/normal";
import { RandomStream } from "../../src/core/random";
import { colorLimit } from "../../webview/weights/scale";

describe("the scale of the heatmap's colours", () => {
  const random = new RandomStream(3, "sample");
  /** Normally distributed weights of standard deviation 0.1: 99.5% are below 0.281. */
  const weights = Float32Array.from({ length: 20_000 }, (_, i) => 0.1 * inverseNormal(random.uniform(i)));
  const largestOf = (values: Float32Array) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

  it("ends at a round number that nearly all weights stay below", () => {
    assert.equal(colorLimit(weights, largestOf(weights)), 0.3);
  });

  it("is not moved by an outlier", () => {
    const withOutlier = Float32Array.from([...weights, 40]);
    assert.equal(colorLimit(withOutlier, 40), 0.3);
  });

  it("holds still while the weights move a little", () => {
    const limits = [0.97, 1, 1.03].map((factor) => {
      const moved = weights.map((w) => w * factor);
      return colorLimit(moved, largestOf(moved));
    });
    assert.deepEqual(limits, [0.3, 0.3, 0.3]);
  });

  it("is of the weights that are not zero, however many are", () => {
    const sparse = new Float32Array(400_000);
    sparse.set(weights);
    assert.equal(colorLimit(sparse, largestOf(weights)), 0.3);
  });

  it("reaches the largest where there are few weights", () => {
    for (const largest of [1e-7, 0.00042, 0.1, 0.7, 1, 6.9, 1234]) {
      const limit = colorLimit(Float32Array.of(largest / 3, -largest, 0), largest);
      assert.ok(limit >= largest * (1 - 1e-6) && limit <= largest * 1.7, `${limit} for ${largest}`);
    }
  });

  it("passes over what is not a number, and is zero where nothing is", () => {
    assert.equal(colorLimit(Float32Array.of(Number.NaN, 0.5, -0.2), 0.5), 0.5);
    assert.equal(colorLimit(new Float32Array(4), 0), 0);
    assert.equal(colorLimit(Float32Array.of(Number.NaN), Number.NaN), 0);
  });
});
