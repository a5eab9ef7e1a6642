/** Writes what stands under `data` in a config, with the comments that say what was chosen and why. */
import type { Suggestion } from "../../data/suggest/suggestion";

/** So wide are the comments. */
const width = 100;

/** The lines between the braces of `data`, indented for them. */
export function dataLines({ data, notes }: Pick<Suggestion, "data" | "notes">, summary: string): string {
  const indent = "    ";
  const about = [...sentences(notes[""] ?? []), ...comment(`${summary}.`)];
  const entries = Object.entries(data).map(([key, value], i, all) => {
    const comma = i < all.length - 1 ? "," : "";
    const written = `${JSON.stringify(key)}: ${oneLine(value)}${comma}`;
    return [...(notes[key] ?? []).flatMap(comment), ...wrapped(key, value, written, comma)];
  });
  return [...about, ...entries.flat()].map((line) => indent + line).join("\n");
}

/** Those of the table's form share their lines. */
const sentences = (all: readonly string[]): string[] => (all.length === 0 ? [] : comment(all.join(" ")));

/** Comment lines of a few words each. */
function comment(text: string): string[] {
  const lines: string[] = [];
  let line = "//";
  for (const word of text.split(" ")) {
    if (line.length + word.length >= width && line !== "//") {
      lines.push(line);
      line = "//";
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}

/** A list that is too long for a line has one for each of its values. */
function wrapped(key: string, value: unknown, written: string, comma: string): string[] {
  if (!Array.isArray(value) || written.length <= width) return [written];
  const items = value.map((item, i) => `  ${oneLine(item)}${i < value.length - 1 ? "," : ""}`);
  return [`${JSON.stringify(key)}: [`, ...items, `]${comma}`];
}

/** JSON on one line, with spaces. */
function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${JSON.stringify(key)}: ${oneLine(inner)}`)
    .join(", ")} }`;
}
