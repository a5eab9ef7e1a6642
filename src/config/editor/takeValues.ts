/** Writes the values of a trial into the text of a config; everything else stays unchanged. */
import { applyEdits, type JSONPath, modify } from "jsonc-parser";
import { ConfigDocument } from "../check/document";
import { parsePath, valueAt } from "../sweep/paths";
import { hiddenLayers, trialValue } from "../sweep/trialValue";

type Value = number | string | boolean;

/** @param swept paths of the values to write, one or all of a sweep; settings foreign to a variant are removed */
export function takeValues(text: string, swept: readonly string[], values: Readonly<Record<string, Value>>): string {
  const { value: written } = new ConfigDocument(text);
  const target = trialValue(written, swept, { values: only(values, swept) });
  const places = [...swept].map((path): JSONPath => (path === hiddenLayers ? ["layers"] : (parsePath(path) ?? [])));
  // `layers` is written first, so that the paths within it exist.
  const sorted = places
    .filter(({ length }) => length > 0)
    .sort((a, b) => Number(b.length === 1) - Number(a.length === 1));
  return sorted.reduce((changed, path) => withValue(changed, path, target), text);
}

/** Sets a value; a missing object is written as a whole, since an optimizer requires its type. */
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
