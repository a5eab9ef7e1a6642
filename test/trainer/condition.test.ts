/**
 * Conditions over a training: the values of names and functions, errors with their positions, and that conditions can
 * access nothing else.
 */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { ExpressionError } from "../../src/expressions/error";
import type { Value } from "../../src/expressions/values";
import { completedWith, completionsOf, conditionNames } from "../../src/extension/commands/conditionNames";
import { type Described, TrainingScope } from "../../src/trainer/replay/condition";
import type { MomentValues } from "../../src/trainer/replay/momentValues";
import { amount, firstSeed } from "../soak";

const described = {
  config: {
    layers: [
      { units: 4, activation: "relu", learnAlpha: false },
      { units: 2, activation: "prelu", learnAlpha: true },
      { units: 2, activation: "softmax", learnAlpha: false },
    ],
    training: { batchSize: 5 },
  },
  dataset: { inputs: 3, task: "classification", train: { count: 20 }, validation: { count: 6 } },
} as unknown as Described;
const scope = new TrainingScope(described);
const operations = new TrainingScope({ ...described, operations: true });

/** Values of a minibatch of two examples; element i of a matrix is i − 3. */
const moment: MomentValues = {
  figure: (name) => ({ epoch: 3, batch: 2, step: 12, cost: 0.5, learningRate: 0.1, phase: "forward", layer: 1 })[name],
  matrix: (name) => {
    const of = scope.matrices.get(name);
    if (!of || name === "delta1") return undefined;
    const { columns, rows = 2 } = of;
    const values = Float32Array.from({ length: rows * columns }, (_, i) => i - 3);
    if (name === "s1") values.set([-1, 2, Number.NaN, 4, 0, -2, -3, 4]);
    if (name === "z3") values.set([0.995, 0.005, 0.5, 0.5]);
    return { of, rows, columns, values };
  },
  right: ({ set, index }) => set === "validation" && index === 4,
};
const value = (text: string) => operations.expression(text).value(moment);

