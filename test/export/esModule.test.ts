/** Exported modules, loaded by Node as any program would: the same outputs as the reference, and records as tables have them. */
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
