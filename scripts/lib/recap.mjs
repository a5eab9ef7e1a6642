/** The summary of failures at the end of a long log. */
import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { root } from "./paths.mjs";

const shown = 20;

/** Returns the last printed lines of a stage, or those before a failure of this number, as counted by mocha. */
export function printedBefore(text, number) {
  const lines = stripVTControlCharacters(text)
    .split("\n")
    .filter((line) => line.trim() !== "");
  const at = number === undefined ? -1 : lines.findIndex((line) => line.trimStart().startsWith(`${number}) `));
  return lines.slice(0, at < 0 ? lines.length : at).slice(-shown);
}

/** Returns a paragraph per failure: stage and test, error, screenshot, log of the extension and output of the stage. */
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
