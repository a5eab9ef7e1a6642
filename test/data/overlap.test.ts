/** Equal examples of two sets are counted, and many with the same inputs do not take long. */
import assert from "node:assert/strict";
import type { Examples } from "../../src/core/backend";
import { RandomStream } from "../../src/core/random";
import { countShared } from "../../src/data/overlap";

const of = (rows: readonly number[][], targets: readonly number[]) =>
  ({
    count: rows.length,
    inputs: rows[0].length,
    values: Float32Array.from(rows.flat()),
    targets: Float32Array.from(targets),
  }) as unknown as Examples;

describe("equal examples of two sets", () => {
  it("are counted as by comparing each with each", () => {
    const random = new RandomStream(7, "sample");
    const draw = (i: number) => [0, 1, -0, 0.5][Math.floor(random.uniform(i) * 4)];
    const set = (count: number, from: number) => {
      const rows = Array.from({ length: count }, (_, i) => [draw(from + 3 * i), draw(from + 3 * i + 1)]);
      return { rows, targets: rows.map((_, i) => draw(from + 3 * i + 2)) };
    };
    const [a, b] = [set(60, 0), set(15, 1000)];
    const isEqual = (i: number, j: number) =>
      a.targets[i] === b.targets[j] && a.rows[i].every((value, k) => Object.is(value, b.rows[j][k]));
    const shared = a.rows.filter((_, i) => b.rows.some((__, j) => isEqual(i, j))).length;
    assert.ok(shared > 5 && shared < 55, String(shared));
    assert.equal(countShared(of(a.rows, a.targets), of(b.rows, b.targets)), shared);
  });

  it("are found in time where 200,000 examples have the same inputs and different targets", () => {
    const count = 200_000;
    const rows = Array.from({ length: count }, () => [3]);
    const examples = of(
      rows,
      Array.from({ length: count }, (_, i) => i),
    );
    const train = of(
      rows,
      Array.from({ length: count }, (_, i) => i + count - 7),
    );
    assert.equal(countShared(examples, train), 7);
  });
});