describe("conditions over a training", () => {
  it("read figures, matrices, their rows and elements", () => {
    const expected: [string, Value][] = [
      ["epoch * 100 + batch", 302],
      ["step + learningRate", 12.1],
      ["phase == 'forward' && layer == 1", true],
      ["W1[1,2]", 3],
      ["W1[1][2]", 3],
      ["b2[1]", -2],
      ["b2[0,1]", -2],
      ["sum(W1[1])", 10],
      ["sum(W1[:,2])", 9],
      ["count(W1[:,2])", 3],
      ["W1[:,2][1]", 3],
      ["max(b2[:,1])", -2],
      ["count(z2[:,0])", 2],
      ["z2[4,0]", undefined],
      ["has(delta1)", false],
      ["has(z0) && has(y) && has(Galpha2) && has(alpha2)", true],
      ["right(validation, 4)", true],
      ["right('train', 4)", false],
    ];
    for (const [text, wanted] of expected) assert.equal(value(text), wanted, text);
  });

  it("have functions of matrices", () => {
    const expected: [string, Value][] = [
      ["max(W1)", 8],
      ["min(W1)", -3],
      ["max(W1, 20, b2)", 20],
      ["min(abs(W1))", 0],
      ["max(abs(b2))", 3],
      ["sum(b2)", -5],
      ["sum(abs(b2))", 5],
      ["mean(b2)", -2.5],
      ["norm(b2)", Math.sqrt(13)],
      ["count(W1)", 12],
      ["finite(W1)", true],
      ["finite(s1)", false],
      ["max(s1)", Number.NaN],
      ["deadUnits(s1)", 0.25],
      ["saturation(z3)", 0.5],
      ["abs(-2) + max(1, 2)", 4],
      ["finite(1 / 0)", false],
    ];
    for (const [text, wanted] of expected) assert.equal(value(text), wanted, text);
  });

  it("name what they need, and the values that they compare", () => {
    const { needs, terms, holds } = scope.condition("!right(validation, 4) || max(abs(GW2)) > 2 * cost && W1[0,0] < 5");
    assert.deepEqual([...needs.matrices.keys()].sort(), ["GW2", "W1"]);
    assert.deepEqual([...needs.right.keys()], ["right(validation, 4)"]);
    assert.deepEqual(
      terms.map(({ text }) => text),
      ["right(validation, 4)", "max(abs(GW2))", "2 * cost", "W1[0,0]"],
    );
    assert.deepEqual(
      terms.map((term) => term.value(moment)),
      [true, 4, 1, -3],
    );
    assert.equal(holds(moment), true);
    assert.equal(scope.condition("delta1[0,0] < 5").holds(moment), false);
  });

  const wrong: [text: string, message: RegExp, part: string][] = [
    ["deadUnits(s1)", /the result is a number, not true or false/, "deadUnits(s1)"],
    ["W1", /the result is a matrix/, "W1"],
    ["W1 > 3", /a matrix and a number cannot be compared/, "W1 > 3"],
    ["epoch > 1e9 && W1 > 3", /a matrix and a number cannot be compared/, "W1 > 3"],
    ["W1[0] > 3", /a matrix and a number cannot be compared/, "W1[0] > 3"],
    ["W1[3,0] > 3", /W1\[3\]\[0\] is outside of W1, which is \[3, 4\] and counts from 0/, "W1[3,0]"],
    ["z1[5,0] > 3", /is outside of z1, which is \[5, 4\]/, "z1[5,0]"],
    ["b1[0][0][0] > 3", /is outside of b1/, "b1[0][0][0]"],
    ["max(W1[:,4]) > 3", /W1\[:\]\[4\] is outside of W1/, "W1[:,4]"],
    ["W1[:] > 3", /W1\[:\] is outside of W1/, "W1[:]"],
    ["W1[0,:] > 3", /W1\[0\]\[:\] is outside of W1/, "W1[0,:]"],
    ["W1[:,1] > 3", /a matrix and a number cannot be compared/, "W1[:,1] > 3"],
    ["W1[:,1][3] > 3", /is outside of W1/, "W1[:,1][3]"],
    ["W1.length > 3", /W1\.length is outside of W1/, "W1.length"],
    ["W0 > 3", /there is no W0; did you mean z0 or W1 or W2/, "W0"],
    ["alpha1 > 3", /there is no alpha1; did you mean alpha2/, "alpha1"],
    ["phase == 'forward'", /phase exists only within an operation/, "phase"],
    ["mean(3) > 0", /mean takes a matrix, and this is a number/, "3"],
    ["sqrt(W1) > 0", /sqrt takes a number, and this is a matrix/, "W1"],
    ["deadUnits(s2) > 0", /deadUnits takes s or z of a layer with relu, .*and layer 2 has prelu/, "s2"],
    ["deadUnits(W1) > 0", /deadUnits takes s or z of a layer with relu/, "W1"],
    ["saturation(s3) > 0", /saturation takes z of a layer with sigmoid, tanh, softmax/, "s3"],
    ["right(validation)", /right takes 2 values, not 1/, "right(validation)"],
    ["right(test, 1)", /the first argument of right is a set of examples: train, validation/, "test"],
    ["right(validation, 6)", /validation has 0 to 5/, "6"],
    ["right(validation, batch)", /validation has 0 to 5/, "batch"],
    ["right(validation, 1.5)", /validation has 0 to 5/, "1.5"],
    ["constructor > 1", /there is no constructor/, "constructor"],
    ["toString()", /there is no function toString/, "toString()"],
  ];
  for (const [text, message, part] of wrong) {
    it(`refuse ${text}, and know where it is wrong`, () => {
      const error = thrownBy(() => scope.condition(text));
      assert.match(error.message, message);
      assert.equal(text.slice(error.offset, error.offset + error.length), part);
    });
  }

  it("have the words that the editor completes", () => {
    const { figures, matrices, functions } = scope.names;
    const all = [...figures, ...matrices, ...functions.map((name) => `${name}(`)];
    const words = conditionNames(described.config.layers);
    assert.deepEqual(words.sort(), all.sort());
    assert.deepEqual(completionsOf("cost < 1 && max(abs(g", words), [
      "GW1",
      "GW2",
      "GW3",
      "Galpha2",
      "Gb1",
      "Gb2",
      "Gb3",
    ]);
    assert.deepEqual(completionsOf("cost < ", words), []);
    assert.equal(completedWith("max(abs(g", "GW2"), "max(abs(GW2");
  });

  it("of numbers have no right examples", () => {
    const dataset = { ...described.dataset, task: "regression" as const };
    const error = thrownBy(() => new TrainingScope({ ...described, dataset }).condition("right(train, 0)"));
    assert.match(error.message, /this network predicts quantities/);
  });

  it("come to true or false or to an error of ours, whatever the text, and reach only matrices and numbers", () => {
    const read = new Set<string>();
    const watched: MomentValues = {
      figure: (name) => {
        read.add(name);
        return moment.figure(name);
      },
      matrix: (name) => {
        read.add(name);
        return moment.matrix(name);
      },
      right: (name) => moment.right(name),
    };
    fc.assert(
      fc.property(texts, (text) => {
        try {
          assert.equal(typeof scope.condition(text).holds(watched), "boolean", text);
        } catch (error) {
          assert.ok(error instanceof ExpressionError, String(error));
          assert.ok(error.offset >= 0 && error.offset + error.length <= text.length, text);
        }
      }),
      { numRuns: amount(20_000), seed: firstSeed() },
    );
    const { figures, matrices } = scope.names;
    assert.deepEqual(
      [...read].filter((name) => !figures.includes(name) && !matrices.includes(name)),
      [],
    );
    assert.ok(read.size > 15, [...read].join());
  });
});

