/** docs/lint.md explains every code that a config can be found with, and no others. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "../..");
const read = (...path: string[]) => readFileSync(join(root, ...path), "utf8");

describe("the page that explains the linter's codes", () => {
  const files = readdirSync(join(root, "src/config"), { recursive: true, encoding: "utf8" });
  const sources = [...files.filter((file) => file.endsWith(".ts")).map((file) => join("src/config", file))];
  sources.push("src/runs/diagnosis.ts");
  const text = sources.map((file) => read(file)).join("\n");
  const codes = [
    ...text.matchAll(/\b(?:error|warning|hint|atValue)\(\s*"([a-z-]+)"/g),
    ...text.matchAll(/\["([a-z]+-[a-z-]+)", (?:message|expected)/g),
    ...text.matchAll(/code: "([a-z-]+)",/g),
  ].map(([, code]) => code);
  const headings = [...read("docs/lint.md").matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);

  it("has a heading for each, once", () => {
    assert.deepEqual([...new Set(codes)].sort(), [...headings].sort());
  });

  it("says how grave each is", () => {
    const page = read("docs/lint.md");
    for (const heading of headings)
      assert.match(page, new RegExp(`^## ${heading}\n\n\\*(error|warning|hint)\\.\\* .+\n`, "m"));
  });
});
