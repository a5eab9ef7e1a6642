/** Growth of the cost with examples, width, batch and threads. Rows give the cost of an example's step and GFLOP/s. */
import { compete } from "./contender";
import { ours } from "./ours";
import { denseWork, mnistWork, repeatedWork, type Work } from "./work";

export interface GrowthRow {
  readonly what: string;
  readonly value: string;
  readonly threads: number | "auto";
  readonly secondsPerEpoch: number;
  readonly microsecondsPerExample: number;
  /** GFLOP/s of the dense products: forward, error and gradient, whether or not zeros are skipped. */
  readonly gigaflops: number;
}

/** Returns the floating-point operations of one example's training step, all products dense. */
function flopsPerExample(shape: number[]): number {
  const weights = shape.slice(1).map((units, l) => units * shape[l]);
  // Forward and gradient take 2 per weight; the backward pass omits the first layer.
  return weights.reduce((sum, count, l) => sum + count * (l === 0 ? 4 : 6), 0);
}

export async function growth(cache: string, rounds: number, report: (row: GrowthRow) => void): Promise<GrowthRow[]> {
  const works: { what: string; value: string; work: Work; threads?: number }[] = [
    ...[1, 2, 4].map((times) => ({ what: "examples", value: `×${times}`, work: repeatedWork(cache, times) })),
    ...[64, 128, 256, 512, 1024, 2048].map((width) => ({
      what: "width",
      value: String(width),
      work: denseWork(cache, { shape: [784, width, width, 10], examples: 2560 }),
    })),
    ...[1, 10, 100, 1000].map((batch) => ({
      what: "batch",
      value: String(batch),
      work: mnistWork([784, 100, 10], batch, batch / 1000),
    })),
    ...[1, 2].map((threads) => ({ what: "threads, dense", value: String(threads), work: denseWork(cache), threads })),
    ...[1, 2].map((threads) => ({ what: "threads, sparse", value: String(threads), work: mnistWork(), threads })),
  ];
  const rows: GrowthRow[] = [];
  for (const { what, value, work, threads = "auto" } of works) {
    // Epochs are short, and compilation takes several.
    const [{ seconds }] = await compete([await ours(work, { threads })], rounds, 5);
    const row: GrowthRow = {
      what,
      value,
      threads,
      secondsPerEpoch: seconds,
      microsecondsPerExample: (seconds / work.examples) * 1e6,
      gigaflops: (flopsPerExample(work.shape) * work.examples) / seconds / 1e9,
    };
    report(row);
    rows.push(row);
  }
  return rows;
}
