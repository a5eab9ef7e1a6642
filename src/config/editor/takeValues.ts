/** The text of a config with the values of a trial in their places, and everything else as it stands. */
import { applyEdits, type JSONPath, modify } from "jsonc-parser";
import { ConfigDocument } from "../check/document";
import { parsePath, valueAt } from "../sweep/paths";
import { hiddenLayers, trialValue } from "../sweep/trialValue";

type Value = number | string | boolean;

/** @param swept the paths whose values are taken: one, or all of a sweep; a setting that a variant has not goes */
export function takeValues(text: string, swept: readonly string[], values: Readonly<Record<string, Value>>): string {
  const { value: written } = new ConfigDocument(text);
  const target = trialValue(written, swept, { values: only(values, swept) });
  const places = [...swept].map((path): JSONPath => (path === hiddenLayers ? ["layers"] : (parsePath(path) ?? [])));
  // Layers as a whole first: what is within them is there then.
  const sorted = places
    .filter(({ length }) => length > 0)
    .sort((a, b) => Number(b.length === 1) - Number(a.length === 1));
  return sorted.reduce((changed, path) => withValue(changed, path, target), text);
}

/** An object that is not there is written as a whole: an optimizer needs its type. */
function withValue(text: string, whole: JSONPath, target: unknown): string {
  const { value: written } = new ConfigDocument(text);
  const missing = whole.findIndex((_, i) => i > 0 && valueAt(written, whole.slice(0, i)) === undefined);
  const path = missing < 0 ? whole : whole.slice(0, missing);
  const value = valueAt(target, path);
  if (JSON.stringify(valueAt(written, path)) === JSON.stringify(value)) return text;
  const indent = /\n([ \t]+)\S/.exec(text)?.[1] ?? "  ";
  const formattingOptions = {
    insertSpaces: !indent.startsWith("\t"),
    tabSize: indent.startsWith("\t") ? 1 : indent.length,
    eol: text.includes("\r\n") ? "\r\n" : "\n",
  };
  return applyEdits(text, modify(text, path, value, { formattingOptions }));
}

const only = (values: Readonly<Record<string, Value>>, paths: readonly string[]) =>
  Object.fromEntries(Object.entries(values).filter(([path]) => paths.includes(path)));
