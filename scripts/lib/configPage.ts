/** Generates docs/config.md: a table of keys for every object of the config. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { schemaFiles } from "../../src/config/editor/schemaFiles";
import { allFindings } from "../../src/trainer/check/allFindings";
import { exampleOf } from "./configExamples";
import { type JsonSchema, oneLine, valueText, variantsOf } from "./schemaText";

const fixtures = join(__dirname, "../../test/fixtures/lint");

/** Codes that can be reported at any key. */
const general = new Set(
  (
    "json-syntax duplicate-key unknown-key missing-key unknown-value wrong-type out-of-range one-of reserved-key " +
    "not-yet run-non-finite"
  ).split(" "),
);

/** Codes of findings about the last run of a config, by the path of their key (src/runs/diagnosis.ts). */
const ofRuns: Record<string, string[]> = {
  "layers[].activation": ["run-dead-units", "run-saturated", "run-vanishing-gradient", "run-exploding-gradient"],
  "training.epochs": ["run-overfitting", "run-plateau"],
};

/** Returns the lint codes by the path of their key, such as `layers[].units`, by checking the rules' fixtures. */
export async function codesByPath(): Promise<Map<string, string[]>> {
  const codes = new Map(Object.entries(ofRuns));
  for (const name of readdirSync(fixtures).sort()) {
    const [code, kind] = name.split(".");
    if (kind !== "wrong" || general.has(code)) continue;
    const file = join(fixtures, name);
    const backends = async () => [{ name: "blas" as const, available: false, description: "needs OpenBLAS" }];
    await allFindings(readFileSync(file, "utf8"), file, { roots: [fixtures], backends }, (finding) => {
      if (finding.code !== code) return;
      const path = pathText(finding.path);
      const there = codes.get(path) ?? [];
      if (!there.includes(code)) codes.set(path, [...there, code]);
    });
  }
  return codes;
}

/** Formats a path; all parameters of a sweep, whose names are free, are one key. */
function pathText(path: readonly (string | number)[]): string {
  const named = path[0] === "sweep" && path[1] === "parameters" && path.length > 2;
  const keys = named ? ["sweep", "parameters", "*", ...path.slice(3)] : path;
  return keys
    .map((key) => (typeof key === "number" ? "[]" : `.${key}`))
    .join("")
    .replace(/^\./, "");
}

