/** Writes the content of `data` in a config, with comments about the choices and their reasons. */
import type { Suggestion } from "../../data/suggest/suggestion";

/** Width of comments in characters. */
const width = 100;

/** Returns the lines between the braces of `data`, indented. */
export function dataLines(
  suggestion: Pick<Suggestion, "data" | "notes" | "reasons">,
  summary: string,
  remarks: readonly string[],
): string {
  const { data, notes, reasons = [] } = suggestion;
  const indent = "    ";
  const about = [...sentences(notes[""] ?? []), ...comment(`${summary}.`), ...remarks.flatMap(comment)];
  const entries = Object.entries(data).map(([key, value], i, all) => {
    const comma = i < all.length - 1 ? "," : "";
    const lines =
      key === "exclude" && Array.isArray(value)
        ? listWithReasons(key, value, reasons)
        : [`${JSON.stringify(key)}: ${oneLine(value)}`];
    return [...(notes[key] ?? []).flatMap(comment), ...lines.slice(0, -1), lines[lines.length - 1] + comma];
  });
  return [...about, ...entries.flat()].map((line) => indent + line).join("\n");
}

/** Sentences about the table's form share their lines. */
const sentences = (all: readonly string[]): string[] => (all.length === 0 ? [] : comment(all.join(" ")));

/** Wraps text into comment lines. */
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

/** Returns a line for each value, with its reason after it, or above it if both are long. */
function listWithReasons(key: string, values: unknown[], reasons: readonly string[]): string[] {
  const items = values.flatMap((value, i) => {
    const item = `${JSON.stringify(value)}${i < values.length - 1 ? "," : ""}`;
    const reason = reasons[i] ?? "";
    const line = `${item} // ${reason}`;
    return line.length <= width ? [line] : [...comment(reason), item];
  });
  return [`${JSON.stringify(key)}: [`, ...items.map((line) => `  ${line}`), "]"];
}

/** Returns JSON on one line, with spaces. */
export function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${JSON.stringify(key)}: ${oneLine(inner)}`)
    .join(", ")} }`;
}
