/** What failed, as it is said at the end of a long log. */
import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { root } from "./paths.mjs";

const shown = 20;

/** The last lines of what a stage printed, before its failure of that number where one is given: mocha numbers them as they happen. */
export function printedBefore(text, number) {
  const lines = stripVTControlCharacters(text)
    .split("\n")
    .filter((line) => line.trim() !== "");
  const at = number === undefined ? -1 : lines.findIndex((line) => line.trimStart().startsWith(`${number}) `));
  return lines.slice(0, at < 0 ? lines.length : at).slice(-shown);
}

/** A paragraph for each failure: its stage and test, the error, the screenshot, what the extension logged and what the stage printed. */
export function recap(results) {
  const failures = results.flatMap(({ name: stage, failures }) => failures.map((each) => ({ stage, ...each })));
  if (failures.length === 0) return "";
  return `\n=== what failed\n\n${failures.map(paragraph).join("\n")}`;
}

function paragraph({ stage, name, why, screenshot, log = [], printed }) {
  return [
    `${stage}: ${name}`,
    ...(why ? why.split("\n").slice(0, 12) : []),
    ...(screenshot ? [`screenshot: ${relative(root, screenshot)}`] : []),
    ...(log.length > 0 ? ["the extension's log:", ...log.slice(-shown).map((line) => `  | ${line}`)] : []),
    ...(printed.length > 0 ? ["printed before it:", ...printed.map((line) => `  | ${line}`)] : []),
    "",
  ].join("\n");
}
