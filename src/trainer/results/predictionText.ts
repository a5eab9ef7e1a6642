/** Formats predictions for files and other programs: as CSV, or as lines of JSON. */
import type { Predictions } from "./predictRun";

/** A header, then a line per example: its class and the probability of every class, or its values. */
export function predictionsAsCsv({ count, values, names, classes, files }: Predictions): string {
  const width = names.length;
  const header = [...(files ? ["file"] : []), ...(classes ? ["class"] : []), ...names];
  const lines = Array.from({ length: count }, (_, i) => {
    const figures = Array.from(values.subarray(i * width, (i + 1) * width), String);
    return [...(files ? [quoted(files[i])] : []), ...(classes ? [quoted(classes[i])] : []), ...figures].join(",");
  });
  return `${[header.map(quoted).join(","), ...lines].join("\n")}\n`;
}

const quoted = (field: string) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);

/** {"class": …, "probabilities": {…}}, or the values by their names. */
export function predictionsAsJson({ count, values, names, classes, files }: Predictions): string {
  const width = names.length;
  return Array.from({ length: count }, (_, i) => {
    const figures = Object.fromEntries(names.map((name, j) => [name, values[i * width + j]]));
    const answer = classes ? { class: classes[i], probabilities: figures } : figures;
    return `${JSON.stringify(files ? { file: files[i], ...answer } : answer)}\n`;
  }).join("");
}
