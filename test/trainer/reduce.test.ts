/** Reducing a layer's matrix to a size that can be drawn. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { largestOf, picturesOf, reduceToCells } from "../../src/trainer/views/reduce";

/** Returns [rows, columns] of 0, 1, 2, … */
const counting = (rows: number, columns: number) => Float32Array.from({ length: rows * columns }, (_, i) => i);

describe("reducing a matrix", () => {
  it("leaves one alone that is small enough, in a copy", () => {
    const matrix = counting(2, 3);
    const reduced = reduceToCells(matrix, [2, 3], { rows: 2, columns: 9 });
    assert.deepEqual(reduced, { rows: 2, columns: 3, values: matrix });
    assert.notEqual(reduced.values, matrix);
  });

  it("averages over cells", () => {
    // 0 1 | 2 3 4
    // 5 6 | 7 8 9
    const reduced = reduceToCells(counting(2, 5), [2, 5], { rows: 1, columns: 2 });
    assert.deepEqual(reduced, { rows: 1, columns: 2, values: Float32Array.of(3, 5.5) });
  });

  it("gives every element the same weight in cells that differ by at most one row and column", () => {
    const sizes = fc.record({
      inputs: fc.integer({ min: 1, max: 40 }),
      units: fc.integer({ min: 1, max: 40 }),
      rows: fc.integer({ min: 1, max: 45 }),
      columns: fc.integer({ min: 1, max: 45 }),
    });
    fc.assert(
      fc.property(sizes, ({ inputs, units, rows, columns }) => {
        const matrix = counting(inputs, units);
        const reduced = reduceToCells(matrix, [inputs, units], { rows, columns });
        assert.deepEqual([reduced.rows, reduced.columns], [Math.min(rows, inputs), Math.min(columns, units)]);
        const cells = Array.from(reduced.values, () => ({ sum: 0, count: 0 }));
        const blockOf = (i: number, length: number, blocks: number) => Math.ceil(((i + 1) * blocks) / length) - 1;
        for (let i = 0; i < matrix.length; i++) {
          const row = blockOf(Math.floor(i / units), inputs, reduced.rows);
          const cell = cells[row * reduced.columns + blockOf(i % units, units, reduced.columns)];
          cell.sum += matrix[i];
          cell.count++;
        }
        assert.deepEqual(
          reduced.values,
          Float32Array.from(cells, ({ sum, count }) => sum / count),
        );
      }),
      { seed: 1 },
    );
  });

  it("gives single units' incoming weights in full", () => {
    // W is [inputs 3, units 4]; the weights of unit 2 are 2, 6, 10.
    const pictures = picturesOf(counting(3, 4), [3, 4], { first: 2, rows: 1 });
    assert.deepEqual(pictures, { rows: 1, columns: 3, values: Float32Array.of(2, 6, 10) });
  });

  it("gives no more units than there are", () => {
    assert.equal(picturesOf(counting(3, 4), [3, 4], { first: 3, rows: 5 }).rows, 1);
    assert.equal(picturesOf(counting(3, 4), [3, 4], { first: 9, rows: 5 }).rows, 0);
  });

  it("finds the largest size on either side of zero", () => {
    assert.equal(largestOf(Float32Array.of(1, -3, Number.NaN, 2)), 3);
    assert.equal(largestOf(new Float32Array(0)), 0);
  });
});
