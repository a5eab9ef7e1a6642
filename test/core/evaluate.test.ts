/** The results of an evaluation, computed from the measures of its minibatches. */
import assert from "node:assert/strict";
import type { Measures, Minibatch, Plan } from "../../src/core/backend";
import { evaluateNetwork } from "../../src/core/evaluate";
import { totalSquares } from "../../src/core/metrics";

/** A plan in which every row costs 2, every second row is correct, and the error is 3. */
function planOf(runs: Minibatch[], failsAt = Number.POSITIVE_INFINITY): Plan {
  return {
    run: async (minibatches): Promise<Measures> => {
      runs.push(...minibatches);
      const minibatch = { rows: minibatches.reduce((sum, { rows }) => sum + rows, 0) };
      const failed = runs.length === failsAt;
      const costs = Float64Array.of(failed ? Number.NaN : 2 * minibatch.rows);
      return {
        costs,
        hits: minibatch.rows / 2,
        squaredError: 9 * minibatch.rows,
        completed: minibatches.length - Number(failed),
      };
    },
  };
}

describe("evaluateNetwork", () => {
  it("takes every example once and divides by all of them", async () => {
    const runs: Minibatch[] = [];
    const found = await evaluateNetwork(planOf(runs), { count: 11, outputs: 4 }, 4);
    assert.deepEqual(
      runs.map(({ start, rows }) => [start, rows]),
      [
        [0, 4],
        [4, 4],
        [8, 3],
      ],
    );
    assert.deepEqual(found, { cost: 2, accuracy: 0.5, rmse: 1.5, squaredError: 99 });
  });

  it("gives a call as many minibatches as it may have", async () => {
    const asked: number[] = [];
    const sizes: number[] = [];
    const calls = {
      next: (left: number) => {
        asked.push(left);
        return Math.min(2, left);
      },
      timed: <Result>(count: number, call: () => Promise<Result>) => {
        sizes.push(count);
        return call();
      },
    };
    const found = await evaluateNetwork(planOf([]), { count: 11, outputs: 4 }, 4, () => {}, calls);
    assert.deepEqual(
      [asked, sizes],
      [
        [3, 1],
        [2, 1],
      ],
    );
    assert.deepEqual(found, { cost: 2, accuracy: 0.5, rmse: 1.5, squaredError: 99 });
  });

  it("pauses after every call", async () => {
    let pauses = 0;
    await evaluateNetwork(planOf([]), { count: 11, outputs: 1 }, 4, () => {
      pauses++;
    });
    assert.equal(pauses, 3);
  });

  it("ends at a cost that is not finite, and says so", async () => {
    const runs: Minibatch[] = [];
    const { cost } = await evaluateNetwork(planOf(runs, 2), { count: 11, outputs: 1 }, 4);
    assert.equal(runs.length, 2);
    assert.ok(Number.isNaN(cost));
  });
});

describe("totalSquares", () => {
  it("is the squared distance from the mean of each output", () => {
    assert.equal(totalSquares(Float32Array.of(1, 10, 3, 10, 5, 40), 2), 8 + 600);
  });

  it("is 0 for equal targets, whose mean is rounded", () => {
    for (const value of [0.1, 1 / 3, 1e-30]) assert.equal(totalSquares(new Float32Array(49).fill(value), 1), 0);
  });
});
