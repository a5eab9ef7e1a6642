/**
 * The overhead of a sweep over its training: a trial of a worker, many trials by two workers compared with plain
 * processes that train the same in a loop, and folds from the command line.
 */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { build } from "esbuild";
import { readGenerations } from "../src/groups/generations";
import { createSweep } from "../src/trainer/group/createSweep";
import { median } from "./contender";
import type { PlainTrials } from "./plainTrials";
import type { Row } from "./row";

const dist = resolve(__dirname, "../dist");
const cli = join(dist, "cli.js");
const [trialsOfIris, trialsOfDigits, processes] = [40, 64, 2];

const layers = (units: number, classes: number) => [
  { units, activation: "relu" },
  { units: classes, activation: "softmax" },
];
const sweepOf = (trials: number) => ({
  parameters: { "training.optimizer.learningRate": { log: [0.01, 0.3] } },
  search: { type: "random", trials, generation: 8, seed: 1 },
  objective: { metric: "validationCost" },
});
/** A config with trials of about 20 ms. */
const iris = {
  version: 1,
  data: { format: "builtin", name: "iris", validation: { fraction: 0.2 } },
  layers: layers(8, 3),
  training: { epochs: 20, batchSize: 16, seed: 1 },
  sweep: sweepOf(trialsOfIris),
};
/** A config with trials of about 0.5 s for 12 epochs: shorter than most real trials. */
const digits = (epochs: number) => ({
  version: 1,
  data: { format: "builtin", name: "mnist", limit: 10_000, validation: { examples: 1000 } },
  layers: layers(30, 10),
  training: { epochs, batchSize: 32, seed: 1 },
  sweep: sweepOf(trialsOfDigits),
});
/** With twice the epochs, overhead per trial counts half as much, overhead per epoch the same. */
const epochsOfDigits = [12, 24];
const { sweep: _, ...irisAlone } = iris;
const folds = { ...irisAlone, data: { ...iris.data, validation: { folds: 5 } } };

/** Returns medians of `rounds` in turns; work of up to some seconds runs once before, to warm up. */
export async function sweepCost(rounds: number): Promise<Row[]> {
  const bench = await SweepBench.make();
  try {
    const rows = [await trialRow(bench, rounds)];
    for (const epochs of epochsOfDigits) rows.push(...(await workersRows(bench, rounds, epochs)));
    return [...rows, await foldsRow(bench, rounds)];
  } finally {
    bench.remove();
  }
}

async function trialRow(bench: SweepBench, rounds: number): Promise<Row> {
  const [plain, worker]: number[][] = [[], []];
  for (let round = 0; round <= rounds; round++) {
    const group = await bench.group("iris", iris);
    const beside = await bench.worker(group);
    const alone = await bench.plain(group, 1);
    await refuseOthers(group, alone.costs);
    if (round === 0) continue;
    plain.push((1000 * alone.seconds) / trialsOfIris);
    worker.push((1000 * beside) / trialsOfIris);
  }
  const of = (values: number[]) => `${median(values).toFixed(1)} ms`;
  return {
    work: `a trial of a worker beyond its training: iris, ${iris.training.epochs} epochs`,
    target: "≤ 50 ms",
    stretch: "≤ 25 ms",
    unit: "ms",
    value: median(worker) - median(plain),
    contenders: [],
    note: `${of(worker)} a trial, ${of(plain)} of them training; ${trialsOfIris} trials, ${rounds} rounds`,
  };
}

/** Measures wall and processor time; only the wall time includes waiting. */
async function workersRows(bench: SweepBench, rounds: number, epochs: number): Promise<Row[]> {
  const [plain, swept]: Taken[][] = [[], []];
  for (let round = 0; round < rounds; round++) {
    const group = await bench.group("digits", digits(epochs));
    swept.push(await bench.sweep(group));
    const alone = await bench.plain(group, processes);
    await refuseOthers(group, alone.costs);
    plain.push(alone.taken);
  }
  const row = (kind: keyof Taken, what: string): Row => {
    const [ours, theirs] = [swept, plain].map((taken) => median(taken.map((each) => each[kind])));
    const each = (theirs * processes) / trialsOfDigits;
    const note = `sweep ${ours.toFixed(2)} s, plain processes ${theirs.toFixed(2)} s, both from their start`;
    return {
      work: `${trialsOfDigits} trials of ${epochs} epochs by ${processes} workers, against ${processes} plain processes: ${what}`,
      target: "≤ 1.1",
      stretch: "≤ 1.05",
      unit: "ratio",
      value: ours / theirs,
      contenders: [],
      note: `${note}${kind === "wall" ? `; trials of ${each.toFixed(2)} s` : ""}; ${rounds} rounds`,
    };
  };
  return [row("wall", "time"), row("processor", "processor time of all their processes")];
}

