/**
 * npm run bench: training speed, as ratios to other programs measured in turns on this machine. Options: --only NAMES
 * (comma-separated), --rounds N, --growth (also growth of the cost), --against DIR (only this build and another
 * checkout's). The limits of the machine follow. Writes bench/results/<time>.json. `npm run bench -- gpujs` measures
 * the modes of GPU.js instead. Exits with 1 if a contender misses the accuracy of the others.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { cacheFolder } from "../scripts/lib/cache.mjs";
import { against, againstLine } from "./against";
import { growth } from "./growth";
import { limits } from "./limits";
import { machine } from "./machine";
import { missing } from "./peers";
import { line, type Row } from "./row";
import { tables } from "./table";

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      only: { type: "string" },
      rounds: { type: "string", default: "5" },
      growth: { type: "boolean", default: false },
      against: { type: "string" },
    },
  });
  const rounds = Number(values.rounds);
  const names = values.only?.split(",") ?? Object.keys(tables);
  const unknown = names.filter((name) => !(name in tables));
  if (unknown.length > 0 || !(rounds > 0)) {
    throw new Error(`--only takes ${Object.keys(tables).join(", ")}; --rounds a number above 0`);
  }
  // These slow OpenBLAS down, so neither the peers nor our BLAS backend get them.
  delete process.env.OPENBLAS_CORETYPE;
  delete process.env.OPENBLAS_L2_SIZE;
  const cache = join(cacheFolder(), "bench");
  const before = machine();
  console.log(
    `${before.cpu}, ${before.cores} cores, ${before.platform}, Node ${before.node}, load ${before.load.toFixed(2)}\n`,
  );
  if (values.against !== undefined) {
    const compared = await against(values.against, cache, rounds, (row) => console.log(againstLine(row)));
    return write({ machine: before, rounds, against: compared });
  }
  const rows: Row[] = [];
  for (const name of names) {
    for (const row of await tables[name](cache, rounds)) {
      rows.push(row);
      console.log(`${line(row)}\n`);
    }
  }
  if (rows.some(({ unlike }) => unlike)) process.exitCode = 1;
  for (const peer of missing) console.log(peer);
  const atMost = await limits(({ what, value, unit }) => console.log(`limit: ${what}: ${value.toFixed(1)} ${unit}`));
  const growthRows = values.growth ? await growth(cache, Math.min(rounds, 3), tellGrowth) : [];
  write({ machine: before, rounds, rows, limits: atMost, growth: growthRows, missing: [...missing] });
}

/** Writes the measurements to bench/results/<time>.json. */
function write(results: { machine: ReturnType<typeof machine>; [figure: string]: unknown }): void {
  const folder = join(__dirname, "results");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${results.machine.date.replaceAll(":", "")}.json`);
  writeFileSync(file, `${JSON.stringify(results, undefined, 2)}\n`);
  console.log(`\nwritten to ${file}`);
}

function tellGrowth({
  what,
  value,
  threads,
  secondsPerEpoch,
  microsecondsPerExample,
  gigaflops,
}: Awaited<ReturnType<typeof growth>>[number]) {
  const figures = `${microsecondsPerExample.toFixed(2)} µs an example, ${gigaflops.toFixed(1)} GFLOP/s`;
  console.log(`${what} ${value} (threads ${threads}): ${(secondsPerEpoch * 1000).toFixed(1)} ms an epoch, ${figures}`);
}

async function gpujs(): Promise<void> {
  process.argv.splice(2, 1);
  await import("./gpujs");
}

(process.argv[2] === "gpujs" ? gpujs() : main()).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
