/** The ranks of two objectives compared with the definition: front by front, the trials that no other one dominates. */
import assert from "node:assert/strict";
import { RandomStream } from "../../src/core/random";
import { bestFirst, nondominated, type Ranked } from "../../src/search/ranking";

const dominates = (a: readonly number[], b: readonly number[]) =>
  a[0] <= b[0] && a[1] <= b[1] && (a[0] < b[0] || a[1] < b[1]);

/** Finds the front by comparing all pairs. */
function frontOf(trials: readonly Ranked[]): number[] {
  const done = trials.filter(({ losses }) => losses);
  const front = done.filter((a) => !done.some((b) => dominates(b.losses ?? [], a.losses ?? [])));
  return front.map(({ trial }) => trial).sort((a, b) => a - b);
}

describe("the ranks of two objectives", () => {
  const random = new RandomStream(4, "sample");
  /** Coarse values: many trials are equal in one objective, or in both. */
  const made = (seed: number, count: number, steps: number): Ranked[] =>
    Array.from({ length: count }, (_, trial) => {
      const at = (k: number) => Math.floor(random.uniform(((seed * 97 + trial) * 3 + k) % 2 ** 30) * steps) / steps;
      return { trial, losses: at(2) < 0.1 ? undefined : [at(0), at(1)] };
    });

  it("are those of the definition, whatever is equal", () => {
    for (let seed = 0; seed < 40; seed++) {
      const trials = made(seed, 60, seed % 2 ? 6 : 1000);
      assert.deepEqual(
        nondominated(trials).map(({ trial }) => trial),
        frontOf(trials),
      );
      const sorted = bestFirst(trials);
      let left = trials.filter(({ losses }) => losses);
      let at = 0;
      while (left.length > 0) {
        const front = frontOf(left);
        const ours = sorted.slice(at, at + front.length).map(({ trial }) => trial);
        assert.deepEqual(
          ours.sort((a, b) => a - b),
          front,
        );
        at += front.length;
        left = left.filter(({ trial }) => !front.includes(trial));
      }
      const failed = trials.filter(({ losses }) => !losses).map(({ trial }) => trial);
      assert.deepEqual(
        sorted.slice(at).map(({ trial }) => trial),
        failed,
      );
    }
  });

  it("are found of ten thousand trials, too", () => {
    const trials = made(50, 10_000, 1e6);
    assert.deepEqual(new Set(bestFirst(trials)), new Set(trials));
    assert.deepEqual(
      nondominated(trials).map(({ trial }) => trial),
      frontOf(trials),
    );
  });
});
