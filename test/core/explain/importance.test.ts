import assert from "node:assert/strict";
import { permutationImportance, permutationsOf } from "../../../src/core/explain/importance";
import { totalSquares } from "../../../src/core/metrics";
import { type Case, cases, columns, count, predictorOf, values } from "./table";

describe("permutation importance", () => {
  for (const each of cases) {
    it(`is scikit-learn's: ${each.name}`, async () => {
      const orders = each.orders.map((order) => Uint32Array.from(order));
      const found = await permutationImportance(values, columns, orders, await scoreOf(each));
      for (const [c, { mean, deviation, falls }] of found.columns.entries()) {
        for (const [r, fall] of falls.entries()) near(fall, each.importances[c][r]);
        near(mean, each.mean[c]);
        near(deviation, each.deviation[c]);
      }
    });
  }

  it("is 0 for a column that is the same everywhere, without a prediction", async () => {
    let calls = 0;
    const score = async () => ++calls;
    const { columns: found } = await permutationImportance(
      new Float32Array(12).fill(3),
      [{ name: "constant", from: 0, width: 2 }],
      permutationsOf(6, 5, 1),
      score,
    );
    assert.deepEqual(found, [{ name: "constant", mean: 0, deviation: 0, falls: [0, 0, 0, 0, 0] }]);
    assert.equal(calls, 1);
  });

  it("permutes one column at a time and leaves the values as they were", async () => {
    const given = Float32Array.from({ length: 20 }, (_, i) => i);
    const before = given.slice();
    const seen: Float32Array[] = [];
    const score = async (permuted: Float32Array) => {
      seen.push(permuted.slice());
      return 0;
    };
    const two = [columns[0], columns[1]];
    await permutationImportance(given, two, permutationsOf(10, 1, 1), score);
    assert.deepEqual(given, before);
    const [, first, second] = seen;
    const column = (of: Float32Array, c: number) => of.filter((_, i) => i % 2 === c);
    assert.deepEqual(column(first, 1), column(given, 1));
    assert.deepEqual(column(second, 0), column(given, 0));
    assert.notDeepEqual(column(second, 1), column(given, 1));
    assert.deepEqual(column(second, 1).sort(), column(given, 1));
  });

  it("has the same permutations for a seed, and others for another", () => {
    assert.deepEqual(permutationsOf(50, 3, 7), permutationsOf(50, 3, 7));
    assert.notDeepEqual(permutationsOf(50, 3, 7), permutationsOf(50, 3, 8));
    const [a, b] = permutationsOf(50, 2, 7);
    assert.notDeepEqual(a, b);
  });
});

async function scoreOf({ kind, y, ...network }: Case): Promise<(permuted: Float32Array) => Promise<number>> {
  const predictor = await predictorOf(network);
  return async (permuted) => {
    const z = await predictor.outputs(permuted);
    const outputs = z.length / count;
    if (kind === "regression") {
      const targets = Float32Array.from(y.flat());
      const squares = z.reduce((sum, value, i) => sum + (value - targets[i]) ** 2, 0);
      return 1 - squares / totalSquares(targets, outputs);
    }
    const predicted = (i: number) => {
      const row = z.subarray(i * outputs, (i + 1) * outputs);
      return outputs === 1 ? Number(row[0] > 0.5) : row.indexOf(Math.max(...row));
    };
    return (y as number[]).filter((actual, i) => predicted(i) === actual).length / count;
  };
}

const near = (value: number, expected: number) =>
  assert.ok(Math.abs(value - expected) <= 1e-6, `${value}, not ${expected}`);
