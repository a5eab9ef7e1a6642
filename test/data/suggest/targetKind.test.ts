/** One rule distinguishes classes, counts and quantities, for columns and for arrays. */
import assert from "node:assert/strict";
import { describeTarget, kindOfNumbers, withTask } from "../../../src/data/suggest/targetKind";

/** Returns numbers with their frequencies. */
const times = (entries: Record<number, number>) =>
  new Map(Object.entries(entries).map(([value, count]) => [Number(value), count]));
const each = (values: number[], count: number) => new Map(values.map((value) => [value, count]));
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe("the kind of a target", () => {
  for (const [what, values, kind, isSure] of [
    ["0 and 1", times({ 0: 500, 1: 3 }), "classes", true],
    ["-1 and 1", times({ [-1]: 5, 1: 30 }), "classes", true],
    ["digits", each(range(0, 9), 100), "classes", true],
    ["letters from 1", each(range(1, 26), 10), "classes", true],
    [
      "kinds of forest, rare ones among them",
      times({ 1: 2118, 2: 2833, 3: 357, 4: 27, 5: 94, 6: 173, 7: 205 }),
      "classes",
      true,
    ],
    ["labels with a gap", each([0, 1, 2, 3, 5, 6, 7, 8, 9], 12), "classes", true],
    ["children", times({ 0: 300, 1: 280, 2: 150, 3: 60, 4: 20, 5: 5, 6: 1 }), "counts", false],
    ["cylinders", times({ 4: 11, 6: 7, 8: 14 }), "classes", false],
    ["quality", times({ 3: 10, 4: 53, 5: 681, 6: 638, 7: 199, 8: 18 }), "quantities", false],
    ["carburettors of 32 cars", times({ 1: 7, 2: 10, 3: 3, 4: 10, 6: 1, 8: 1 }), "quantities", false],
    ["ages", each(range(9, 60), 4), "quantities", true],
    ["prices", each(range(100_000, 100_200), 1), "quantities", true],
    ["ranks that hardly repeat", each(range(1, 10), 1), "quantities", true],
    ["fractions", each([0.5, 1, 2], 20), "quantities", true],
    ["house numbers, each once", each(range(1, 200), 1), "quantities", true],
  ] as const) {
    it(`${what}: ${kind}${isSure ? "" : ", and a question"}`, () => {
      const found = kindOfNumbers(values);
      assert.deepEqual([found.kind, found.isSure], [kind, isSure], found.why);
      assert.equal(found.task, kind === "classes" ? "classification" : "regression");
    });
  }

  it("more numbers than were counted are quantities", () => {
    assert.equal(kindOfNumbers(each(range(0, 1000), 1), { isAll: false }).kind, "quantities");
  });

  it("is what a person answers, and is said so", () => {
    const guess = kindOfNumbers(times({ 4: 11, 6: 7, 8: 14 }));
    assert.match(
      describeTarget('"cyl" is the target', "as chosen", guess),
      /^"cyl" is the target \(as chosen\): only 3 different whole numbers from 4 to 8, so they are classes\. That is a guess: one linear unit /,
    );
    const answered = withTask(guess, "regression");
    assert.deepEqual([answered.task, answered.kind, answered.isSure], ["regression", "quantities", true]);
    assert.match(describeTarget('"cyl" is the target', "as chosen", answered), /; quantities as chosen\.$/);
    assert.equal(withTask(guess, "classification").isSure, true);
  });
});
