/**
 * npm test: sets up what is missing, runs every stage and counts; the last line is the total. `npm test -- unit` runs the stages
 * of that name, `--grep TEXT` only tests whose names hold it. With CI=true a skipped test is a failed one.
 */
import { parseArgs } from "node:util";
import { ensureBuilt } from "./lib/built.mjs";
import { ensureDependencies } from "./lib/dependencies.mjs";
import { inRoot } from "./lib/paths.mjs";
import { runStages, sentence } from "./lib/runStages.mjs";
import { stages } from "./lib/stages.mjs";

const { names, grep } = wanted();
const total = { passed: 0, failed: 0, skipped: 0 };
process.once("exit", (code) => {
  if (code !== 0 && total.failed === 0) total.failed = 1;
  console.log(`\n${sentence(total)}`);
});

ensureDependencies();
const chosen = stages.filter(({ name }) => names.length === 0 || names.some((start) => name.startsWith(start)));
if (!chosen.some(({ name }) => name === "build")) ensureBuilt();
await runStages(chosen, total, { grep, strict: process.env.CI === "true", folder: inRoot("test-results") });
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

function wanted() {
  try {
    const options = { grep: { type: "string", short: "g" } };
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const unknown = positionals.filter((start) => !stages.some(({ name }) => name.startsWith(start)));
    if (unknown.length === 0) return { names: positionals, grep: values.grep };
    throw new Error(`${unknown.join(", ")}: no such stage; there are ${stages.map(({ name }) => name).join(", ")}`);
  } catch (error) {
    console.error(error.message);
    process.exit(2);
  }
}
