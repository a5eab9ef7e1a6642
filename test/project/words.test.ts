/** All texts of the extension can be translated: l10n/ and package.nls.json contain them and nothing else. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..", "..");
const read = (...path: string[]) => readFileSync(join(root, ...path), "utf8");
const words = (...path: string[]) => JSON.parse(read(...path)) as Record<string, string>;

describe("the extension's words", () => {
  const files = readdirSync(join(root, "src/extension"), { recursive: true, encoding: "utf8" });
  const source = files.filter((file) => file.endsWith(".ts")).map((file) => read("src/extension", file));

  it("of the code are all in the bundle for translators, and no others", () => {
    const used = source.flatMap((text) =>
      [...text.matchAll(/\bl10n\.t\(\s*"((?:[^"\\]|\\.)*)"/g)].map(([, said]) => said),
    );
    const bundle = words("l10n/bundle.l10n.json");
    assert.deepEqual(Object.keys(bundle).sort(), [...new Set(used)].sort(), "update l10n/bundle.l10n.json");
    for (const [key, text] of Object.entries(bundle)) assert.equal(text, key);
  });

  it("are written out where they are said, so that they can be found", () => {
    for (const text of source) assert.doesNotMatch(text, /\bl10n\.t\(\s*[^"\s]/);
  });

  it("of package.json are all in package.nls.json, and no others", () => {
    const used = [...read("package.json").matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key);
    assert.deepEqual(Object.keys(words("package.nls.json")).sort(), [...new Set(used)].sort());
  });
});
