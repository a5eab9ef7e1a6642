/** All configs in test/fixtures/config with their expected findings. UPDATE_FIXTURES=1 writes the current findings. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkConfig, formatFinding } from "../../src/config/check/check";

const folder = join(__dirname, "../fixtures/config");

describe("the findings of a config", () => {
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".network.json"))) {
    it(`are as expected for ${file}`, () => {
      const { findings } = checkConfig(readFileSync(join(folder, file), "utf8"));
      const found = findings.map((finding) => `${finding.code}\n  ${formatFinding(file, finding)}\n`).join("");
      const expected = join(folder, file.replace(".network.json", ".findings.txt"));
      if (process.env.UPDATE_FIXTURES) writeFileSync(expected, found);
      assert.equal(found, readFileSync(expected, "utf8"));
    });

    it(`give a config for ${file} only where none is an error`, () => {
      const { findings, config } = checkConfig(readFileSync(join(folder, file), "utf8"));
      assert.equal(
        config === undefined,
        findings.some(({ severity }) => severity === "error"),
      );
      if (file.startsWith("right-")) assert.deepEqual(findings, []);
    });
  }
});
