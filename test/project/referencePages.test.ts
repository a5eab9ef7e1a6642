/** docs/config.md matches the current schema and lint rules, docs/command-line.md the current commands. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { commandLinePage } from "../../scripts/lib/commandLinePage";
import { codesByPath, configPage } from "../../scripts/lib/configPage";

const page = (name: string) => readFileSync(join(__dirname, "../../docs", name), "utf8");

describe("the pages that npm run schema writes", () => {
  it("have every key of a config", async () => {
    assert.equal(page("config.md"), configPage(await codesByPath()));
  });

  it("have every command with its options", async () => {
    assert.equal(page("command-line.md"), await commandLinePage());
  });
});
