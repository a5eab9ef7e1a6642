/** The inverse normal distribution function against quantiles to sixteen digits. */
import assert from "node:assert/strict";
import { inverseNormal } from "../../src/core/normal";

/** u and Φ⁻¹(u), in the middle, in the shoulders and in the tail. */
const quantiles = [
  [0.5, 0],
  [0.7, 0.5244005127080407],
  [0.2, -0.8416212335729142],
  [0.93, 1.4757910281791708],
  [0.975, 1.959963984540054],
  [0.01, -2.3263478740408408],
  [0.00066, -3.211595694561444],
  [1e-5, -4.2648907939228256],
  [2.3e-10, -6.232176082280633],
  [1e-10, -6.361340902404056],
];

describe("inverseNormal", () => {
  for (const [u, z] of quantiles) {
    it(`of ${u} is ${z}`, () => assert.ok(Math.abs(inverseNormal(u) - z) <= 1e-15 * Math.max(1, Math.abs(z))));
  }

  it("rises without a step where its formulas meet", () => {
    for (const meeting of [0.075, Math.exp(-25), 0.925]) {
      const below = inverseNormal(meeting * (1 - 1e-12));
      const above = inverseNormal(meeting * (1 + 1e-12));
      assert.ok(above > below && above - below < 1e-10, `${meeting}: ${below} ${above}`);
    }
  });
});
