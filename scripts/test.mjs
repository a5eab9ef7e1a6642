/**
 * npm test: sets up what is missing, runs every stage and counts; the last line is the total. `npm test -- unit` runs
 * stages by name, `--grep TEXT` tests whose names contain TEXT. With CI=true a skipped test counts as failed.
 */
import { argumentsOf } from "./lib/arguments.mjs";
import { inRoot } from "./lib/paths.mjs";
import { prepare } from "./lib/prepare.mjs";
import { runStages, sentence } from "./lib/runStages.mjs";
import { stages } from "./lib/stages.mjs";

const { chosen, grep } = argumentsOf(stages);
const total = { passed: 0, failed: 0, skipped: 0 };
process.once("exit", (code) => {
  if (code !== 0 && total.failed === 0) total.failed = 1;
  console.log(`\n${sentence(total)}`);
});

prepare(chosen);
await runStages(chosen, total, { grep, strict: process.env.CI === "true", folder: inRoot("test-results") });
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
