import assert from "node:assert/strict";
import { RandomStream } from "../../../src/core/random";
import { ColumnStats } from "../../../src/data/profile/columnStats";
import { NumberCounts, TextCounts } from "../../../src/data/profile/valueCounts";

const none = { classes: [-1], targets: [] };

describe("estimates of a long column", () => {
  it("count different numbers exactly up to 10,000", () => {
    const counts = new NumberCounts();
    for (let i = 0; i < 30_000; i++) counts.add(i % 10_000);
    assert.deepEqual([counts.distinct, counts.isEstimated], [10_000, false]);
    assert.ok(counts.sorted?.counts.every((count) => count === 3));
  });

  for (const distinct of [10_001, 50_000, 200_000]) {
    it(`estimate ${distinct} different numbers and texts within 3%`, () => {
      const [numbers, texts] = [new NumberCounts(), new TextCounts()];
      for (let i = 0; i < distinct; i++) {
        numbers.add(i * 0.37);
        texts.add(`row ${i}`);
      }
      for (const counts of [numbers, texts]) {
        assert.ok(counts.isEstimated);
        assert.ok(Math.abs(counts.distinct / distinct - 1) < 0.03, `${counts.distinct} of ${distinct}`);
      }
    });
  }

  it("take −0 for 0", () => {
    const counts = new NumberCounts();
    counts.add(0);
    counts.add(-0);
    assert.equal(counts.distinct, 1);
  });

  it("find quartiles, outliers and histogram of a rising column from a sample of all its parts", () => {
    const stats = new ColumnStats(0);
    const count = 200_000;
    for (let i = 0; i < count; i++) stats.addNumber(i < count - 2000 ? i : 10 * count + i, none, 0);
    const { numbers } = stats.figures;
    assert.ok(numbers?.isEstimated);
    numbers.quartiles.forEach((quartile, i) => {
      const wanted = ((i + 1) * count) / 4;
      assert.ok(Math.abs(quartile - wanted) < 0.03 * count, `${quartile}, not about ${wanted}`);
    });
    assert.ok(Math.abs(numbers.outliers - 2000) < 1000, String(numbers.outliers));
    const total = numbers.histogram.counts.reduce((sum, one) => sum + one, 0);
    assert.ok(Math.abs(total - count) < 20);
  });

  it("measure mean and deviation exactly, whatever the first value is", () => {
    const stats = new ColumnStats(0);
    const random = new RandomStream(1, "sample");
    const values = Array.from({ length: 1000 }, (_, i) => (i === 0 ? 1e9 : random.uniform(i)));
    for (const value of values) stats.addNumber(value, none, 0);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    assert.ok(Math.abs((stats.figures.numbers?.deviation ?? 0) / Math.sqrt(squares / 999) - 1) < 1e-12);
  });
});
