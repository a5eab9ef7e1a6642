/** Exported modules, imported by Node as by any program: the outputs of the reference, for records as in tables. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { toEsModule, toTypes } from "../../src/export/esModule";
import type { Model } from "../../src/export/model";
import { examplesOf, largestDifference, makeModel, models, referenceOutputs } from "./models";

interface Exported {
  classNames: string[] | null;
  outputs(values: ArrayLike<number>): Float32Array;
  predict(example: object): Record<string, unknown>;
  inputsOf(record: object): number[];
}

describe("an exported ES module", () => {
  let folder: string;
  let next = 0;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "matrix-network-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  async function load(model: Model): Promise<Exported> {
    const file = join(folder, `network${next++}.mjs`);
    writeFileSync(file, toEsModule(model));
    return import(pathToFileURL(file).href);
  }

  for (const [name, model] of models) {
    it(`gives the network's outputs: ${name}`, async () => {
      const { outputs } = await load(model);
      const values = examplesOf(model, 20);
      const found = Array.from({ length: 20 }, (_, i) => [
        ...outputs(values.subarray(i * model.inputs, (i + 1) * model.inputs)),
      ]).flat();
      const difference = largestDifference(found, await referenceOutputs(model, values));
      assert.ok(difference < 1e-5, String(difference));
    });
  }

  it("names the class of the largest output, with one output the one that is more likely", async () => {
    const model = makeModel([3, 1], ["sigmoid"], { classNames: ["no", "yes"] });
    const { predict, outputs } = await load(model);
    const [p] = outputs([1, 2, 3]);
    assert.deepEqual(predict([1, 2, 3]), { class: p > 0.5 ? "yes" : "no", probabilities: [1 - p, p] });
  });

  it("takes records of a table, texts and what is missing included", async () => {
    const model = makeModel([6, 2], ["softmax"], {
      columns: [
        { name: "area", kind: "number", flag: true, fill: 70 },
        { name: "city", kind: "one-hot", values: ["Bonn", "Ulm", ""] },
        { name: "size", kind: "ordinal", values: ["small", "large"] },
      ],
    });
    const { inputsOf } = await load(model);
    assert.deepEqual(inputsOf({ area: 5, city: "Ulm", size: "large" }), [5, 0, 0, 1, 0, 1]);
    assert.deepEqual(inputsOf({ city: null, size: "small" }), [70, 1, 0, 0, 1, 0]);
    assert.throws(() => inputsOf({ area: 5, city: "Ulm", size: "huge" }), /size: none of small, large/);
  });

  it("takes records whose columns are called as what every object has, and as nobody would call them", async () => {
    const names = ["length", "constructor", "__proto__", "toString", 'a "b"', "two\nlines", "\u2028", "'"];
    const columns = names.map((name) => ({ name, kind: "number" as const, fill: 0.5 }));
    const about = { task: "regression" as const, classNames: undefined };
    const targets = ["__proto__", "constructor"].map((name) => ({ name, shift: 1, factor: 2 }));
    const { inputsOf, outputs, predict } = await load(makeModel([8, 2], ["linear"], { columns, targets, ...about }));
    const values = names.map((_, i) => i + 1);
    const record = Object.fromEntries(names.map((name, i) => [name, values[i]]));
    assert.deepEqual(inputsOf(record), values);
    const expected = [...outputs(values)];
    for (const example of [record, values, Float32Array.from(values), JSON.parse(JSON.stringify(record))]) {
      const found = new Map(Object.entries(predict(example)));
      assert.deepEqual(
        [...found],
        [
          ["__proto__", expected[0]],
          ["constructor", expected[1]],
        ],
      );
    }
    // Missing properties are filled in, not read from the object's prototype.
    assert.deepEqual(
      inputsOf({}),
      names.map(() => 0.5),
    );
    assert.deepEqual(inputsOf({ length: 7 }), [7, ...names.slice(1).map(() => 0.5)]);
    class Row {
      get length() {
        return 7;
      }
    }
    assert.deepEqual(inputsOf(new Row()), [7, ...names.slice(1).map(() => 0.5)]);
  });

  it("refuses what is no number, as predict does", async () => {
    const columns = [{ name: "area", kind: "number" as const, fill: 1 }];
    const { inputsOf } = await load(makeModel([1, 2], ["softmax"], { columns }));
    for (const area of [" ", "0x10", "1,5", "Infinity", [], [5], new Date(), Number.NaN, 1e39, () => 1]) {
      assert.throws(() => inputsOf({ area }), /area: no number/, String(area));
    }
    assert.deepEqual(
      ["-1.5e2", 3, 2n, true, ""].map((area) => inputsOf({ area })),
      [[-150], [3], [2], [1], [1]],
    );
  });

  it("reads dates as texts, as predict does, and refuses what predict refuses", async () => {
    const columns: Model["columns"] = [
      { name: "day", kind: "date", parts: ["year", "weekday"], order: "dmy", fill: [2000, 4], flag: true },
      { name: "start", kind: "date", parts: ["hour"], cyclic: true },
    ];
    const { inputsOf } = await load(makeModel([5, 2], ["softmax"], { columns }));
    const of = (day: unknown, start: unknown = "06:00") => inputsOf({ day, start });
    assert.deepEqual(of("1/3/2024"), [2024, 5, 0, 1, 0]);
    assert.deepEqual(of(20240301, "2024-01-01T18:30:00+05:00"), [2024, 5, 0, -1, 0]);
    assert.deepEqual(of(null), [2000, 4, 1, 1, 0]);
    assert.throws(() => inputsOf({ day: "1/3/2024" }), /^TypeError: start: a date or time is missing$/);
    for (const day of ["3/13/2024", "1/3/45", "12:30", "soon", new Date(), ["2024-03-01"], true, {}]) {
      assert.throws(() => of(day), /^TypeError: day: no date or time with year, weekday$/, String(day));
    }
    assert.throws(() => of("1/3/2024", "2024-01-01"), /^TypeError: start: no date or time with hour$/);
  });

  it("refuses another number of inputs", async () => {
    const { outputs } = await load(makeModel([3, 2], ["softmax"]));
    assert.throws(() => outputs([1, 2]), /2 values for 3 inputs/);
  });

  it("has the classes in its types", () => {
    assert.match(
      toTypes(makeModel([3, 2], ["softmax"])),
      /\{ class: "class 0" \| "class 1"; probabilities: number\[\] \}/,
    );
  });
});
