/** docs/config.md is what the schema and the rules of the linter say now. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { codesByPath, configPage } from "../../scripts/lib/configPage";

describe("docs/config.md", () => {
  it("has every key as the schema has it; else: npm run schema", async () => {
    const page = readFileSync(join(__dirname, "../../docs/config.md"), "utf8");
    assert.equal(page, configPage(await codesByPath()));
  });
});
