/** docs/config.md matches the current schema and lint rules, docs/command-line.md the current commands. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { commandLinePage } from "../../scripts/lib/commandLinePage";
import { codesByPath, configPage } from "../../scripts/lib/configPage";
import { lintMessages } from "../../src/messages";
import { codeOf } from "../../src/messages/message";

const page = (name: string) => readFileSync(join(__dirname, "../../docs", name), "utf8");

describe("the pages that npm run schema writes", () => {
  it("have every key of a config", async () => {
    assert.equal(page("config.md"), configPage(await codesByPath()));
  });

  it("name every lint rule", () => {
    const codes = [...new Set(Object.keys(lintMessages).map((id) => codeOf(id)))];
    assert.deepEqual(
      codes.filter((code) => !page("config.md").includes(`(lint.md#${code})`)),
      [],
    );
  });

  it("have every command with its options", async () => {
    assert.equal(page("command-line.md"), await commandLinePage());
  });
});
