/**
 * npm test: sets up what is missing, runs every stage and counts. `npm test -- unit` runs one stage, `--grep TEXT` some tests of it.
 * The last line is the total. With CI=true a skipped test is a failure.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { ensureBuilt } from "./lib/built.mjs";
import { ensureDependencies } from "./lib/dependencies.mjs";
import { inRoot, root } from "./lib/paths.mjs";
import { stages } from "./lib/stages.mjs";

const args = process.argv.slice(2);
const firstOption = args.findIndex((arg) => arg.startsWith("-"));
const names = firstOption < 0 ? args : args.slice(0, firstOption);
const options = firstOption < 0 ? [] : args.slice(firstOption);
const unknown = names.filter((name) => !stages.some((stage) => stage.name.startsWith(name)));
if (unknown.length > 0) {
  console.error(`${unknown.join(", ")}: no such stage; there are ${stages.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}

ensureDependencies();
const results = inRoot("test-results");
mkdirSync(results, { recursive: true });
const chosen = stages.filter(({ name }) => names.length === 0 || names.some((wanted) => name.startsWith(wanted)));
if (names.length > 0 && chosen.some(({ check }) => !check)) ensureBuilt();

const total = { passed: 0, failed: 0, skipped: 0 };
for (const stage of chosen) {
  const started = performance.now();
  console.log(`\n=== ${stage.name}`);
  const counts = runStage(stage);
  for (const kind of Object.keys(total)) total[kind] += counts[kind];
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`=== ${stage.name}: ${sentence(counts)} (${seconds} s)`);
}
if (process.env.CI === "true" && total.skipped > 0) console.log("\nWith CI=true nothing may be skipped.");
process.exitCode = total.failed > 0 || total.passed === 0 || (process.env.CI === "true" && total.skipped > 0) ? 1 : 0;
console.log(`\n${sentence(total)}`);

function runStage({ name, check, command, needs }) {
  let settings = {};
  try {
    settings = needs?.() ?? {};
  } catch (error) {
    console.log(error.message);
    return process.env.CI === "true" ? { passed: 0, failed: 1, skipped: 0 } : { passed: 0, failed: 0, skipped: 1 };
  }
  const countsFile = inRoot("test-results", `${name}.counts.json`);
  rmSync(countsFile, { force: true });
  const [program, ...rest] = [...command, ...(check ? [] : options)];
  const env = { ...process.env, ...settings, MATRIX_NETWORK_COUNTS: countsFile };
  const { status } = spawnSync(program, rest, { cwd: root, env, stdio: ["ignore", "inherit", "inherit"] });
  if (check) return { passed: Number(status === 0), failed: Number(status !== 0), skipped: 0 };
  return counted(countsFile, status);
}

/** A stage that ran no test, or ended badly without a failed test, has failed. */
function counted(file, status) {
  let counts = { passed: 0, failed: 0, skipped: 0 };
  try {
    counts = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    console.log("The stage ended before its tests were counted.");
  }
  const none = counts.passed + counts.failed + counts.skipped === 0;
  return (none || status !== 0) && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

function sentence({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
