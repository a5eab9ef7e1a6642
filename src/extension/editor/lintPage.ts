/** Links from lint codes to their sections of docs/lint.md. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Uri } from "vscode";

/** Path of the page, next to dist/ (also in the package). */
const page = join(__dirname, "..", "docs", "lint.md");
let headingLines: Promise<Map<string, number>> | undefined;

/** Returns a function from a code to its link, or to undefined for a code without a section. */
export async function lintPageLinks(): Promise<(code: string) => Uri | undefined> {
  headingLines ??= readFile(page, "utf8").then(findHeadings, () => new Map());
  const lines = await headingLines;
  return (code) => {
    const line = lines.get(code);
    return line === undefined ? undefined : Uri.file(page).with({ fragment: `L${line}` });
  };
}

/** Returns the line of each heading, from 1. */
const findHeadings = (text: string): Map<string, number> =>
  new Map(text.split("\n").flatMap((line, i) => (line.startsWith("## ") ? [[line.slice(3), i + 1] as const] : [])));
