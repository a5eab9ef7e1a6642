/** Every fix removes its finding and causes no other. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { applyEdits } from "jsonc-parser";
import { checkConfig, type DataFacts, type Finding } from "../../src/config/check/check";
import { fixEdits } from "../../src/config/check/fix";

const folder = join(__dirname, "../fixtures/config");

const fixed = (text: string, { fix }: Finding) => {
  assert.ok(fix);
  const edits = fixEdits(text, fix).map(({ offset, length, content }) => ({ offset, length, content }));
  assert.ok(edits.length > 0, fix.title);
  return applyEdits(text, edits);
};
const same = (a: Finding) => (b: Finding) => a.code === b.code && a.path.join() === b.path.join();

describe("the fix of a finding", () => {
  const texts = readdirSync(folder)
    .filter((file) => file.endsWith(".network.json"))
    .map((file) => [file, readFileSync(join(folder, file), "utf8")] as const);

  for (const [file, text] of texts) {
    const findings = checkConfig(text).findings.filter(({ fix }) => fix);
    for (const finding of findings) {
      it(`mends ${finding.code} in ${file}, and the file can still be read`, () => {
        const after = checkConfig(fixed(text, finding)).findings;
        assert.ok(!after.some(same(finding)), "it is still there");
        assert.ok(!after.some(({ code }) => code === "json-syntax"));
      });
    }
  }

  it("is there for most rules", () => {
    const codes = texts.flatMap(([, text]) => checkConfig(text).findings.filter(({ fix }) => fix));
    assert.ok(new Set(codes.map(({ code }) => code)).size >= 15);
  });

  it("keeps comments, and the order of the keys", () => {
    const text = '{\n  "version": 1, // one\n  "coust": "quadratic", /* two */\n}';
    const unknown = checkConfig(text).findings.find(({ code }) => code === "unknown-key");
    assert.ok(unknown);
    assert.equal(fixed(text, unknown), text.replace("coust", "cost"));
  });

  it("gives the output layer as many units as the data has classes", () => {
    const layers = [{ units: 4, activation: "softmax" }];
    const data = { format: "idx", trainImages: "x", trainLabels: "y", validation: { examples: 5 } };
    const text = JSON.stringify({ version: 1, data, layers }, null, 2);
    const checked = checkConfig(text);
    assert.ok(checked.config);
    const facts: DataFacts = {
      inputs: 3,
      classes: 7,
      task: "classification",
      examples: { train: 100, validation: 5, test: 0 },
    };
    const [finding] = checked.againstData(checked.config, facts);
    assert.equal(fixed(text, finding), text.replace('"units": 4', '"units": 7'));
  });

  it("writes an optimizer that the config leaves out with its type", () => {
    const text = '{ "training": { "epochs": 3 } }';
    const edits = fixEdits(text, { title: "", path: ["training", "optimizer", "learningRate"], set: 0.01 });
    const { training } = JSON.parse(
      applyEdits(
        text,
        edits.map((edit) => ({ ...edit })),
      ),
    );
    assert.deepEqual(training, { epochs: 3, optimizer: { type: "sgd", learningRate: 0.01 } });
  });

  it("does nothing where there is nothing left to mend", () => {
    const title = "";
    assert.deepEqual(fixEdits("{}", { title, path: ["a"], remove: true }), []);
    assert.deepEqual(fixEdits("{}", { title, path: ["a"], rename: "b" }), []);
  });
});
