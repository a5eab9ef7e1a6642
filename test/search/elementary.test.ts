/** Our own ln, exp, arctan and normal distribution against the engine's functions and tables. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { inverseNormal } from "../../src/core/normal";
import { arctan, exp, ln, normalBelow } from "../../src/search/elementary";

const near = (found: number, right: number, relative: number) =>
  assert.ok(Math.abs(found - right) <= relative * Math.max(Math.abs(right), 1e-300), `${found}, not ${right}`);
const finite = (min: number, max: number) => fc.double({ min, max, noNaN: true });

describe("elementary functions", () => {
  it("are the engine's to almost all digits", () => {
    fc.assert(
      fc.property(finite(-700, 700), finite(0, 1e6), (x, y) => {
        near(exp(x), Math.exp(x), 1e-12);
        near(arctan(y), Math.atan(y), 1e-14);
      }),
      { seed: 3 },
    );
    fc.assert(
      fc.property(finite(1e-300, 1e300), (x) => assert.ok(Math.abs(ln(x) - Math.log(x)) <= 1e-15 * Math.max(1, Math.abs(Math.log(x))))), // biome-ignore format: one property
      { seed: 3 },
    );
    assert.deepEqual([exp(0), exp(-800), ln(1)], [1, 0, 0]);
  });

  it("hold the normal distribution's values of every table, and its tails", () => {
    const table = [[0, 0.5], [1, 0.841_344_746_068_542_9], [-1.96, 0.024_997_895_148_220_435], [-6, 9.865_876_450_377e-10]]; // biome-ignore format: a table
    for (const [z, below] of table) near(normalBelow(z), below, 1e-12);
    fc.assert(
      fc.property(finite(1e-12, 1 - 1e-12), (u) => near(normalBelow(inverseNormal(u)), u, 1e-9)),
      { seed: 3 },
    );
  });
});
