/** The editor's schema of a config with German descriptions, from schema.de.json and the German of the extension. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { editorSchema } from "../../src/config/editor/editorSchema";
import type { JsonSchema } from "../../src/config/schema/jsonSchema";

export const germanSchemaFile = "network.vscode.schema.de.json";

const read = (...path: string[]): Record<string, string> => JSON.parse(readFileSync(join(__dirname, ...path), "utf8"));

/** Keywords whose texts a person reads. */
const shown = new Set(["title", "description", "markdownEnumDescriptions", "label"]);

/** Texts in German by their English: those of the schema alone. */
export const schemaTexts = read("schema.de.json");

/** Returns the schema, and the English texts that have no German. */
export function germanSchema(): { schema: JsonSchema; missing: string[]; used: Set<string> } {
  const shared = read("..", "..", "l10n", "bundle.l10n.de.json");
  const missing: string[] = [];
  const used = new Set<string>();
  const sentence = (text: string): string => {
    used.add(text);
    const german = schemaTexts[text] ?? shared[text];
    if (german !== undefined) return german;
    // A formula has no words; a value's name, as in "adam: running mean …", stays as it is.
    if (!/[a-z]{2}/i.test(text)) return text;
    const [, name, rest] = /^([a-z][\w, -]*): (.+)$/s.exec(text) ?? [];
    if (rest !== undefined) return `${name}: ${sentence(rest)}`;
    missing.push(text);
    return text;
  };
  const translated = (text: string) => text.split("\n\n").map(sentence).join("\n\n");
  const walk = (value: unknown, key = ""): unknown => {
    // What a snippet inserts is no text, and the keys of "properties" are settings.
    if (key === "body") return value;
    if (typeof value === "string") return shown.has(key) ? translated(value) : value;
    if (Array.isArray(value)) return value.map((each) => walk(each, key));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, walk(inner, key === "properties" ? "" : name)]),
    );
  };
  return { schema: walk(editorSchema()) as JsonSchema, missing, used };
}
