/** Writes what stands under `data` in a config, with the comments that say what was chosen and why. */
import type { Suggestion } from "../../data/suggest/suggestion";

/** So wide are the comments. */
const width = 100;

/** The lines between the braces of `data`, indented for them. */
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

/** A line for each value, with its reason behind it, or above it where both are long. */
function listWithReasons(key: string, values: unknown[], reasons: readonly string[]): string[] {
  const items = values.flatMap((value, i) => {
    const item = `${JSON.stringify(value)}${i < values.length - 1 ? "," : ""}`;
    const reason = reasons[i] ?? "";
    const line = `${item} // ${reason}`;
    return line.length <= width ? [line] : [...comment(reason), item];
  });
  return [`${JSON.stringify(key)}: [`, ...items.map((line) => `  ${line}`), "]"];
}

/** JSON on one line, with spaces. */
export function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${JSON.stringify(key)}: ${oneLine(inner)}`)
    .join(", ")} }`;
}
