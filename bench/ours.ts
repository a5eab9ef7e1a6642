/** Matrix Network as a contender: the trainer's Training and Evaluator, in this process. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBackend } from "../src/backends/select";
import type { BackendName } from "../src/core/names";
import { Network } from "../src/core/network";
import { Evaluator } from "../src/trainer/experiment/evaluator";
import { prepare } from "../src/trainer/experiment/prepare";
import { Training } from "../src/trainer/experiment/training";
import type { Contender } from "./contender";
import type { Work } from "./work";

export interface OurOptions {
  readonly backend?: BackendName;
  readonly threads?: number | "auto";
}

/** Examples per call of a plan, about 8 ms, as in the trainer. */
const examplesPerCall = 3000;

export async function ours(
  work: Work,
  { backend: name = "wasm", threads = "auto" }: OurOptions = {},
): Promise<Contender> {
  const task = await prepared(work);
  const { config, dataset } = task;
  const { layers, cost, training: settings } = config;
  const { backend } = await createBackend(name, { threads, shape: work.shape, batchSize: work.batchSize });
  const spec = { inputs: dataset.inputs, layers, cost, seed: settings.seed };
  const network = new Network(backend, spec, work.batchSize, settings.optimizer);
  await network.initialize();
  const training = new Training(network, backend, dataset.train, undefined, config);
  const test = Evaluator.of(network, backend, dataset.test);
  const perCall = Math.max(1, Math.round(examplesPerCall / work.batchSize));
  return {
    name: `ours, ${backend.name}`,
    description: `${backend.description}, Node ${process.versions.node}`,
    async epoch() {
      while (training.position.batch < training.batches) {
        await training.train(Math.min(perCall, training.batches - training.position.batch));
        await new Promise(setImmediate);
      }
      const { seconds } = training.sums;
      const start = performance.now();
      const figures = await test?.measure(async () => {});
      const evaluateSeconds = (performance.now() - start) / 1000;
      training.nextEpoch();
      return { seconds, evaluateSeconds, accuracy: figures?.accuracy ?? Number.NaN };
    },
    close: () => backend.destroy(),
  };
}

/** Returns the work as a config. */
export function configOf({ shape, batchSize, learningRate, l2, folder, examples }: Work) {
  const file = (stem: string) => join(folder, stem);
  return {
    version: 1,
    data: {
      format: "idx",
      trainImages: file("train-images-idx3-ubyte"),
      trainLabels: file("train-labels-idx1-ubyte"),
      testImages: file("t10k-images-idx3-ubyte"),
      testLabels: file("t10k-labels-idx1-ubyte"),
      validation: { examples: examples === 50_000 ? 10_000 : 0 },
    },
    layers: shape.slice(1).map((units, l) => ({
      units,
      ...(l === shape.length - 2 ? { activation: "softmax" } : { activation: "prelu", alpha: 0.1 }),
    })),
    cost: "cross-entropy",
    training: {
      epochs: 100,
      batchSize,
      seed: 1,
      optimizer: { type: "sgd", learningRate },
      regularization: { l2 },
    },
  };
}

async function prepared(work: Work) {
  const folder = mkdtempSync(join(tmpdir(), "matrix-network-bench-"));
  const file = join(folder, "bench.network.json");
  try {
    writeFileSync(file, JSON.stringify(configOf(work)));
    return await prepare(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
