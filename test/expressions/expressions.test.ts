/** Expressions of filters and conditions: compared with a small reference, and their errors. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { compile, compileCondition } from "../../src/expressions/compile";
import { ExpressionError } from "../../src/expressions/error";
import { findName, shortNames } from "../../src/expressions/names";
import { parse } from "../../src/expressions/parse";
import { scopeOf } from "../../src/expressions/scope";
import { compareValues, type Value } from "../../src/expressions/values";
import { context, expressions, outcome } from "./reference";

const scope = (values: Record<string, Value>) =>
  scopeOf<Record<string, Value>>(Object.keys(values), (key) => (of) => of[key]);
const evaluate = (text: string, values: Record<string, Value> = {}) => compile(parse(text), scope(values))(values);

describe("expressions", () => {
  it("give what a reference gives, with and without needless parentheses", () => {
    fc.assert(
      fc.property(expressions, ({ text, bracketed, value }) => {
        const expected = outcome(value);
        for (const each of [text, bracketed]) {
          fc.pre(each.length <= 2000);
          assert.deepEqual(
            outcome(() => evaluate(each, context)),
            expected,
            each,
          );
        }
      }),
      { numRuns: 3000 },
    );
  });

  it("end in a value or an error of ours, whatever the text", () => {
    const pieces = fc.constantFrom(
      "a",
      "b.c",
      "d[1].e",
      "(",
      ")",
      "[",
      "]",
      "&&",
      "||",
      "!",
      "-",
      "<",
      "==",
      "=",
      ",",
      ".",
      "1",
      "1e",
      '"',
      "'x'",
      " ",
      "min(",
      "constructor",
      "__proto__",
      "and",
      "\\",
      "€",
    );
    const texts = fc.oneof(
      fc.array(pieces, { maxLength: 30 }).map((each) => each.join("")),
      fc.string(),
      fc.string({ unit: "binary" }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        try {
          const value = evaluate(text, context);
          assert.ok(["number", "string", "boolean", "undefined"].includes(typeof value), String(value));
        } catch (error) {
          assert.ok(error instanceof ExpressionError, String(error));
          assert.ok(error.offset >= 0 && error.length >= 0 && error.offset + error.length <= text.length, text);
        }
      }),
      { numRuns: 20_000 },
    );
  });

  it("read numbers, texts, names with indices and keys", () => {
    const values = { "layers[0].units": 30, 'data.classWeights["iris setosa"]': 2, größe: 4 };
    assert.equal(evaluate(".5 + 1e-1", values), 0.6);
    assert.equal(evaluate("'it\\'s' == \"it's\"", values), true);
    assert.equal(evaluate("layers[0].units * größe", values), 120);
    assert.equal(evaluate('classWeights["iris setosa"]', values), 2);
  });

  it("leave out what has no value: neither true nor false", () => {
    const values = { validationAccuracy: undefined, cost: Number.NaN };
    const holds = (text: string) => compileCondition(parse(text), scope(values))(values);
    assert.deepEqual(
      [
        "validationAccuracy > 0.9",
        "!(validationAccuracy > 0.9)",
        "has(validationAccuracy)",
        "!has(validationAccuracy)",
      ].map(holds),
      [false, false, false, true],
    );
    assert.deepEqual(["cost > 1", "cost <= 1", "finite(cost)"].map(holds), [false, false, false]);
    assert.equal(holds("validationAccuracy > 0.9 || true"), true);
  });

  it("find parts of texts and members of lists", () => {
    const values = { note: "Too wide", tags: ["baseline", "paper"] };
    assert.equal(evaluate('contains(note, "WIDE")', values), true);
    assert.equal(evaluate('contains(tags, "base")', values), false);
    assert.equal(evaluate('contains(tags, "Paper")', values), true);
  });

  const values = {
    "training.optimizer.learningRate": 0.1,
    "training.optimizer.type": "sgd",
    "training.schedule.type": "constant",
    validationAccuracy: 0.9,
    tags: ["a"],
  };
  const wrong: [text: string, message: RegExp, part: string][] = [
    ["", /is empty/, ""],
    ["validationAccuracy > 97%", /ends where a value is missing/, ""],
    ["validationAccuracy = 1", /^= is not an operator; write ==/, "="],
    ["learningRate > 0 and true", /^and is not an operator; write &&/, "and"],
    ["0 < learningRate < 1", /two values are compared at a time/, "<"],
    ["learningRat > 0", /there is no learningRat; did you mean training\.optimizer\.learningRate\?/, "learningRat"],
    ["type == 'sgd'", /type is ambiguous: training\.optimizer\.type or training\.schedule\.type/, "type"],
    ["optimizer.type > 3", /a text and a number cannot be compared/, "optimizer.type > 3"],
    ["optimizer.type + 1 > 3", /\+ takes numbers, and this is a text/, "optimizer.type"],
    ["tags == 'a'", /a list and a text cannot be compared/, "tags == 'a'"],
    ["learningRate && true", /&& takes true or false, and this is a number/, "learningRate"],
    ["learningRate", /the result is a number, not true or false/, "learningRate"],
    ["abs(1, 2) > 0", /abs takes 1 value, not 2/, "abs(1, 2)"],
    ["mix(1) > 0", /there is no function mix; did you mean min or max\?/, "mix(1)"],
    ["max('a') > 0", /max takes a number, and this is a text/, "'a'"],
    ["(learningRate > 0", /ends where \) is missing/, ""],
    ["learningRate > 0)", /^\) is in the place of an operator or the end/, ")"],
    ["layers[0.5] > 1", /0\.5 is in the place of an index/, "0.5"],
    ["3x > 1", /3x is not a number/, "3x"],
    ["'open", /has no end/, "'open"],
    ["learningRate > €", /€ has no meaning here/, "€"],
    [`${"(".repeat(200)}1`, /nested more than 100 deep/, "("],
    [`1 > ${" ".repeat(3000)}`, /longer than 2000/, " ".repeat(1004)],
  ];
  for (const [text, message, part] of wrong) {
    it(`say what is wrong with ${text.slice(0, 40) || "nothing"}, and where`, () => {
      const run = () => compileCondition(parse(text), scope(values))(values);
      assert.throws(run, (error: ExpressionError) => {
        assert.match(error.message, message);
        assert.equal(text.slice(error.offset, error.offset + error.length), part);
        return true;
      });
    });
  }
});

describe("names of expressions", () => {
  const known = ["epochs", "training.epochs", "training.optimizer.learningRate", "a.type", "b.type"];

  it("mean the whole name first, then a name that ends so", () => {
    assert.deepEqual(findName("epochs", known), { name: "epochs" });
    assert.deepEqual(findName("optimizer.learningRate", known), { name: "training.optimizer.learningRate" });
    assert.deepEqual(findName("Rate", known), { near: ["training.optimizer.learningRate"] });
    assert.deepEqual(findName("type", known), { candidates: ["a.type", "b.type"] });
    assert.deepEqual(findName("somethingElse", known), { near: [] });
  });

  it("are shortened as far as they still mean the same", () => {
    const short = shortNames(known);
    assert.deepEqual(
      known.map((name) => short.get(name)),
      ["epochs", "training.epochs", "learningRate", "a.type", "b.type"],
    );
    for (const [name, end] of short) assert.deepEqual(findName(end, known), { name });
  });
});

describe("the order of values", () => {
  it("has numbers before texts, and what is missing last, whichever way", () => {
    const values: Value[] = ["b", undefined, 10, "layer 10", "layer 2", Number.NaN, 9, true];
    const up = [...values].sort((a, b) => compareValues(a, b));
    const down = [...values].sort((a, b) => compareValues(a, b, -1));
    assert.deepEqual(up.slice(0, 6), [true, 9, 10, "b", "layer 2", "layer 10"]);
    assert.deepEqual(down.slice(0, 6), ["layer 10", "layer 2", "b", 10, 9, true]);
    for (const sorted of [up, down])
      assert.ok(sorted.slice(6).every((each) => each === undefined || Number.isNaN(each)));
  });
});
