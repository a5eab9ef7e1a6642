/** Formats predictions as CSV or as JSON lines. */
import type { Predictions } from "./predictRun";

/**
 * Returns a header and a line per example: its class and the probability of every class; or 0 or 1 for every label, as
 * in the training table, and their probabilities; or its values.
 */
export function predictionsAsCsv({ count, values, names, classes, labels, files }: Predictions): string {
  const width = names.length;
  const columns = labels ? [...names, ...names.map((name) => `${name} probability`)] : names;
  const header = [...(files ? ["file"] : []), ...(classes ? ["class"] : []), ...columns];
  const lines = Array.from({ length: count }, (_, i) => {
    const row = (of: Uint8Array | Predictions["values"]) => Array.from(of.subarray(i * width, (i + 1) * width), String);
    const figures = [...(labels ? row(labels) : []), ...row(values)];
    return [...(files ? [quoted(files[i])] : []), ...(classes ? [quoted(classes[i])] : []), ...figures].join(",");
  });
  return `${[header.map(quoted).join(","), ...lines].join("\n")}\n`;
}

const quoted = (field: string) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);

/** Returns lines {"class": …, "probabilities": {…}}, {"labels": {…}, "probabilities": {…}}, or the values by name. */
export function predictionsAsJson({ count, values, names, classes, labels, files }: Predictions): string {
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
    return `${JSON.stringify(files ? { file: files[i], ...answer } : answer)}\n`;
  }).join("");
}
