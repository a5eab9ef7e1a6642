/** All texts of the extension can be translated, and each language in l10n/ translates all of them. */
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

  const languages = readdirSync(join(root, "l10n")).flatMap((file) => /^bundle\.l10n\.(.+)\.json$/.exec(file)?.[1] ?? []);

  it("are translated to German", () => assert.ok(languages.includes("de")));

  for (const language of languages) {
    it(`are all translated to ${language}, with the same placeholders, links and settings`, () => {
      checkTranslation(words("l10n/bundle.l10n.json"), words(`l10n/bundle.l10n.${language}.json`));
      checkTranslation(words("package.nls.json"), words(`package.nls.${language}.json`));
    });
  }
});

/** Placeholders of texts, the targets of links, and names in backticks; a translation keeps all of them. */
const kept = (text: string) => [...text.matchAll(/\{\d\}|\]\([^)]+\)|`[^`]+`/g)].map(([part]) => part).sort();

function checkTranslation(texts: Record<string, string>, translated: Record<string, string>): void {
  assert.deepEqual(Object.keys(translated).sort(), Object.keys(texts).sort());
  for (const [key, text] of Object.entries(texts)) {
    assert.notEqual(translated[key].trim(), "", key);
    assert.deepEqual(kept(translated[key]), kept(text), key);
  }
}
