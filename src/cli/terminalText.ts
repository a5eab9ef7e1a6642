/** Prints what others have written as text: names of columns, classes and files may hold control characters. */
import { visibleLines } from "../messages/visibleText";

/** Of everything that is printed by `console`, which has no colours but those of tables. */
export function escapeConsole(): void {
  for (const name of ["log", "error"] as const) {
    const print = console[name].bind(console);
    console[name] = (...texts: unknown[]) =>
      print(...texts.map((text) => (typeof text === "string" ? escaped(text) : text)));
  }
}

/** The colours of ./report/colors.ts: bold, dim, red, green, yellow, cyan, and what ends them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one.
const colour = /(\u001b\[(?:0|1|2|22|3[1236]|39)m)/;

/** Control characters but those of colours. */
export const escaped = (text: string): string =>
  text
    .split(colour)
    .map((part, i) => (i % 2 === 1 ? part : visibleLines(part)))
    .join("");
