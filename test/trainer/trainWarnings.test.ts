/** A training gives the same warnings as a check of its config. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Finding } from "../../src/config/check/check";
import { checkConfig } from "../../src/config/check/check";
import { allFindings } from "../../src/trainer/check/allFindings";
import { prepare } from "../../src/trainer/experiment/prepare";
import { workFolder } from "../../src/trainer/experiment/readConfig";
import { Workspace } from "./workspace";

const folder = join(__dirname, "../fixtures/lint");
/** Faulty data: some faults are found only by reading every example, others without. */
const files = readdirSync(folder).filter((file) =>
  /^(class-empty|column-constant|inputs-constant|target-constant|unscaled-inputs|validation-sorted|learning-rate)\.wrong\./.test(
    file,
  ),
);

describe("a training", () => {
  for (const name of files) {
    it(`warns of what a check of ${name} warns of`, async () => {
      const file = join(folder, name);
      const text = readFileSync(file, "utf8");
      const found: Finding[] = [];
      await allFindings(text, file, { roots: [workFolder(file)], backends: async () => [] }, (finding) =>
        found.push(finding),
      );
      const words = (findings: readonly Finding[]) =>
        findings.filter(({ severity }) => severity === "warning").map(({ code, message }) => `${code}: ${message}`);
      assert.ok(checkConfig(text).config && words(found).length > 0, "there is nothing to warn of");
      assert.deepEqual(words((await prepare(file, { seed: 0 })).warnings).sort(), words(found).sort());
    });
  }

  it("warns of data outside of the folder of its config", async () => {
    const workspace = new Workspace();
    const data = { format: "csv", path: relative(workspace.path, join(folder, "flowers.csv")), label: "kind" };
    const file = workspace.write({
      version: 1,
      data,
      layers: [{ units: 2, activation: "softmax" }],
      training: { batchSize: 2 },
    });
    const { warnings } = await prepare(file);
    workspace.remove();
    assert.deepEqual(
      warnings.map(({ code }) => code),
      ["path-outside"],
    );
  });
});
