/**
 * npm run test:soak: the tests of chance (those that use test/soak.ts) in full length, from a seed of its own that is printed;
 * MATRIX_NETWORK_SEED=N repeats one. `npm run test:soak -- webgpu` runs those of one folder, `--grep TEXT` some tests.
 */
import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { ensureBuilt } from "./lib/built.mjs";
import { ensureDependencies } from "./lib/dependencies.mjs";
import { inRoot } from "./lib/paths.mjs";
import { runStages, sentence } from "./lib/runStages.mjs";
import { soakStages } from "./lib/stages.mjs";

const options = { grep: { type: "string", short: "g" } };
const { values, positionals } = parseArgs({ options, allowPositionals: true });
process.env.MATRIX_NETWORK_SOAK = "1";
process.env.MATRIX_NETWORK_SEED ??= String(randomInt(1, 2 ** 31 - 1_000_000));
const seed = process.env.MATRIX_NETWORK_SEED;

ensureDependencies();
ensureBuilt();
console.log(`The seed is ${seed}; MATRIX_NETWORK_SEED=${seed} npm run test:soak repeats this.`);
const total = { passed: 0, failed: 0, skipped: 0 };
const chosen = soakStages().filter(
  ({ name }) => positionals.length === 0 || positionals.some((one) => name.endsWith(one)),
);
await runStages(chosen, total, {
  grep: values.grep,
  strict: process.env.CI === "true",
  folder: inRoot("test-results", "soak"),
});
console.log(`\nseed ${seed}: ${sentence(total)}`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
