/**
 * Reading of files: `train` of a table or of a folder of pictures from process start to the first training step, compared
 * with pandas and Pillow, which only read. The files are made once, in the cache folder.
 */
import { spawn, spawnSync } from "node:child_process";
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { RandomStream } from "../src/core/random";
import { grey, png } from "../test/formats/pictureFile";
import { median } from "./contender";
import { tellPeak } from "./peakMemory";
import { missing, pythonWith } from "./peers";
import type { Row } from "./row";

const cli = resolve(__dirname, "../dist/cli.js");
const [rowsOfTable, numbersOfTable, pictures, classes] = [400_000, 20, 20_000, 10];

interface Reading {
  /** Seconds of the read alone, or from process start to the first step. */
  readonly seconds: number;
  /** Peak memory of the process; of a peer without that of its imports. */
  readonly megabytes: number;
  readonly version: string;
}

/** Returns the rows of tables, in turns with pandas. */
export async function tableReading(cache: string, rounds: number): Promise<Row[]> {
  const plain = await readings(csv(cache, "numbers", plainRecord), "pandas", rounds);
  const mixed = await readings(csv(cache, "mixed", mixedRecord), "pandas", rounds);
  const again = await readings(csv(cache, "numbers", plainRecord), "pandas", rounds, true);
  return [
    row("CSV of 85 MB, process start to the first training step, against pandas' read", ["≤ 1.5", "≤ 0.8"], plain),
    row("the same with 5 text columns, quotes and missing fields", ["≤ 1.5", "≤ 1.0"], mixed),
    row("the first file again, unchanged, from the cache", ["≤ 0.5", "≤ 0.3"], again),
    {
      work: "peak memory of the first",
      target: "≤ 200 MB",
      stretch: "≤ 150 MB",
      unit: "MB",
      value: median(plain.ours.map(({ megabytes }) => megabytes)),
      contenders: [],
    },
  ];
}

/** Returns the row of a folder of pictures, in turns with Pillow. */
export async function pictureReading(cache: string, rounds: number): Promise<Row[]> {
  const found = await readings(pictureFolder(cache), "PIL", rounds);
  return [
    row("20,000 PNG of 28 × 28, process start to the first step, against Pillow's loop", ["≤ 1.0", "≤ 0.6"], found),
  ];
}

const scripts = { pandas: "pandas_read.py", PIL: "pillow_read.py" };
const debian = { pandas: "python3-pandas", PIL: "python3-pil and python3-numpy" };

interface Readings {
  ours: Reading[];
  theirs: Reading[];
  peer: string;
}

/**
 * Reads `rounds` times in turns, after one round to warm up.
 * @param isAgain whether a training has put the table into the cache before; else the cache is empty each time
 */
async function readings(
  { data, path }: { data: object; path: string },
  peer: keyof typeof scripts,
  rounds: number,
  isAgain = false,
): Promise<Readings> {
  const python = pythonWith(peer);
  if (!python) missing.add(`${peer}: not here; on Debian: apt-get install ${debian[peer]}`);
  const all: Readings = { ours: [], theirs: [], peer };
  for (let round = 0; round <= rounds; round++) {
    const [ours, theirs] = [await read(data, isAgain), python && readAs(python, scripts[peer], path)];
    if (round === 0) continue;
    all.ours.push(ours);
    if (theirs) all.theirs.push(theirs);
  }
  return all;
}

function row(work: string, [target, stretch]: [string, string], { ours, theirs, peer }: Readings): Row {
  const seconds = (list: Reading[]) => median(list.map((one) => one.seconds));
  const own = `matrix-network ${seconds(ours).toFixed(2)} s`;
  if (theirs.length === 0) return { work, target, stretch, unit: "ratio", contenders: [], note: own };
  const note = `${own}, ${peer} ${theirs[0].version} ${seconds(theirs).toFixed(2)} s (medians of ${ours.length})`;
  return { work, target, stretch, unit: "ratio", value: seconds(ours) / seconds(theirs), contenders: [], note };
}

function readAs(python: string, script: string, path: string): Reading {
  const { stdout, stderr, status } = spawnSync(python, [join(__dirname, "peers", script), path], { encoding: "utf8" });
  if (status !== 0) throw new Error(`${script}: ${stderr}`);
  return JSON.parse(stdout);
}

