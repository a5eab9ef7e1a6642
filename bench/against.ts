/**
 * npm run bench -- --against DIR: compares this build with that of another checkout, as whole processes in turns. Each
 * turn trains a few epochs with `dist/cli.js train --json`; figures are medians over turns, ratios are ours / theirs.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { median } from "./contender";
import { configOf } from "./ours";
import { peakKilobytes } from "./peakMemory";
import { denseWork, mnistWork, tinyWork, type Work } from "./work";

/** Figures of a turn; memory in megabytes, all others in seconds. */
interface Turn {
  readonly epoch: number;
  readonly evaluate: number;
  /** Time from the start of the process to the first epoch's event. */
  readonly start: number;
  readonly memory: number;
}

export interface AgainstRow {
  readonly work: string;
  readonly figure: keyof Turn;
  readonly ours: number;
  readonly theirs: number;
  readonly ratio: number;
  readonly turns: number;
}

/** Works and epochs per turn: more for tiny networks, against the clock's noise. The first one is not counted. */
const works = (cache: string): { work: Work; backend: string; epochs: number }[] => [
  { work: mnistWork(), backend: "wasm", epochs: 6 },
  { work: mnistWork([784, 30, 10], 10, 0.05), backend: "wasm", epochs: 5 },
  { work: denseWork(cache), backend: "wasm", epochs: 3 },
  { work: tinyWork(cache), backend: "wasm", epochs: 40 },
];

/** Measures `rounds` turns of each build for each work, after one turn each to warm up. */
export async function against(
  directory: string,
  cache: string,
  rounds: number,
  report: (row: AgainstRow) => void,
): Promise<AgainstRow[]> {
  const builds = [resolve(__dirname, ".."), resolve(directory)].map((folder) => join(folder, "dist", "cli.js"));
  for (const cli of builds)
    if (!existsSync(cli)) throw new Error(`${cli} does not exist; run npm run build there first`);
  const rows: AgainstRow[] = [];
  for (const { work, backend, epochs } of works(cache)) {
    const turns: [Turn[], Turn[]] = [[], []];
    for (let round = 0; round <= rounds; round++) {
      // The first side alternates, so that after-effects of a turn (heat, caches) meet both alike.
      for (const side of round % 2 === 0 ? [0, 1] : [1, 0]) {
        const turn = train(builds[side], work, backend, epochs);
        if (round > 0) turns[side].push(turn);
      }
    }
    for (const figure of ["epoch", "evaluate", "start", "memory"] as const) {
      const [ours, theirs] = turns.map((side) => median(side.map((turn) => turn[figure])));
      const row = { work: work.name, figure, ours, theirs, ratio: ours / theirs, turns: rounds };
      rows.push(row);
      report(row);
    }
  }
  return rows;
}

/** Code loaded before the program: reports peak memory (kB) and the time of the first epoch's output (ms). */
const probe = `data:text/javascript,${encodeURIComponent(`${peakKilobytes}
let first; const write = process.stdout.write;
process.stdout.write = function (chunk, ...rest) {
  if (first === undefined && String(chunk).includes('"type":"epoch"')) first = performance.now();
  return write.call(this, chunk, ...rest);
};
process.on("exit", () => console.error("probe " + peakKilobytes() + " " + first));`)}`;

function train(cli: string, work: Work, backend: string, epochs: number): Turn {
  const folder = mkdtempSync(join(tmpdir(), "matrix-network-bench-"));
  try {
    const file = join(folder, "bench.network.json");
    writeFileSync(file, JSON.stringify(configOf(work)));
    const args = ["--import", probe, cli, "train", file, "--json", "--backend", backend, "--epochs", String(epochs)];
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8", maxBuffer: 1e8 });
    const events = stdout.split("\n").flatMap((text) => (text.startsWith("{") ? [JSON.parse(text)] : []));
    const ended = events.filter(({ type }) => type === "epoch").slice(1);
    const [, kilobytes, milliseconds] = /probe (\d+) ([\d.]+)/.exec(stderr) ?? [];
    if (ended.length !== epochs - 1 || !milliseconds) throw new Error(`${cli} train: ${stderr}`);
    return {
      epoch: median(ended.map(({ trainSeconds }) => trainSeconds)),
      evaluate: median(ended.map(({ evaluateSeconds }) => evaluateSeconds)),
      start: Number(milliseconds) / 1000,
      memory: Number(kilobytes) / 1024,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const labels: Record<keyof Turn, string> = {
  epoch: "an epoch",
  evaluate: "its evaluation",
  start: "process start to first epoch",
  memory: "peak memory",
};

/** Returns a line of the report: both medians and their ratio. */
export function againstLine({ work, figure, ours, theirs, ratio, turns }: AgainstRow): string {
  const value = (amount: number) =>
    figure === "memory" ? `${amount.toFixed(0)} MB` : `${(amount * 1000).toFixed(1)} ms`;
  return `${work}, ${labels[figure]}: ${ratio.toFixed(3)} (${value(ours)} against ${value(theirs)}, medians of ${turns} turns)`;
}
