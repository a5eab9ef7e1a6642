/** Curves, calibration and temperatures equal those of scikit-learn and SciPy, which wrote the fixture (make.py). */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { calibrationCurve, calibrationError } from "../../src/core/calibration";
import { areaUnderRoc } from "../../src/core/scores";
import {
  fitTemperature,
  type Logits,
  negativeLogLikelihood,
  type ProbabilityActivation,
  probabilitiesAt,
} from "../../src/core/temperature";
import {
  averagePrecision,
  cheapestThreshold,
  costAt,
  precisionRecallCurve,
  rocCurve,
  thinned,
  thresholdCounts,
} from "../../src/core/thresholds";

interface Curve {
  name: string;
  score: number[];
  y: number[];
  thresholds: number[];
  falsePositiveRate: number[] | null;
  truePositiveRate: number[] | null;
  precision: number[];
  recall: number[] | null;
  averagePrecision: number | null;
  auc: number | null;
  observed: number[];
  predicted: number[];
}

interface Temperature {
  name: string;
  activation: ProbabilityActivation;
  outputs: number;
  s: number[];
  y: number[];
  temperature: number;
  costBefore: number;
  costAfter: number;
  probabilities: number[];
}

const file = join(__dirname, "../fixtures/calibration/scikit-learn.json");
const fixture: { curves: Curve[]; temperatures: Temperature[] } = JSON.parse(readFileSync(file, "utf8"));

/** @param expected null: undefined for scikit-learn, NaN here */
function equal(found: ArrayLike<number>, expected: readonly number[] | null, what: string): void {
  if (expected === null) {
    assert.ok(Array.from(found).every(Number.isNaN), `${what} is undefined`);
    return;
  }
  assert.equal(found.length, expected.length, what);
  for (const [i, value] of expected.entries()) {
    const scale = Math.max(1, Math.abs(value));
    assert.ok(Math.abs(found[i] - value) <= 1e-6 * scale, `${what}[${i}]: ${found[i]}, not ${value}`);
  }
}

const logitsOf = ({ activation, outputs, s, y }: Omit<Temperature, "temperature">): Logits => ({
  activation,
  outputs,
  count: s.length / outputs,
  s: Float32Array.from(s),
  y: Uint8Array.from(y),
});

describe("thresholds of one class against the rest", () => {
  for (const { name, score, y, ...expected } of fixture.curves) {
    const scores = Float64Array.from(score);
    const isPositive = (i: number) => y[i] === 1;

    it(`give scikit-learn's ROC and precision-recall curves: ${name}`, () => {
      const counts = thresholdCounts(scores, isPositive);
      equal(counts.thresholds.subarray(1), expected.thresholds, "thresholds");
      const { falsePositiveRate, truePositiveRate } = rocCurve(counts);
      equal(falsePositiveRate, expected.falsePositiveRate, "false positive rate");
      equal(truePositiveRate, expected.truePositiveRate, "true positive rate");
      const { precision, recall } = precisionRecallCurve(counts);
      equal(precision, expected.precision, "precision");
      equal(recall, expected.recall, "recall");
      const average = expected.averagePrecision;
      equal([averagePrecision(counts)], average === null ? null : [average], "average precision");
      equal(
        [areaUnderRoc(score.length, (i) => score[i], isPositive)],
        expected.auc === null ? null : [expected.auc],
        "AUC",
      );
    });

    it(`give scikit-learn's calibration curve: ${name}`, () => {
      const filled = calibrationCurve(scores, isPositive).filter(({ count }) => count > 0);
      equal(
        filled.map(({ observed }) => observed),
        expected.observed,
        "observed",
      );
      equal(
        filled.map(({ predicted }) => predicted),
        expected.predicted,
        "predicted",
      );
    });
  }

  it("are thinned without losing the cheapest one, whatever the mistakes cost", () => {
    const random = [...Array(4000).keys()].map((i) => Math.abs(Math.sin(i * 12.9898) * 43758.5453) % 1);
    const scores = Float64Array.from(random, (value, i) => value + (i % 2) * 0.4);
    const all = thresholdCounts(scores, (i) => i % 2 === 1);
    const few = thinned(all, 300);
    assert.equal(few.thresholds.length, 300);
    assert.equal(few.thresholds.at(-1), all.thresholds.at(-1));
    for (const falsePositive of [0.01, 0.3, 1, 2, 7, 500]) {
      const costs = { falsePositive, falseNegative: 1 };
      const least = costAt(all, costs, cheapestThreshold(all, costs));
      assert.equal(costAt(few, costs, cheapestThreshold(few, costs)), least);
    }
  });

  it("stay as they are if they are few", () => {
    const counts = thresholdCounts(Float64Array.of(0.2, 0.9), (i) => i === 1);
    assert.equal(thinned(counts, 3), counts);
  });
});

describe("expected calibration error", () => {
  it("is the mean distance of the bins' shares from their probabilities, by examples", () => {
    // (0.8, 0.9]: 4 examples, half of them positive. (0, 0.1]: 1 example.
    const bins = calibrationCurve(Float64Array.of(0.9, 0.9, 0.9, 0.9, 0), (i) => i < 2);
    assert.deepEqual(
      bins.map(({ count }) => count),
      [1, 0, 0, 0, 0, 0, 0, 0, 4, 0],
    );
    assert.ok(Math.abs(calibrationError(bins) - (4 * 0.4) / 5) < 1e-12);
  });
});

describe("temperature", () => {
  for (const each of fixture.temperatures) {
    it(`is SciPy's, with its cost and probabilities: ${each.name}`, () => {
      const logits = logitsOf(each);
      const { temperature, bound } = fitTemperature(logits);
      equal([temperature], [each.temperature], "temperature");
      assert.equal(bound, undefined);
      equal([negativeLogLikelihood(logits, 1)], [each.costBefore], "cost before");
      equal([negativeLogLikelihood(logits, temperature)], [each.costAfter], "cost after");
      equal(probabilitiesAt(logits, temperature), each.probabilities, "probabilities");
    });
  }

  const two = (s: number[], y: number[]) => logitsOf({ ...fixture.temperatures[2], outputs: 1, s, y });

  it("ends at the lowest bound where the examples are separated", () => {
    assert.deepEqual(fitTemperature(two([-3, -1, 2, 4], [0, 0, 1, 1])), { temperature: 0.05, bound: "lowest" });
  });

  it("ends at the highest bound where the network is no better than chance", () => {
    assert.deepEqual(fitTemperature(two([-3, -1, 2, 4], [1, 1, 0, 0])), { temperature: 20, bound: "highest" });
  });

  it("is 1 where every temperature gives the same probabilities", () => {
    assert.deepEqual(fitTemperature(two([0, 0, 0], [1, 0, 1])), { temperature: 1 });
    const flat = { ...fixture.temperatures[0], outputs: 3, s: [2, 2, 2, 7, 7, 7], y: [1, 0, 0, 0, 0, 1] };
    assert.deepEqual(fitTemperature(logitsOf(flat)), { temperature: 1 });
  });
});
