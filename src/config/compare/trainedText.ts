/** The text of a config file as it was when a run was trained, for side-by-side comparison. */
import { findNodeAtLocation, type Node } from "jsonc-parser";
import { ConfigDocument } from "../check/document";
import type { Path } from "../check/finding";
import { configSchema } from "../schema";
import { type ResolvedConfig, resolveConfig } from "../schema/resolve";
import { differencesAt } from "./differences";

/**
 * Returns the current text with the trained settings: comments, formatting and equal settings stay. If the file is no
 * longer a valid config, returns the trained config without defaults.
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

/** Returns the text with the trained value at this path, or at the nearest parent path that gives a valid config. */
function brought(text: string, at: Path, trained: ResolvedConfig): string | undefined {
  for (let path = at; path.length > 0; path = path.slice(0, -1)) {
    const value = path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)?.[key], trained);
    const changed = withValue(text, path, value);
    if (!resolved(changed, trained)) continue;
    return typeof value === "object" ? withoutDefaults(changed, path, trained) : changed;
  }
  return undefined;
}

/** Removes, from this path down, every key that has no effect. */
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
  const node = root && findNodeAtLocation(root, path);
  if (value === undefined) return node?.parent ? without(text, node.parent) : text;
  if (node) {
    const end = node.offset + node.length;
    return text.slice(0, node.offset) + written(value, text.slice(node.offset, end)) + text.slice(end);
  }
  const above = path.slice(0, -1);
  const key = path[path.length - 1];
  const parent = root && findNodeAtLocation(root, above);
  return parent ? withProperty(text, parent, String(key), value) : withValue(text, above, { [key]: value });
}

/** Inserts a property after the last one, on its own line if that has one. */
function withProperty(text: string, parent: Node, key: string, value: unknown): string {
  const property = `${JSON.stringify(key)}: ${inOneLine(value)}`;
  const last = parent.children?.at(-1);
  if (!last) return `${text.slice(0, parent.offset)}{ ${property} }${text.slice(parent.offset + parent.length)}`;
  const indent = /\n[ \t]*$/.exec(text.slice(0, last.offset))?.[0] ?? " ";
  const end = last.offset + last.length;
  return `${text.slice(0, end)},${indent}${property}${text.slice(end)}`;
}

/** Removes a property with its adjacent comma; the others keep their formatting. */
function without(text: string, property: Node): string {
  const siblings = property.parent?.children ?? [];
  const i = siblings.indexOf(property);
  const end = property.offset + property.length;
  const next = siblings[i + 1];
  const before = siblings[i - 1];
  if (next) return text.slice(0, property.offset) + text.slice(next.offset);
  return text.slice(0, before ? before.offset + before.length : property.offset) + text.slice(end);
}

/** Formats a value like the text it replaces: on one line, or one line per entry, as layers usually are. */
function written(value: unknown, before: string): string {
  if (typeof value !== "object" || !before.includes("\n")) return inOneLine(value);
  const indent = /\n([ \t]*)[}\]]$/.exec(before)?.[1] ?? "";
  const lines = Array.isArray(value)
    ? value.map(inOneLine)
    : Object.entries(value as object).map(([key, each]) => `${JSON.stringify(key)}: ${inOneLine(each)}`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${lines.map((line) => `${indent}  ${line}`).join(",\n")}\n${indent}${close}`;
}

function inOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inOneLine).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return entries.length === 0
    ? "{}"
    : `{ ${entries.map(([key, each]) => `${JSON.stringify(key)}: ${inOneLine(each)}`).join(", ")} }`;
}

/** Returns the differences from the trained config; undefined if the text is no valid config. */
function missing(text: string, trained: ResolvedConfig) {
  const config = resolved(text, trained);
  return config && differencesAt(config, trained);
}

/** Resolves a config; a seed that the file omits is the one chosen for the run. */
function resolved(text: string, { training }: ResolvedConfig): ResolvedConfig | undefined {
  const { syntaxFindings, value } = new ConfigDocument(text);
  const parsed = syntaxFindings.length > 0 ? undefined : configSchema.safeParse(value);
  return parsed?.success ? resolveConfig(parsed.data, training.seed) : undefined;
}
