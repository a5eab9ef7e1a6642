/**
 * Reducing matrices to one number, and reading single elements: the same as loops over a copy, for all shapes and
 * values.
 */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { WasmBackend } from "../../src/backends/wasm";
import { takesKernels } from "../../src/backends/wasm/kernels";
import type { Reduction } from "../../src/core/backend";
import { amount, firstSeed } from "../soak";

const loops: Record<Reduction, (values: readonly number[]) => number> = {
  max: (values) => Math.max(...values),
  min: (values) => Math.min(...values),
  maxAbs: (values) => Math.max(...values.map(Math.abs)),
  minAbs: (values) => Math.min(...values.map(Math.abs)),
  sum: (values) => values.reduce((sum, value) => sum + value, 0),
  sumAbs: (values) => values.reduce((sum, value) => sum + Math.abs(value), 0),
  squares: (values) => values.reduce((sum, value) => sum + value * value, 0),
  finite: (values) => Number(values.every(Number.isFinite)),
};
const rare = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 3e38);
const cases = fc
  .record({ rows: fc.integer({ min: 1, max: 9 }), columns: fc.integer({ min: 1, max: 37 }) })
  .chain(({ rows, columns }) =>
    fc.record({
      rows: fc.constant(rows),
      columns: fc.constant(columns),
      used: fc.integer({ min: 1, max: rows }),
      values: fc.array(fc.float({ noNaN: true, min: -100, max: 100 }), {
        minLength: rows * columns,
        maxLength: rows * columns,
      }),
      special: fc.option(fc.tuple(fc.nat(rows * columns - 1), rare)),
    }),
  );

const forms = (["kernels", "kernels-relaxed"] as const).filter(takesKernels);

describe("a matrix of the backend wasm", () => {
  for (const form of forms) {
    it(`is reduced to what loops find (${form})`, async () => {
      const backend = new WasmBackend({ form });
      await fc.assert(
        fc.asyncProperty(cases, async ({ rows, columns, used, values, special }) => {
          const all = Float32Array.from(values);
          if (special) all[special[0]] = special[1];
          const { end } = backend.arena;
          const matrix = backend.matrix(rows, columns, "m");
          await backend.write(matrix, all);
          const part = [...all.subarray(0, used * columns)];
          for (const [name, loop] of Object.entries(loops) as [Reduction, (typeof loops)[Reduction]][]) {
            const [found, expected] = [backend.reduce(matrix, used, name), loop(part)];
            const isNear = Math.abs(found - expected) <= 1e-12 * Math.abs(expected) + 1e-9;
            assert.ok(Object.is(found + 0, expected + 0) || isNear, `${name}: ${found} and ${expected}`);
          }
          const at = all.length - 1;
          assert.ok(Object.is(backend.element(matrix, rows - 1, columns - 1), all[at]));
          backend.rewind(end);
        }),
        { numRuns: amount(1000), seed: firstSeed() },
      );
      await backend.destroy();
    });
  }
});
