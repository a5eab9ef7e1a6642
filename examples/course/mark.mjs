/**
 * Marks the runs of a course: node mark.mjs handed-in --seed 42 [--cli path/to/dist/cli.js]
 *
 * For each lesson of figures.json the newest run of handed-in/<lesson> must have the lesson's data, be trained with the
 * seed, reach the figure on the test examples, and be real: `verify` trains it again and compares every bit. Prints a
 * Markdown table. Exit code: 0 if every lesson passed, else 1.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
  options: { seed: { type: "string" }, cli: { type: "string" } },
  allowPositionals: true,
});
const [folder] = positionals;
if (folder === undefined || values.seed === undefined) {
  console.error("usage: node mark.mjs FOLDER --seed N [--cli path/to/dist/cli.js]");
  process.exit(2);
}

const figures = JSON.parse(readFileSync(new URL("figures.json", import.meta.url), "utf8"));
const rows = figures.map((figure) => [figure.lesson, mark(figure)]);
const table = rows.map(
  ([lesson, fault]) => `| ${lesson} | ${fault === undefined ? "passed" : `not passed: ${fault}`} |`,
);
console.log(["| lesson | result |", "|---|---|", ...table].join("\n"));
process.exitCode = rows.every(([, fault]) => fault === undefined) ? 0 : 1;

/** Returns why the lesson is not passed; undefined if it is. */
function mark({ lesson, data, metric, atLeast, atMost, examples }) {
  const run = newestRun(join(folder, lesson));
  if (run === undefined) return "no run is handed in";
  if (!hasData(run, data)) return `its "data" is not the lesson's`;
  const bound = atLeast === undefined ? ["--at-most", atMost] : ["--at-least", atLeast];
  const evaluated = call("evaluate", run, ...bound, "--metric", metric, "--seed", values.seed, "--json");
  if (evaluated.status !== 0 && evaluated.status !== 6) return lastLine(evaluated.stderr);
  const { mark: result } = JSON.parse(evaluated.stdout);
  if (result.seed.found !== result.seed.wanted) return `its seed is ${result.seed.found}, not ${result.seed.wanted}`;
  if (result.examples < examples) return `${result.examples} test examples; ${examples} are demanded`;
  if (!result.passed) return `test ${metric} is ${result.value}; it must be ${bound.join(" ").slice(2)}`;
  const verified = call("verify", run);
  if (verified.status === 6) return "trained again, the weights differ";
  return verified.status === 0 ? undefined : lastLine(verified.stderr);
}

/** Names of run folders begin with their time. */
function newestRun(runs) {
  const newest = existsSync(runs) ? readdirSync(runs).sort().at(-1) : undefined;
  return newest === undefined ? undefined : join(runs, newest);
}

/** Returns whether the recorded config has these values; further keys of `data` belong to the student. */
function hasData(run, wanted) {
  const { config } = JSON.parse(readFileSync(join(run, "manifest.json"), "utf8"));
  return contains(config.data, wanted);
}

function contains(value, wanted) {
  if (typeof wanted !== "object") return value === wanted;
  return typeof value === "object" && Object.entries(wanted).every(([key, each]) => contains(value[key], each));
}

/** Without --cli, `matrix-network` of the search path is called. */
function call(...args) {
  const [program, ...before] = values.cli === undefined ? ["matrix-network"] : [process.execPath, values.cli];
  const outcome = spawnSync(program, [...before, ...args.map(String)], { encoding: "utf8" });
  if (outcome.error) throw outcome.error;
  return outcome;
}

function lastLine(text) {
  return text.trim().split("\n").at(-1);
}