export function configPage(codes: Map<string, string[]>): string {
  const root = schemaFiles()["network.schema.json"] as JsonSchema;
  const placed = place(codes, root);
  const lines = [
    "# Config reference",
    "",
    "Every key of a `.network.json` file. This page is generated from the schema that the editor and the command line check configs with;",
    "[data.md](data.md) explains the data formats, [sweeps.md](sweeps.md) sweeps and folds, [backends.md](backends.md) the backends.",
    "",
    "A key without a default may be left out; nothing takes its place. The column *findings* names the [lint rules](lint.md) that report at a key. These rules apply to every key:",
    `${[...general].map(linkTo).join(", ")}.`,
    "",
    ...section("Config", "", root, placed),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

/** Moves codes of paths without a row, such as entries of a list, to the nearest parent path with one. */
function place(codes: Map<string, string[]>, root: JsonSchema): Map<string, string[]> {
  const rows = new Set<string>();
  collectRows(root, "", rows);
  const placed = new Map<string, string[]>();
  for (const [path, names] of codes) {
    let at = path;
    while (at !== "" && !rows.has(at)) at = at.replace(/(\[\]|\.?[^.[]+)$/, "");
    placed.set(at, [...(placed.get(at) ?? []), ...names].sort());
  }
  return placed;
}

function collectRows(schema: JsonSchema, path: string, rows: Set<string>): void {
  for (const variant of variantsOf(schema)) {
    for (const [key, inner] of Object.entries(variant.properties ?? {})) {
      const at = path === "" ? key : `${path}.${key}`;
      rows.add(at);
      collectRows(inner, at, rows);
    }
    if (variant.items && !Array.isArray(variant.items)) collectRows(variant.items, `${path}[]`, rows);
    if (typeof variant.additionalProperties === "object") collectRows(variant.additionalProperties, `${path}.*`, rows);
  }
}

/** Returns the tables of an object, or of all its variants, and then of the objects in it. */
function section(title: string, path: string, schema: JsonSchema, codes: Map<string, string[]>): string[] {
  const variants = variantsOf(schema).filter(({ properties }) => properties);
  const shared = sharedKeys(variants);
  const lines = [`## ${title}`, ""];
  if (path !== "" && schema.description) lines.push(oneLine(schema.description), "");
  const own = codes.get(path) ?? [];
  if (path !== "" && own.length > 0) lines.push(`Findings: ${own.map(linkTo).join(", ")}.`, "");
  for (const variant of variants) {
    const isShared = (key: string) =>
      shared.some(({ keys, holders }) => keys.includes(key) && holders.includes(variant));
    const keys = Object.keys(variant.properties ?? {}).filter((key) => !isShared(key));
    if (variants.length > 1) lines.push(`### ${headingOf(variant, path)}`, "");
    lines.push(...table(variant, keys, path, codes));
  }
  for (const { keys, holders } of shared) {
    const all = holders.length === variants.length;
    const names = all ? `every \`${path}\`` : holders.map((holder) => `\`${nameOf(holder)}\``).join(", ");
    lines.push(`### Keys of ${names}`, "", ...table(holders[0], keys, path, codes));
  }

  const inner = new Map<string, JsonSchema>();
  for (const variant of variants) {
    for (const [key, value] of Object.entries(variant.properties ?? {})) {
      const [at, object] = objectIn(value, path === "" ? key : `${path}.${key}`);
      if (object && !inner.has(at)) inner.set(at, object);
    }
  }
  for (const [at, object] of inner) lines.push(...section(at, at, object, codes));
  return lines;
}

/** Returns the object, or union with objects, of a key's value, of its list entries or of its own keys. */
function objectIn(schema: JsonSchema, path: string): [string, JsonSchema | undefined] {
  if (variantsOf(schema).some(({ properties }) => properties)) return [path, schema];
  for (const variant of variantsOf(schema)) {
    const { items, additionalProperties } = variant;
    if (items && !Array.isArray(items) && items.properties) return [`${path}[]`, items];
    if (
      typeof additionalProperties === "object" &&
      variantsOf(additionalProperties).some(({ properties }) => properties)
    ) {
      return [`${path}.*`, additionalProperties];
    }
  }
  return [path, undefined];
}

interface SharedKeys {
  keys: string[];
  holders: JsonSchema[];
}

/** Returns the keys common to all variants with equal meaning; of many variants, those that at least three share. */
function sharedKeys(variants: JsonSchema[]): SharedKeys[] {
  const least = variants.length > 5 ? 3 : Math.max(2, variants.length);
  const shared = new Map<string, SharedKeys>();
  for (const key of new Set(variants.flatMap(({ properties }) => Object.keys(properties ?? {})))) {
    for (const meaning of new Set(variants.map(({ properties }) => JSON.stringify(properties?.[key])))) {
      const holders = variants.filter(({ properties }) => meaning && JSON.stringify(properties?.[key]) === meaning);
      if (holders.length < least) continue;
      const id = holders.map((holder) => variants.indexOf(holder)).join();
      const group = shared.get(id) ?? { keys: [], holders };
      shared.set(id, group);
      group.keys.push(key);
    }
  }
  return [...shared.values()].sort((a, b) => a.holders.length - b.holders.length);
}

/** Returns a heading such as `"format": "csv"`; variants without such a value are named by their required keys. */
function headingOf(variant: JsonSchema, path: string): string {
  const name = nameOf(variant);
  if (name === "")
    return `\`${path.split(".").at(-1)}\` with ${(variant.required ?? []).map((key) => `\`${key}\``).join(", ")}`;
  return `\`${variant.properties?.format ? "format" : "type"}\`: \`${name}\``;
}

/** Returns the name of the variant's format or type. */
function nameOf({ properties }: JsonSchema): string {
  const { const: value, enum: values = [value] } = properties?.format ?? properties?.type ?? {};
  return values[0] === undefined ? "" : values.join(" or ");
}

function table(variant: JsonSchema, keys: string[], path: string, codes: Map<string, string[]>): string[] {
  const rows = keys.map((key) => {
    const schema = variant.properties?.[key] ?? {};
    const at = path === "" ? key : `${path}.${key}`;
    const isRequired = variant.required?.includes(key) && schema.default === undefined;
    const [inner, object] = objectIn(schema, at);
    const [description, described] = splitDefault(oneLine(schema.description ?? ""));
    const start = isRequired
      ? "required"
      : schema.default === undefined
        ? described
        : `\`${JSON.stringify(schema.default)}\``;
    const example = `\`${oneLine(JSON.stringify(exampleOf(schema, at, nameOf(variant) || (variant.required?.[0] ?? ""))))}\``;
    const value = object ? `${valueText(schema)}: [${inner}](#${anchorOf(inner)})` : valueText(schema);
    const named = codes.get(at) ?? [];
    return [`\`${key}\``, value, start, example, description, named.map(linkTo).join(", ")];
  });
  if (rows.length === 0) return ["No other keys.", ""];
  const header = ["key", "value", "default", "example", "meaning", "findings"];
  return [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).concat("");
}

/** Splits a description into the meaning and the default that it ends with: "Default: detected." or "(default 0.1)." */
function splitDefault(description: string): [meaning: string, start: string] {
  const [, sentence, afterSentence] = description.match(/^(.*\.) Default: ([^.;]+)\.$/) ?? [];
  const [, clause, inParentheses] = description.match(/^([^(]*) \(default ([^)]+)\)\.$/) ?? [];
  if (sentence !== undefined) return [sentence, afterSentence];
  if (clause !== undefined) return [`${clause}.`, inParentheses];
  return [description, /default\b/i.test(description) ? "see meaning" : ""];
}

const linkTo = (code: string): string => `[${code}](lint.md#${code})`;

/** Returns the anchor of a heading, as in GitHub and VS Code. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w -]/g, "")
    .replaceAll(" ", "-");
