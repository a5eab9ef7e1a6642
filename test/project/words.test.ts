/** All texts of the extension can be translated, and each language in l10n/ translates all of them. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { activationDescriptions } from "../../src/config/editor/explain/activations";
import { optimizerDescriptions } from "../../src/config/schema/descriptions";
import { metrics } from "../../src/core/metricRegistry";
import { metricNames } from "../../src/core/names";
import { columnsOf } from "../../src/runs/table/columns";

const root = join(__dirname, "..", "..");
const read = (...path: string[]) => readFileSync(join(root, ...path), "utf8");
const words = (...path: string[]) => JSON.parse(read(...path)) as Record<string, string>;
const sources = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => read(folder, file));
const said = (text: string, call: RegExp) =>
  [...text.matchAll(call)].map(([, key]) => (key.startsWith("'") ? key.slice(1, -1) : (JSON.parse(key) as string)));

/** Figures of runs, and every metric of every set. */
const figures = ["validation", "test", "train"].flatMap((set) =>
  metricNames.map((name) => (name === "cost" ? "trainCost" : name.replace("validation", set))),
);
const columns = columnsOf([
  { folder: "", cells: Object.fromEntries(["bestEpoch", "parameters", ...figures].map((key) => [key, 1])) },
]);

/** A formula alone needs no translation. */
const isProse = (text: string) => /[a-z]{2} [a-z]{2}|, [a-z]{2}|\) for /.test(text);

describe("the extension's words", () => {
  const extension = sources("src/extension");
  const pages = sources("webview");
  const shared = ["src/protocol", "src/search", "src/debugger", "src/trainer/session"].flatMap(sources);
  const fixes = sources("src/config");

  it("of the code are all in the bundle for translators, and no others", () => {
    const used = [
      ...extension.flatMap((text) => said(text, /\bl10n\.t\(\s*("(?:[^"\\]|\\.)*"|'[^'\\]*')/g)),
      ...pages.flatMap((text) => said(text, /(?<![.\w])t\(\s*("(?:[^"\\]|\\.)*")/g)),
      ...shared.flatMap((text) => said(text, /\bsay\(\s*("(?:[^"\\]|\\.)*"|'[^'\\]*')/g)),
      ...fixes.flatMap((text) => said(text, /\btitled\(\s*("(?:[^"\\]|\\.)*")/g)),
      ...Object.values(metrics).flatMap(({ title, short }) => [title, short]),
      ...Object.values(metrics).map(({ description }) => description),
      ...Object.values(activationDescriptions)
        .flatMap(({ formula, derivative, use }) => [formula, derivative, use])
        .filter(isProse),
      ...Object.values(optimizerDescriptions)
        .flatMap(({ formula, usual }) => [formula, usual])
        .filter(isProse),
      ...columns.flatMap(({ title, about = title }) => [title, about]),
    ];
    const bundle = words("l10n/bundle.l10n.json");
    const missing = [...new Set(used)].filter((key) => !Object.hasOwn(bundle, key));
    const unused = Object.keys(bundle).filter((key) => !used.includes(key));
    assert.deepEqual({ missing, unused }, { missing: [], unused: [] }, "update l10n/bundle.l10n.json");
    for (const [key, text] of Object.entries(bundle)) assert.equal(text, key);
  });

  it("are written out where they are said, so that they can be found", () => {
    for (const text of extension) assert.doesNotMatch(text, /\bl10n\.t\(\s*[^"'\s]/);
    for (const text of shared) assert.doesNotMatch(text, /\bsay\(\s*[^"'\s]/);
    // Only the titles of metrics and of columns come from lists.
    for (const text of pages) assert.doesNotMatch(text, /(?<![.\w])t\(\s*(?!metrics\[|title\)|about\))[^"\s]/);
  });

  it("of package.json are all in package.nls.json, and no others", () => {
    const used = [...read("package.json").matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key);
    assert.deepEqual(Object.keys(words("package.nls.json")).sort(), [...new Set(used)].sort());
  });

  const languages = readdirSync(join(root, "l10n")).flatMap(
    (file) => /^bundle\.l10n\.(.+)\.json$/.exec(file)?.[1] ?? [],
  );

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
