/** Formats predictions as CSV or as JSON lines, each with what identifies its example. */
import type { Predictions } from "./predictRun";

/** Returns the column that identifies the examples: files, the column that was requested, or the number of the row. */
function idsOf({ count, names, files, ids }: Predictions): { name: string; values: readonly (string | number)[] } {
  if (files) return { name: "file", values: files };
  const name = names.includes("row") ? "row number" : "row";
  return ids ?? { name, values: Array.from({ length: count }, (_, i) => i + 1) };
}

/**
 * Returns a header and a line per example: what identifies it, its class and the probability of every class; or 0 or 1
 * for every label, as in the training table, and their probabilities; or its values.
 */
export function predictionsAsCsv(predictions: Predictions): string {
  const { count, values, names, classes, labels } = predictions;
  const ids = idsOf(predictions);
  const width = names.length;
  const columns = labels ? [...names, ...names.map((name) => `${name} probability`)] : names;
  const header = [ids.name, ...(classes ? ["class"] : []), ...columns];
  const lines = Array.from({ length: count }, (_, i) => {
    const row = (of: Uint8Array | Predictions["values"]) => Array.from(of.subarray(i * width, (i + 1) * width), String);
    const figures = [...(labels ? row(labels) : []), ...row(values)];
    return [quoted(String(ids.values[i])), ...(classes ? [quoted(classes[i])] : []), ...figures].join(",");
  });
  return `${[header.map(quoted).join(","), ...lines].join("\n")}\n`;
}

const quoted = (field: string) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);

/** Returns lines {"row": 1, "class": …, "probabilities": {…}}, {"labels": {…}, …}, or the values by name. */
export function predictionsAsJson(predictions: Predictions): string {
  const { count, values, names, classes, labels } = predictions;
  const ids = idsOf(predictions);
  const width = names.length;
  return Array.from({ length: count }, (_, i) => {
    const named = (of: Uint8Array | Predictions["values"]) =>
      Object.fromEntries(names.map((name, j) => [name, of[i * width + j]]));
    const figures = named(values);
    const answer = classes
      ? { class: classes[i], probabilities: figures }
      : labels
        ? { labels: named(labels), probabilities: figures }
        : figures;
    return `${JSON.stringify({ [ids.name]: ids.values[i], ...answer })}\n`;
  }).join("");
}

/** Returns true for a file to which predictions are written as lines of JSON. */
export const isJsonFile = (file: string): boolean => /\.jsonl?$/i.test(file);

export const formatPredictions = (predictions: Predictions, isJson: boolean): string =>
  isJson ? predictionsAsJson(predictions) : predictionsAsCsv(predictions);