const pieces = [
  ..."W1 b2 z0 y s1 z3 delta2 GW1 alpha2 epoch cost phase W1[0,1] W1[2] W1[:,1] [: [0] max( norm( abs( right( validation".split(
    " ",
  ),
  ..."( ) , . && || ! - + * / % < > == != 1 0.5 1e9 'x' true constructor __proto__ globalThis process eval(".split(" "),
  ".constructor('return process')()",
  " ",
];
const { number, truth } = fc.letrec<{ matrix: string; number: string; truth: string }>((tie) => ({
  matrix: fc.oneof(fc.constantFrom(...scope.matrices.keys()), fc.constantFrom("W1[2]", "z1[0]", "GW3[0]")),
  number: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom("epoch", "batch", "step", "cost", "learningRate", "0", "1.5", "W1[0,1]", "b1[2]", "s1[4,3]"),
    fc
      .tuple(fc.constantFrom("max", "min", "norm", "mean", "sum", "count", "deadUnits"), tie("matrix"))
      .map(([name, matrix]) => `${name}(${matrix})`),
    fc.tuple(tie("number"), fc.constantFrom("+", "-", "*", "/", "%"), tie("number")).map((parts) => parts.join(" ")),
    tie("number").map((each) => `abs(${each})`),
  ),
  truth: fc.oneof(
    { maxDepth: 4 },
    fc.tuple(tie("number"), fc.constantFrom("<", ">=", "=="), tie("number")).map((parts) => parts.join(" ")),
    fc.tuple(tie("truth"), fc.constantFrom("&&", "||"), tie("truth")).map((parts) => parts.join(" ")),
    fc.constantFrom("right(validation, 2)", "finite(W2)", "has(z1[4,0])"),
    tie("truth").map((each) => `!(${each})`),
  ),
}));
/** Valid conditions, valid ones with a random token inserted, and random tokens. */
const texts = fc.oneof(
  truth,
  fc
    .tuple(fc.oneof(truth, number), fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(...pieces))
    .map(([text, at, piece]) => text.slice(0, at * text.length) + piece + text.slice(at * text.length)),
  fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((each) => each.join("")),
  fc.string(),
);

function thrownBy(work: () => unknown): ExpressionError {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof ExpressionError, String(error));
    return error;
  }
  assert.fail("nothing was refused");
}
