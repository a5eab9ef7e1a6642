/** Prints foreign text safely: names of columns, classes and files may contain control characters. */
import { visibleLines } from "../messages/visibleText";

/** Escapes everything that `console` prints, which has no colours except in tables. */
export function escapeConsole(): void {
  for (const name of ["log", "error"] as const) {
    const print = console[name].bind(console);
    console[name] = (...texts: unknown[]) =>
      print(...texts.map((text) => (typeof text === "string" ? escaped(text) : text)));
  }
}

/** The colours of ./report/colors.ts: bold, dim, red, green, yellow, cyan, and their end codes. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one.
const colour = /(\u001b\[(?:0|1|2|22|3[1236]|39)m)/;

/** Escapes control characters except colours. */
export const escaped = (text: string): string =>
  text
    .split(colour)
    .map((part, i) => (i % 2 === 1 ? part : visibleLines(part)))
    .join("");