/** Trains one epoch; `started` is written when the data is there and the first step begins. */
async function read(data: object, isAgain: boolean): Promise<Reading> {
  const folder = mkdtempSync(join(tmpdir(), "matrix-network-bench-"));
  try {
    const layers = [
      { units: 8, activation: "relu" },
      { units: classes, activation: "softmax" },
    ];
    const training = { epochs: 1, batchSize: 128, seed: 1 };
    const config = { version: 1, backend: "wasm", data, layers, training };
    writeFileSync(join(folder, "bench.network.json"), JSON.stringify(config));
    if (isAgain) await train(folder);
    return await train(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Trains with a cache folder in this one. */
async function train(folder: string): Promise<Reading> {
  const start = performance.now();
  const child = spawn(process.execPath, ["--import", tellPeak, cli, "train", "bench.network.json", "--json"], {
    cwd: folder,
    env: { ...process.env, MATRIX_NETWORK_CACHE: join(folder, "cache") },
  });
  let [seconds, said] = [Number.NaN, ""];
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (JSON.parse(line).type === "started") seconds = (performance.now() - start) / 1000;
  });
  child.stderr.on("data", (chunk) => {
    said += chunk;
  });
  await new Promise((done) => child.once("close", done));
  if (Number.isNaN(seconds)) throw new Error(`dist/cli.js train: ${said}`);
  return { seconds, megabytes: Number(/peak (\d+)/.exec(said)?.[1]) / 1024, version: process.version };
}

/** Random numbers in their order. */
class Numbers {
  private readonly stream: RandomStream;
  private drawn = 0;

  constructor(seed: number) {
    this.stream = new RandomStream(seed, "sample");
  }

  uniform(): number {
    return this.stream.uniform(this.drawn++);
  }

  below(end: number): number {
    return Math.floor(this.uniform() * end);
  }
}

/** Returns a number as programs write measurements. */
const measured = (random: Numbers) => (6 * random.uniform() - 3).toFixed(8);
const numbers = (random: Numbers, count: number) => Array.from({ length: count }, () => measured(random));

const plainRecord = (random: Numbers) => [...numbers(random, numbersOfTable), `c${random.below(classes)}`];

/** Every fiftieth number is missing; one text in ten is quoted and contains the delimiter. */
function mixedRecord(random: Numbers): string[] {
  const texts = Array.from({ length: 5 }, (_, column) => {
    const text = `${"abcde"[column]}${random.below(8)}`;
    return random.below(10) === 0 ? `"${text}, or so"` : text;
  });
  const some = numbers(random, numbersOfTable - 5).map((number) => (random.below(50) === 0 ? "" : number));
  return [...some, ...texts, `c${random.below(classes)}`];
}

function csv(cache: string, name: string, record: (random: Numbers) => string[]) {
  const path = join(cache, `${name}.csv`);
  if (!existsSync(path)) {
    mkdirSync(cache, { recursive: true });
    const random = new Numbers(1);
    const file = openSync(`${path}.new`, "w");
    const header = Array.from({ length: numbersOfTable }, (_, column) => `x${column}`);
    writeSync(file, `${[...header, "label"].join(",")}\n`);
    for (let first = 0; first < rowsOfTable; first += 1000) {
      writeSync(file, Array.from({ length: 1000 }, () => `${record(random).join(",")}\n`).join(""));
    }
    closeSync(file);
    renameSync(`${path}.new`, path);
  }
  return { path, data: { format: "csv", path, label: "label", missing: "mean" } };
}

function pictureFolder(cache: string) {
  const path = join(cache, "pictures");
  if (!existsSync(path)) {
    const random = new Numbers(1);
    rmSync(`${path}.new`, { recursive: true, force: true });
    for (let picture = 0; picture < pictures; picture++) {
      const folder = join(`${path}.new`, `c${picture % classes}`);
      if (picture < classes) mkdirSync(folder, { recursive: true });
      writeFileSync(
        join(folder, `${picture}.png`),
        png(28, 28, () => grey(random.below(256))),
      );
    }
    renameSync(`${path}.new`, path);
  }
  return { path, data: { format: "images", path } };
}
