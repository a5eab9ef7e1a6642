/** Limits of the machine: bytes per second at several sizes, copied by one thread, and GFLOP/s of large products. */
import { findBlas } from "../src/backends/blas/library";
import { WasmBackend } from "../src/backends/wasm";
import { Network } from "../src/core/network";

export interface Limit {
  readonly what: string;
  readonly value: number;
  readonly unit: "GB/s" | "GFLOP/s";
}

/** Size of the products: [side, side] · [side, side]. */
const side = 1024;

export async function limits(report: (limit: Limit) => void): Promise<Limit[]> {
  const found: Limit[] = [];
  const add = (limit: Limit) => {
    found.push(limit);
    report(limit);
  };
  for (const kilobytes of [16, 512, 262_144]) {
    add({ what: `copy of ${sizeOf(kilobytes)}, one thread`, value: copied(kilobytes * 1024), unit: "GB/s" });
  }
  for (const threads of [1, 2]) {
    add({
      what: `wasm, product of ${side}, ${threadsOf(threads)}`,
      value: await wasmProduct(threads),
      unit: "GFLOP/s",
    });
  }
  const library = findBlas();
  if (library instanceof Error) return found;
  for (const threads of [1, 2]) {
    library.setThreads(threads);
    const memory = new ArrayBuffer(3 * side * side * 4);
    const sgemm = library.sgemmOn(memory);
    const matrix = (i: number) => [i * side * side * 4, side * 4] as const;
    new Float32Array(memory).fill(0.5);
    const run = () => sgemm(false, false, [side, side, side], matrix(0), matrix(1), matrix(2));
    const value = (2 * side ** 3) / (await fastest(run)) / 1e9;
    add({ what: `${library.name}, product of ${side}, ${threadsOf(threads)}`, value, unit: "GFLOP/s" });
  }
  return found;
}

const threadsOf = (count: number) => (count === 1 ? "one thread" : `${count} threads`);
const sizeOf = (kilobytes: number) => (kilobytes < 1024 ? `${kilobytes} kB` : `${kilobytes / 1024} MB`);

/** Returns the copy rate in 10⁹ bytes per second, read plus written, of data in a cache of this size, or in none. */
function copied(bytes: number): number {
  const from = new Uint8Array(bytes / 2).fill(1);
  const to = new Uint8Array(bytes / 2);
  const times = Math.max(1, Math.round(5e8 / bytes));
  let seconds = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 6; round++) {
    const start = performance.now();
    for (let i = 0; i < times; i++) to.set(from);
    seconds = Math.min(seconds, (performance.now() - start) / 1000);
  }
  return (times * bytes) / seconds / 1e9;
}

/** Measures the forward pass of one dense layer with our own kernels. */
async function wasmProduct(threads: number): Promise<number> {
  const backend = await WasmBackend.create({ threads });
  const layer = { units: side, activation: "linear", alpha: 0, learnAlpha: false, dropout: 0, bias: true } as const;
  const layers = [{ ...layer, initialization: "scaled-gaussian" as const }];
  const optimizer = { type: "sgd", momentum: 0, nesterov: false } as const;
  const network = new Network(backend, { inputs: side, layers, cost: "quadratic", seed: 1 }, side, optimizer);
  await network.initialize();
  const [first] = network.layers;
  const plan = backend.plan([{ op: "forward", layer: first, from: network.pass.inputs, ...network.pass.layers[0] }]);
  await backend.write(network.pass.inputs, new Float32Array(side * side).fill(0.5));
  const minibatch = { start: 0, rows: side, epoch: 1, batch: 1, step: 1, learningRate: 0 };
  const seconds = await fastest(() => plan.run([minibatch]));
  await backend.destroy();
  return (2 * side ** 3) / seconds / 1e9;
}

/** Returns the seconds of the fastest call. */
async function fastest(call: () => unknown): Promise<number> {
  let seconds = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 12; round++) {
    const start = performance.now();
    await call();
    seconds = Math.min(seconds, (performance.now() - start) / 1000);
  }
  return seconds;
}
