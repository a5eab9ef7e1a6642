/** The unit interval of a parameter: uniform where it should be, including both ends, and invertible. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { fromUnit, unitCell } from "../../src/search/space";
import type { Parameter } from "../../src/search/types";

const bounds = (min: number, max: number) => fc.tuple(fc.integer({ min, max }), fc.integer({ min: 1, max: 500 }));
const parameters: fc.Arbitrary<Parameter> = fc.oneof(
  bounds(-500, 500).map(([low, size]) => ({ path: "p", kind: "range" as const, low: low / 8, high: (low + size) / 8 })),
  bounds(1, 500).map(([low, size]) => ({ path: "p", kind: "log" as const, low: low / 8, high: (low + size) / 8 })),
  fc.tuple(bounds(1, 500), fc.boolean()).map(([[low, size], log]) => {
    return { path: "p", kind: "integer" as const, low, high: low + size - 1, log };
  }),
  fc.uniqueArray(fc.oneof(fc.integer(), fc.string(), fc.boolean()), { minLength: 1 }).map((choices) => {
    return { path: "p", kind: "choice" as const, choices };
  }),
);
const units = fc.double({ min: 1e-10, max: 1 - 1e-10, noNaN: true });

describe("a parameter", () => {
  it("has a value for every u, whose cell holds u", () => {
    fc.assert(
      fc.property(parameters, units, (parameter, u) => {
        const cell = unitCell(parameter, fromUnit(parameter, u));
        assert.ok(cell);
        assert.ok(cell[0] - 1e-4 <= u && u <= cell[1] + 1e-4, `${cell} without ${u}`);
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  it("of whole numbers takes both ends, by order of magnitude too", () => {
    for (const log of [false, true]) {
      const parameter: Parameter = { path: "p", kind: "integer", low: 4, high: 64, log };
      assert.deepEqual([fromUnit(parameter, 1e-9), fromUnit(parameter, 1 - 1e-9)], [4, 64]);
    }
    const middle = fromUnit({ path: "p", kind: "integer", low: 4, high: 64, log: true }, 0.5);
    assert.equal(middle, 15);
  });

  it("by order of magnitude has its middle at the geometric mean, as a number that can be read", () => {
    assert.equal(fromUnit({ path: "p", kind: "log", low: 0.001, high: 1 }, 0.5), 0.0316228);
    assert.equal(fromUnit({ path: "p", kind: "range", low: 0, high: 0.99 }, 1 / 3), 0.33);
    assert.equal(fromUnit({ path: "p", kind: "range", low: 1000, high: 1000.001 }, 0.123456), 1000.00012346);
  });

  it("does not have values outside, of another type, or between whole numbers", () => {
    const parameter: Parameter = { path: "p", kind: "integer", low: 1, high: 5, log: false };
    for (const value of [0, 6, 2.5, "3", true, Number.NaN]) assert.equal(unitCell(parameter, value), undefined);
    assert.equal(unitCell({ path: "p", kind: "choice", choices: ["1", true] }, 1), undefined);
  });
});
