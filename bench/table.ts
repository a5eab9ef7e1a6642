/** The rows of the table: their participants, and the computation of their values. */
import { listBackends } from "../src/backends/select";
import type { BackendName } from "../src/core/names";
import { type Contender, compete, type Result } from "./contender";
import { debuggerCost } from "./debugger";
import { ours } from "./ours";
import { panelCost } from "./panel";
import { type PeerName, peer } from "./peers";
import { pictureReading, tableReading } from "./readData";
import { type Row, unlikeOthers } from "./row";
import { startUp } from "./startUp";
import { sweepCost } from "./sweep";
import { whenCost } from "./when";
import { denseWork, mnistWork, tinyWork, type Work } from "./work";

interface Measured {
  /** Our result in the row. */
  readonly ours: Result;
  /** Our other backends, for comparison. */
  readonly beside: readonly Result[];
  readonly peers: readonly Result[];
}

interface Ourselves {
  readonly backend?: BackendName;
  readonly beside?: BackendName;
}

/** Measures us and the installed peers, in turns. */
async function measure(
  work: Work,
  names: PeerName[],
  rounds: number,
  { backend = "wasm", beside }: Ourselves = {},
): Promise<Measured> {
  const there = (await listBackends()).filter(({ available }) => available).map(({ name }) => name);
  const own = [backend, ...(beside && there.includes(beside) ? [beside] : [])];
  const contenders: Contender[] = [];
  for (const name of own) contenders.push(await ours(work, { backend: name }));
  for (const name of names) {
    const found = await peer(name, work);
    if (found) contenders.push(found);
  }
  const [first, ...others] = await compete(contenders, rounds);
  return { ours: first, beside: others.slice(0, own.length - 1), peers: others.slice(own.length - 1) };
}

const fastest = (results: readonly Result[], of: (result: Result) => number) =>
  results.length > 0 ? Math.min(...results.map(of)) : undefined;
const bySeconds = ({ seconds }: Result) => seconds;

function ratio(work: string, measured: Measured, [target, stretch]: [string, string], of = bySeconds): Row {
  const theirs = fastest(measured.peers, of);
  const contenders = [measured.ours, ...measured.beside, ...measured.peers];
  const unlike = unlikeOthers(contenders);
  const times = target.includes("×");
  return {
    work,
    target,
    stretch,
    unit: times ? "times" : "ratio",
    ...(theirs !== undefined && { value: times ? theirs / of(measured.ours) : of(measured.ours) / theirs }),
    contenders,
    ...(unlike && { unlike }),
  };
}

/** One entry per row, or per group of rows that share a measurement; by the names for --only. */
export const tables: Record<string, (cache: string, rounds: number) => Promise<Row[]>> = {
  async mnist(_, rounds) {
    const measured = await measure(mnistWork(), ["numpy", "torch"], rounds, { beside: "blas" });
    const { peers, ...own } = measured;
    const numpy = { ...own, peers: peers.filter(({ name }) => name === "numpy") };
    return [
      ratio("MNIST [784,100,10], batch 100, against the faster of NumPy and PyTorch", measured, ["≤ 0.6", "≤ 0.35"]),
      ratio(
        "evaluation of 10,000 digits, against NumPy",
        numpy,
        ["≤ 0.6", "≤ 0.3"],
        (result) => result.evaluateSeconds,
      ),
    ];
  },
  async dense(cache, rounds) {
    const work = denseWork(cache);
    const rows = [
      ratio(`${work.name}, wasm against PyTorch`, await measure(work, ["torch"], rounds), ["≤ 2.5", "≤ 1.9"]),
    ];
    const blas = (await listBackends()).find(({ name }) => name === "blas");
    const title = `${work.name}, blas against PyTorch`;
    if (!blas?.available) {
      const note = `blas ${blas?.description}`;
      return [{ work: title, target: "≤ 1.0", stretch: "≤ 0.8", unit: "ratio", contenders: [], note }, ...rows];
    }
    const measured = await measure(work, ["torch"], rounds, { backend: "blas" });
    return [ratio(title, measured, ["≤ 1.0", "≤ 0.8"]), ...rows];
  },
  async nielsen(_, rounds) {
    const work = mnistWork([784, 30, 10], 10, 0.05);
    return [ratio(`${work.name}, against NumPy`, await measure(work, ["numpy"], rounds), ["≤ 0.4", "≤ 0.2"])];
  },
  async tiny(cache, rounds) {
    const work = tinyWork(cache);
    return [ratio(`${work.name}, against PyTorch`, await measure(work, ["torch"], rounds), ["≥ 10×", "≥ 50×"])];
  },
  async tfjs(_, rounds) {
    const measured = await measure(mnistWork(), ["tfjs"], Math.min(rounds, 3));
    return [ratio("MNIST against TensorFlow.js with its WASM backend", measured, ["≥ 15×", "≥ 40×"])];
  },
  async gpujs() {
    return [ratio("MNIST against GPU.js on the CPU", await measure(mnistWork(), ["gpujs"], 1), ["≥ 20×", "≥ 80×"])];
  },
  async start(_, rounds) {
    const { seconds, megabytes } = await startUp(rounds);
    const row = { contenders: [] };
    return [
      {
        ...row,
        work: "train of MNIST from start to the first epoch",
        target: "≤ 1.2 s",
        stretch: "≤ 0.7 s",
        unit: "s",
        value: seconds,
      },
      {
        ...row,
        work: "peak memory of that run",
        target: "≤ 300 MB",
        stretch: "≤ 200 MB",
        unit: "MB",
        value: megabytes,
      },
    ];
  },
  panel: (_, rounds) => panelCost(mnistWork(), Math.max(rounds, 7)),
  tables: (cache, rounds) => tableReading(cache, rounds),
  pictures: (cache, rounds) => pictureReading(cache, rounds),
  sweep: (_, rounds) => sweepCost(Math.min(rounds, 2)),
  when: (_, rounds) => whenCost(mnistWork(), Math.min(rounds, 3)),
  debugger: (_, rounds) => debuggerCost(mnistWork(), Math.min(rounds, 3)),
};
