/** The number of different settings of a space equals the size of its grid. */
import assert from "node:assert/strict";
import { gridCount } from "../../../src/config/sweep/gridCount";
import { gridPoints } from "../../../src/search/grid";
import type { Parameter, Space, SweepPlan, Value } from "../../../src/search/types";

const choice = (path: string, choices: readonly Value[], when?: Record<string, Value>): Parameter => ({
  path,
  kind: "choice",
  choices,
  ...(when && { when }),
});
const integer = (path: string, low: number, high: number, when?: Record<string, Value>): Parameter => ({
  path,
  kind: "integer",
  low,
  high,
  log: false,
  ...(when && { when }),
});

const spaces: Record<string, Space> = {
  "two choices": [choice("a", [1, 2, 3]), choice("b", ["x", "y"])],
  "a condition on one of them": [choice("a", [1, 2, 3]), choice("b", ["x", "y"], { a: 2 })],
  "a chain of conditions, the last one first": [
    integer("c", 1, 4, { b: "x" }),
    choice("b", ["x", "y", "z"], { a: 7 }),
    integer("a", 5, 9),
  ],
  "two conditions on one parameter": [
    choice("a", [1, 2, 3, 4]),
    choice("b", [0, 1], { a: 1 }),
    integer("c", 1, 5, { a: 3 }),
  ],
  "a condition on the config's own setting, which holds": [choice("a", [1, 2], { fixed: true })],
  "and one which does not hold": [choice("a", [1, 2]), choice("b", [1, 2], { fixed: false })],
  "a condition that never holds": [choice("a", [1, 2]), integer("b", 1, 9, { a: 3 })],
};

describe("the number of different settings", () => {
  for (const [name, space] of Object.entries(spaces)) {
    it(`is that of the grid's points: ${name}`, () => {
      const plan = { space, fixed: { fixed: true } } as unknown as SweepPlan;
      assert.equal(gridCount(space, { fixed: true }), gridPoints(plan, 1000)?.length);
    });
  }

  it("is known of spaces that nobody could list", () => {
    const space = [integer("a", 1, 1_000_000), integer("b", 1, 1_000_000, { a: 5 }), integer("c", 1, 10)];
    assert.equal(gridCount(space, {}), (999_999 + 1_000_000) * 10);
  });

  it("is none where a parameter is drawn from a range, or conditions go in a circle", () => {
    assert.equal(gridCount([choice("a", [1]), { path: "b", kind: "log", low: 1, high: 2 }], {}), undefined);
    assert.equal(gridCount([choice("a", [1], { b: 1 }), choice("b", [1], { a: 1 })], {}), undefined);
  });
});