async function foldsRow(bench: SweepBench, rounds: number): Promise<Row> {
  const seconds: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const taken = await bench.train("folds", folds);
    if (round > 0) seconds.push(taken);
  }
  return {
    work: `train of iris with 5 folds and the last network, ${iris.training.epochs} epochs each, from its start to its end`,
    target: "≤ 1 s",
    stretch: "≤ 0.7 s",
    unit: "s",
    value: median(seconds),
    contenders: [],
    note: `${rounds} rounds`,
  };
}

/** Throws if the trials differ: the comparison would be meaningless. */
async function refuseOthers(group: string, costs: readonly number[]): Promise<void> {
  const results = (await readGenerations(group)).flatMap((generation) => generation.results);
  const found = results.map(({ objectives }) => objectives[0]);
  if (JSON.stringify(found) !== JSON.stringify(costs)) throw new Error(`trials of ${group} came to other costs alone`);
}

/** A folder of configs, their groups, and the plain loop as a program. */
class SweepBench {
  private made = 0;

  private constructor(
    private readonly folder: string,
    private readonly program: string,
  ) {}

  /** Bundles the plain loop, as the command line is: else it would mostly read TypeScript. */
  static async make(): Promise<SweepBench> {
    const folder = mkdtempSync(join(tmpdir(), "matrix-network-bench-"));
    const program = join(folder, "plain.js");
    writeFileSync(join(folder, "package.json"), "{}");
    symlinkSync(dist, join(folder, "dist"));
    await build({
      entryPoints: [join(__dirname, "plainTrials.ts")],
      outfile: program,
      bundle: true,
      platform: "node",
      format: "cjs",
      target: "node20",
      mainFields: ["module", "main"],
      alias: { "gpu.js": "./gpujs.js" },
      external: ["./gpujs.js", "koffi"],
      logLevel: "error",
    });
    return new SweepBench(folder, program);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  group(name: string, config: object): Promise<string> {
    return createSweep(this.config(name, config));
  }

  /** Trains all trials by `count` processes at a time. */
  async plain(group: string, count: number): Promise<PlainTrials & { taken: Taken }> {
    const which = Array.from({ length: count }, (_, i) => i);
    const all: PlainTrials[] = [];
    const taken = await this.timed(async (env) => {
      const said = await Promise.all(which.map((i) => run([this.program, group, String(count), String(i)], env)));
      all.push(...said.map((lines): PlainTrials => JSON.parse(lines[0].text)));
    });
    const length = all.reduce((sum, { costs }) => sum + costs.length, 0);
    const costs = Array.from({ length }, (_, trial) => all[trial % count].costs[Math.floor(trial / count)]);
    return { seconds: Math.max(...all.map(({ seconds }) => seconds)), costs, taken };
  }

  /** Returns the seconds from the start of the first trial to the end of the last. */
  async worker(group: string): Promise<number> {
    const lines = await run([cli, "worker", group, "--json"]);
    const trials = lines.filter(({ text }) => JSON.parse(text).type === "trial");
    return (trials[trials.length - 1].at - trials[0].at) / 1000;
  }

  /** Measures the whole process with its workers. */
  sweep(group: string): Promise<Taken> {
    return this.timed((env) => run([cli, "sweep", group, "--workers", String(processes), "--json"], env));
  }

  async train(name: string, config: object): Promise<number> {
    const file = this.config(name, config);
    const begin = performance.now();
    await run([cli, "train", file, "--json"]);
    return (performance.now() - begin) / 1000;
  }

  private async timed(work: (env: NodeJS.ProcessEnv) => Promise<unknown>): Promise<Taken> {
    const log = join(this.folder, `processor-${this.made++}`);
    const hook = `--require=${join(__dirname, "processorSeconds.cjs")}`;
    const begin = performance.now();
    await work({ NODE_OPTIONS: hook, MATRIX_NETWORK_BENCH_CPU: log });
    const wall = (performance.now() - begin) / 1000;
    const each = readFileSync(log, "utf8").trim().split("\n").map(Number);
    return { wall, processor: each.reduce((sum, microseconds) => sum + microseconds, 0) / 1e6 };
  }

  /** Writes a config into a new folder, without files of earlier turns. */
  private config(name: string, config: object): string {
    const folder = join(this.folder, `${name}-${this.made++}`);
    mkdirSync(folder);
    const file = join(folder, `${name}.network.json`);
    writeFileSync(file, JSON.stringify(config));
    return file;
  }
}

/** Measured seconds. */
interface Taken {
  readonly wall: number;
  /** Processor seconds of all processes together. */
  readonly processor: number;
}

interface Line {
  readonly text: string;
  /** Milliseconds. */
  readonly at: number;
}

async function run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Line[]> {
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env } });
  const lines: Line[] = [];
  createInterface({ input: child.stdout }).on("line", (text) => lines.push({ text, at: performance.now() }));
  let said = "";
  child.stderr.on("data", (chunk) => {
    said += chunk;
  });
  const code = await new Promise((done) => child.once("close", done));
  if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}: ${said}`);
  return lines;
}
