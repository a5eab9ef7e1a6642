import assert from "node:assert/strict";
import { gridOf, partialDependence } from "../../../src/core/explain/dependence";
import { type Case, cases, columns, count, inputs, predictorOf, values } from "./table";

const categories = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

describe("partial dependence", () => {
  for (const each of cases) {
    it(`and ICE are scikit-learn's: ${each.name}`, async () => {
      const predictor = await predictorOf(each);
      for (const [c, { average, individual }] of each.features.entries()) {
        const outputs = average.length;
        for (let output = 0; output < outputs; output++) {
          const predict = async (changed: Float32Array) => {
            const z = await predictor.outputs(changed);
            return Array.from({ length: count }, (_, i) => z[i * outputs + output]);
          };
          const found = await partialDependence(values, count, featureOf(each, c), predict);
          for (const [p, expected] of average[output].entries()) near(found.average[p], expected);
          for (const [i, curve] of individual[output].entries()) {
            for (const [p, expected] of curve.entries()) near(found.individual[p * count + i], expected);
          }
        }
      }
    });
  }

  it("is measured at scikit-learn's grid: percentiles 5 to 95, or all values that occur", () => {
    for (const c of [0, 1]) {
      const grid = gridOf(values.filter((_, i) => i % inputs === c));
      const { grid: expected } = cases[0].features[c];
      assert.equal(grid.length, expected.length);
      for (const [p, value] of grid.entries()) near(value, expected[p]);
    }
  });

  it("takes the whole range of a number that is nearly always the same", () => {
    const mostly = Array.from({ length: 5000 }, (_, i) => (i < 4850 ? 7 : i));
    const grid = gridOf(mostly);
    assert.deepEqual([grid.length, grid[0], grid.at(-1)], [100, 7, 4999]);
  });
});

const featureOf = (each: Case, c: number) => ({
  inputs: Array.from({ length: columns[c].width }, (_, i) => columns[c].from + i),
  points: c === 2 ? categories : each.features[c].grid.map((value) => [value]),
});

const near = (value: number, expected: number) =>
  assert.ok(Math.abs(value - expected) <= 1e-6 * Math.max(1, Math.abs(expected)), `${value}, not ${expected}`);
