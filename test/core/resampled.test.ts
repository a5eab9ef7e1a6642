import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { studentQuantile, summarizeScores } from "../../src/core/resampled";

interface Fixture {
  scores: { scores: number[]; ratio: number; mean: number; deviation: number; halfWidth: number }[];
  quantiles: [p: number, degrees: number, value: number][];
}

const { scores, quantiles } = JSON.parse(
  readFileSync(join(__dirname, "../fixtures/folds/folds.json"), "utf8"),
) as Fixture;

/**
 * scipy 1.10 computes quantiles of Student's t to about 9 digits: the 0.9 quantile for 3 degrees of freedom is
 * 1.63774435369621, not …357.
 */
const isClose = (found: number | undefined, expected: number) =>
  assert.ok(
    found !== undefined && Math.abs(found - expected) <= 1e-8 * Math.abs(expected),
    `${found}, not ${expected}`,
  );

describe("scores over folds", () => {
  for (const [i, { scores: own, ratio, mean, deviation, halfWidth }] of scores.entries()) {
    it(`have the mean, deviation and corrected interval of scipy, case ${i + 1}`, () => {
      const found = summarizeScores(own, ratio);
      isClose(found.mean, mean);
      isClose(found.deviation, deviation);
      isClose(found.halfWidth, halfWidth);
    });
  }

  it("have no interval without a ratio, and no deviation where there is a single one", () => {
    assert.deepEqual(summarizeScores([0.5, 0.5]), { mean: 0.5, deviation: 0 });
    assert.deepEqual(summarizeScores([0.25], 1), { mean: 0.25 });
  });

  it("are compared with quantiles of Student's t as scipy has them", () => {
    assert.equal(quantiles.length, 40);
    for (const [p, degrees, value] of quantiles) isClose(studentQuantile(p, degrees), value);
  });
});
