/** Histograms of a matrix's values. */
import assert from "node:assert/strict";
import { histogramOf } from "../../src/trainer/views/histogram";

describe("the histogram of a matrix", () => {
  it("counts every finite value once, the ends included, with mean, spread and share of zeros", () => {
    const { least, most, counts, mean, deviation, zeros } = histogramOf(Float32Array.of(-1, 0, 0, 3, Number.NaN));
    assert.deepEqual([least, most, mean, zeros], [-1, 3, 0.5, 0.5]);
    assert.equal(deviation, Math.sqrt((2.25 + 0.25 + 0.25 + 6.25) / 4));
    assert.equal(counts.length, 64);
    assert.deepEqual([counts[0], counts[16], counts[63]], [1, 2, 1]);
  });

  it("has one bin where all values are the same, and none where there are none", () => {
    assert.equal(histogramOf(new Float32Array(5).fill(2)).counts[0], 5);
    const none = histogramOf(Float32Array.of(Number.NaN));
    assert.ok(none.counts.every((count) => count === 0) && none.mean === 0);
  });
});
