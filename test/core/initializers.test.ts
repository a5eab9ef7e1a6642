/** Initial weights: their standard deviation, and that they depend on the seed alone. */
import assert from "node:assert/strict";
import { initialWeights } from "../../src/core/initializers";
import type { InitializationName } from "../../src/core/names";

const place = { seed: 1, layer: 0, inputs: 200, units: 100 };

const expected: Record<Exclude<InitializationName, "zeros">, number> = {
  "scaled-gaussian": Math.sqrt(1 / 200),
  xavier: Math.sqrt(2 / 300),
  he: Math.sqrt(2 / 200),
};

describe("initialWeights", () => {
  for (const [name, deviation] of Object.entries(expected)) {
    it(`of ${name} have mean 0, deviation ${deviation.toFixed(4)} and a normal's share beyond two deviations`, () => {
      const W = initialWeights(name as InitializationName, place);
      const count = W.length;
      const mean = W.reduce((sum, w) => sum + w, 0) / count;
      const found = Math.sqrt(W.reduce((sum, w) => sum + (w - mean) ** 2, 0) / count);
      const beyond = W.filter((w) => Math.abs(w) > 2 * deviation).length / count;
      // Four standard errors of 20,000 draws.
      assert.ok(Math.abs(mean) < (4 * deviation) / Math.sqrt(count), `mean ${mean}`);
      assert.ok(Math.abs(found / deviation - 1) < 4 / Math.sqrt(2 * count), `deviation ${found}`);
      assert.ok(Math.abs(beyond - 0.0455) < 0.006, `beyond ${beyond}`);
    });
  }

  it("of zeros are zeros", () => {
    assert.ok(initialWeights("zeros", place).every((w) => w === 0));
  });

  it("are the same for the same seed, and others for another seed or layer", () => {
    const W = initialWeights("he", place);
    assert.deepEqual(initialWeights("he", place), W);
    assert.notDeepEqual(initialWeights("he", { ...place, seed: 2 }), W);
    assert.notDeepEqual(initialWeights("he", { ...place, layer: 1 }), W);
  });
});
