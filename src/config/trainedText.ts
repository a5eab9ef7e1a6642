/** The text of a config file as it was when a run was trained, as near as the run remembers: for a comparison side by side. */
import { findNodeAtLocation, modify } from "jsonc-parser";
import { differencesAt } from "./differences";
import { ConfigDocument } from "./document";
import type { Path } from "./finding";
import { type ResolvedConfig, resolveConfig } from "./resolve";
import { configSchema } from "./schema";

/**
 * The text of now with the settings of then: comments, form and whatever says the same stay as they are. Of a file that is no config
 * any more, the trained config alone, without what is a default.
 */
export function trainedText(now: string, trained: ResolvedConfig): string {
  const alone = () => `${JSON.stringify(trained, null, 2)}\n`;
  if (!resolved(now, trained)) return withoutDefaults(alone(), [], trained);
  let text = now;
  const tried = new Set<string>();
  for (;;) {
    const next = missing(text, trained)?.find(({ at }) => !tried.has(at.join("\n")));
    if (!next) return text;
    tried.add(next.at.join("\n"));
    text = brought(text, next.at, trained) ?? text;
  }
}

/** The text with the trained value at this path, or at the nearest path above where one key alone makes no config. */
function brought(text: string, at: Path, trained: ResolvedConfig): string | undefined {
  for (let path = at; path.length > 0; path = path.slice(0, -1)) {
    const value = path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)?.[key], trained);
    const changed = withValue(text, path, value);
    if (!resolved(changed, trained)) continue;
    return typeof value === "object" ? withoutDefaults(changed, path, trained) : changed;
  }
  return undefined;
}

/** Leaves out, from this path down, every key that says nothing. */
function withoutDefaults(text: string, path: Path, trained: ResolvedConfig): string {
  const node = findNodeAtLocation(new ConfigDocument(text).root ?? { type: "null", offset: 0, length: 0 }, path);
  const keys = node?.type === "object" ? (node.children ?? []).map((each) => String(each.children?.[0].value)) : [];
  const items = node?.type === "array" ? (node.children ?? []).map((_, i) => i) : [];
  let result = text;
  for (const key of keys) {
    const without = withValue(result, [...path, key], undefined);
    const before = missing(result, trained)?.length ?? Number.POSITIVE_INFINITY;
    const after = missing(without, trained)?.length ?? Number.POSITIVE_INFINITY;
    result =
      after <= before && after < Number.POSITIVE_INFINITY ? without : withoutDefaults(result, [...path, key], trained);
  }
  for (const item of items) result = withoutDefaults(result, [...path, item], trained);
  return result;
}

function withValue(text: string, path: Path, value: unknown): string {
  const { root } = new ConfigDocument(text);
  if (value === undefined && !(root && findNodeAtLocation(root, path))) return text;
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: text.includes("\r\n") ? "\r\n" : "\n" };
  const edits = modify(text, path, value, { formattingOptions });
  return edits
    .sort((a, b) => b.offset - a.offset)
    .reduce((all, { offset, length, content }) => all.slice(0, offset) + content + all.slice(offset + length), text);
}

/** Undefined of a text that is no config. */
function missing(text: string, trained: ResolvedConfig) {
  const config = resolved(text, trained);
  return config && differencesAt(config, trained);
}

/** A seed that the file leaves open is the one that was chosen. */
function resolved(text: string, { training }: ResolvedConfig): ResolvedConfig | undefined {
  const { syntaxFindings, value } = new ConfigDocument(text);
  const parsed = syntaxFindings.length > 0 ? undefined : configSchema.safeParse(value);
  return parsed?.success ? resolveConfig(parsed.data, training.seed) : undefined;
}
