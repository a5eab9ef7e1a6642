/** The order of an epoch and its minibatches: every example once, for all counts. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { minibatchesOf, orderOf } from "../../src/core/order";

describe("orderOf", () => {
  it("is a permutation", () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(), fc.integer({ min: 1, max: 1000 }), (count, seed, epoch) => {
        const sorted = [...orderOf(count, seed, epoch)].sort((a, b) => a - b);
        assert.deepEqual(
          sorted,
          Array.from({ length: count }, (_, i) => i),
        );
      }),
      { seed: 21 },
    );
  });

  it("is the same for the same seed and epoch, and another one for the next epoch or seed", () => {
    const order = orderOf(100, 1, 1);
    assert.deepEqual(orderOf(100, 1, 1), order);
    assert.notDeepEqual(orderOf(100, 1, 2), order);
    assert.notDeepEqual(orderOf(100, 2, 1), order);
  });

  it("puts every example at every place equally often", () => {
    const count = 5;
    const epochs = 5000;
    const seen = Array.from({ length: count }, () => new Array<number>(count).fill(0));
    for (let epoch = 1; epoch <= epochs; epoch++) {
      for (const [place, example] of orderOf(count, 9, epoch).entries()) seen[place][example]++;
    }
    // 1,000 each, within 5 standard deviations of 28.
    for (const count of seen.flat()) assert.ok(Math.abs(count - 1000) < 141, JSON.stringify(seen));
  });
});

describe("minibatchesOf", () => {
  it("takes every example exactly once, the last slice being what is left", () => {
    fc.assert(
      fc.property(fc.nat(500), fc.integer({ min: 1, max: 67 }), (count, batchSize) => {
        const slices = minibatchesOf(count, batchSize);
        const taken = slices.flatMap(({ start, rows }) => Array.from({ length: rows }, (_, i) => start + i));
        assert.deepEqual(
          taken,
          Array.from({ length: count }, (_, i) => i),
        );
        assert.ok(slices.slice(0, -1).every(({ rows }) => rows === batchSize));
        assert.ok(slices.every(({ rows }) => rows > 0 && rows <= batchSize));
      }),
      { seed: 22 },
    );
  });
});
