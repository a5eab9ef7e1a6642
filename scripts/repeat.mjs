/**
 * node scripts/repeat.mjs STAGE[,STAGE…] N: runs stages of `npm test` N times and prints a table of the rounds, to find
 * flaky tests. `--busy K` keeps K processors busy meanwhile, `--grep TEXT` selects tests. The output of each round is
 * in test-results/repeat.
 */
import { createWriteStream, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { argumentsOf } from "./lib/arguments.mjs";
import { busyProcesses } from "./lib/busy.mjs";
import { inRoot } from "./lib/paths.mjs";
import { prepare } from "./lib/prepare.mjs";
import { runStages } from "./lib/runStages.mjs";
import { stages } from "./lib/stages.mjs";
import { table } from "./lib/table.mjs";

const usage = "node scripts/repeat.mjs STAGE[,STAGE…] N [--busy K] [--grep TEXT]";
const { chosen, grep, rounds, busy } = argumentsOf(stages, { busy: { type: "string", default: "0" } }, read);
const folder = inRoot("test-results", "repeat");
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

prepare(chosen);
const load = busyProcesses(Number(busy));
const results = [];
for (let round = 1; round <= rounds; round++) {
  const file = createWriteStream(join(folder, `round-${round}.log`));
  const output = {
    write(text) {
      file.write(text);
      process.stdout.write(text);
    },
  };
  output.write(`\n##### round ${round} of ${rounds}\n`);
  const total = { passed: 0, failed: 0, skipped: 0 };
  const options = { grep, strict: process.env.CI === "true", folder: join(folder, `round-${round}`), output };
  for (const each of await runStages(chosen, total, options)) results.push({ round, ...each });
  file.end();
}
load.stop();
const text = table(results);
writeFileSync(join(folder, "table.txt"), `${text}\n`);
console.log(`\n${text}`);
process.exitCode = results.some(({ failed }) => failed > 0) ? 1 : 0;

function read([names = "", count, ...more], { busy }) {
  const rounds = Number(count);
  const isCount = (value) => Number.isInteger(value) && value >= 0;
  if (names === "" || !isCount(rounds) || rounds === 0 || !isCount(Number(busy)) || more.length > 0)
    throw new Error(usage);
  return { names: names.split(","), rounds };
}
