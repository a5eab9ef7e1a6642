/** docs/lint.md explains exactly the codes that a config's findings can have. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { lintMessages } from "../../src/messages";
import { codeOf } from "../../src/messages/message";

const root = join(__dirname, "../..");
const read = (...path: string[]) => readFileSync(join(root, ...path), "utf8");

describe("the page that explains the linter's codes", () => {
  const severities = new Map(
    Object.entries(lintMessages).map(([id, { severity }]) => [codeOf(id) as string, severity]),
  );
  const headings = [...read("docs/lint.md").matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);

  it("has a heading for each, once", () => {
    assert.deepEqual([...severities.keys()].sort(), [...headings].sort());
  });

  it("says how grave each is", () => {
    const page = read("docs/lint.md");
    for (const [code, severity] of severities)
      assert.match(page, new RegExp(`^## ${code}\n\n\\*${severity}\\.\\* .+\n`, "m"));
  });
});
