/**
 * node scripts/lines.mjs [FOLDER …]: counts the lines of TypeScript in src and webview (or other folders), without
 * blank lines and comments, and lists the longest files. Lines with code and a comment count as code.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { inRoot, root } from "./lib/paths.mjs";

/**
 * @param text of a TypeScript file, formatted by Biome: a block comment starts and ends on lines of its own
 * @returns { code, comment, blank }: line numbers (from 1) of each kind
 */
export function linesByKind(text) {
  const kinds = { code: [], comment: [], blank: [] };
  let inBlock = false;
  const lines = text.replace(/\n$/, "").split("\n");
  for (const [index, line] of lines.entries()) {
    const trimmed = line.trim();
    if (!inBlock && trimmed.startsWith("/*")) inBlock = true;
    const isComment = inBlock || trimmed.startsWith("//");
    kinds[isComment ? "comment" : trimmed === "" ? "blank" : "code"].push(index + 1);
    if (inBlock && trimmed.includes("*/")) inBlock = false;
  }
  return kinds;
}

/** Returns every TypeScript file of a folder with its lines by kind. Paths are relative to the checkout. */
export function countFolder(folder) {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name))
    .map((path) => {
      const text = readFileSync(path, "utf8");
      return { path: relative(root, path).replaceAll("\\", "/"), text, ...linesByKind(text) };
    });
}

export const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const folders = process.argv.length > 2 ? process.argv.slice(2) : ["src", "webview"];
  const files = folders.flatMap((folder) => countFolder(inRoot(folder)));
  const length = ({ code, comment, blank }) => code.length + comment.length + blank.length;
  const sum = files.reduce((lines, { code }) => lines + code.length, 0);
  console.log(`${sum} lines of code in ${files.length} files of ${folders.join(" and ")}`);
  console.log(`a file has ${median(files.map(length))} lines (median, comments and blank lines too); the longest:`);
  const longest = files.toSorted((a, b) => length(b) - length(a)).slice(0, 5);
  for (const file of longest) console.log(`  ${String(length(file)).padStart(4)}  ${file.path}`);
}
