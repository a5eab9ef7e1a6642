/**
 * F1, AUC, balanced accuracy and mean absolute error equal those of scikit-learn, which wrote the fixture (make.py).
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isWatchedOnly, metricsOfTask } from "../../src/core/metricRegistry";
import type { MetricName, TaskName } from "../../src/core/names";
import { predictionMetrics } from "../../src/trainer/experiment/predictionMetrics";

interface Case {
  name: string;
  task: TaskName;
  count: number;
  outputs: number;
  z: number[];
  y: number[];
  classes?: number;
  factor?: number[];
  metrics: { [Name in MetricName]?: number | null };
}
const file = join(__dirname, "../fixtures/metrics/scikit-learn.json");
const { cases }: { cases: Case[] } = JSON.parse(readFileSync(file, "utf8"));

const numbered = (count: number) => Array.from({ length: count }, (_, i) => `c${i}`);

function predictedOf({ task, count, outputs, z, y, classes, factor }: Case) {
  const targets = (factor ?? new Array<number>(outputs).fill(1)).map((each, i) => ({
    name: `t${i}`,
    shift: 0,
    factor: each,
  }));
  const dataset = task === "classification" ? { task, classNames: numbered(classes ?? 0) } : { task, targets };
  const actual = task === "classification" ? Int32Array.from(y) : Float32Array.from(y);
  return { dataset, examples: { count, outputs, targets: actual }, z: Float32Array.from(z) };
}

describe("metrics of predictions", () => {
  for (const each of cases) {
    it(`are scikit-learn's: ${each.name}`, () => {
      const names = metricsOfTask(each.task).filter(isWatchedOnly);
      assert.deepEqual([...names].sort(), Object.keys(each.metrics).sort());
      const found = predictionMetrics(names, predictedOf(each));
      for (const name of names) {
        const expected = each.metrics[name];
        if (expected === null) {
          assert.ok(!(name in found), `${name} is undefined, and not ${found[name]}`);
          continue;
        }
        const value = found[name] ?? Number.NaN;
        const scale = Math.max(1, Math.abs(expected ?? 0));
        assert.ok(Math.abs(value - (expected ?? Number.NaN)) <= 1e-6 * scale, `${name}: ${value}, not ${expected}`);
      }
    });
  }

  it("are those that were asked for, and no others", () => {
    const [first] = cases;
    const found = predictionMetrics(["validationAuc"], predictedOf(first));
    assert.deepEqual(Object.keys(found), ["validationAuc"]);
  });

  it("leave out AUC of scores that are not numbers", () => {
    const [first] = cases;
    const predicted = predictedOf(first);
    predicted.z[3] = Number.NaN;
    assert.deepEqual(predictionMetrics(["validationAuc"], predicted), {});
  });
});
