/** On 1,000 random rows of every kind of data, the exported module, the ONNX model and `predict` agree. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { InferenceSession, Tensor } from "onnxruntime-web";
import { exportRun } from "../../src/trainer/results/exportRun";
import { Workspace } from "../trainer/workspace";
import { apart, asPredicted, type Case, caseNames, makeCase, rowCount } from "./tables";

interface Exported {
  /** Returns quantities by name, or `probabilities` with a class or `labels`. */
  predict(example: object): Record<string, unknown>;
  inputsOf(record: object): number[];
}

describe("exports and predict", () => {
  let workspace: Workspace;
  before(() => {
    workspace = new Workspace();
  });
  after(() => workspace.remove());

  for (const [i, name] of caseNames.entries()) {
    describe(`of ${name}`, () => {
      let made: Case;
      let module: Exported;
      before(async () => {
        made = await makeCase(workspace, name);
        const [{ contents }] = await exportRun(made.run, "js", { checkpoint: "best" });
        const file = join(workspace.path, `network${i}.mjs`);
        writeFileSync(file, contents);
        module = await import(pathToFileURL(file).href);
      });

      it("agree in JavaScript, record by record", () => {
        const labels: number[] = [];
        const found = made.examples.flatMap((example) => {
          const answer = module.predict(example);
          const { labels: own, probabilities = answer } = answer;
          if (own) labels.push(...made.names.map((label) => Reflect.get(own, label)));
          if (Array.isArray(probabilities)) return probabilities;
          return made.names.map((each) => Reflect.get(probabilities as object, each));
        });
        assert.deepEqual(labels, [...(made.labels ?? [])]);
        assert.equal(made.examples.length, rowCount);
        const difference = apart(made, found);
        assert.ok(difference < 1e-5, String(difference));
      });

      it("agree in ONNX", async () => {
        const [{ contents }] = await exportRun(made.run, "onnx", { checkpoint: "best" });
        const rows = made.examples.map((example) =>
          ArrayBuffer.isView(example) ? [...(example as Uint8Array)] : module.inputsOf(example),
        );
        const session = await InferenceSession.create(contents as Uint8Array);
        const input = new Tensor("float32", Float32Array.from(rows.flat()), [rowCount, rows[0].length]);
        const { output } = await session.run({ input });
        const difference = apart(made, asPredicted(made, output.data as Float32Array));
        assert.ok(difference < 1e-5, String(difference));
      });
    });
  }
});
