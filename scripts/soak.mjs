/**
 * npm run test:soak: the randomized tests (those that use test/soak.ts) in full length, from a new seed that is
 * printed; MATRIX_NETWORK_SEED=N repeats one. `-- webgpu` runs those of one folder, `--grep TEXT` some tests. The
 * results of test/reliability/trials.json go into docs/reliability.md.
 */
import { spawnSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { argumentsOf } from "./lib/arguments.mjs";
import { inRoot } from "./lib/paths.mjs";
import { prepare } from "./lib/prepare.mjs";
import { writeReliability } from "./lib/reliability.mjs";
import { runStages, sentence } from "./lib/runStages.mjs";
import { soakStages } from "./lib/stages.mjs";
import { table } from "./lib/table.mjs";

process.env.MATRIX_NETWORK_SOAK = "1";
// Tests count up from the seed, within 31 bits.
const seed = process.env.MATRIX_NETWORK_SEED ?? String(randomInt(1, 2 ** 30));
process.env.MATRIX_NETWORK_SEED = seed;

const { chosen, grep } = argumentsOf(soakStages());
prepare(chosen);
console.log(`The seed is ${seed}; MATRIX_NETWORK_SEED=${seed} npm run test:soak repeats it.`);
const total = { passed: 0, failed: 0, skipped: 0 };
const folder = inRoot("test-results", "soak");
const records = join(folder, "trials.jsonl");
mkdirSync(folder, { recursive: true });
rmSync(records, { force: true });
process.env.MATRIX_NETWORK_RECORDS = records;
const results = await runStages(chosen, total, { grep, strict: process.env.CI === "true", folder });
console.log(`\n${table(results)}\n\nseed ${seed}: ${sentence(total)}`);
const { stdout: commit } = spawnSync("git", ["rev-parse", "--short=8", "HEAD"], { cwd: inRoot(), encoding: "utf8" });
writeReliability(records, { seed, date: new Date().toISOString().slice(0, 10), commit: commit?.trim() || "no commit" });
console.log("docs/reliability.md has the figures of its trials.");
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
