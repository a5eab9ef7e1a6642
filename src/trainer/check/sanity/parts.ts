/** Shared parts of the checks: selected examples, and a training without regularization. */
import { createBackend } from "../../../backends/select";
import type { ResolvedConfig } from "../../../config/schema/resolve";
import type { Backend, Examples } from "../../../core/backend";
import { buildNetwork } from "../../experiment/network";
import { Training } from "../../experiment/training";

/** Returns `wasm` on one thread: the same bits everywhere. Tests pass a backend of their own. */
export async function makeBackend(): Promise<Backend> {
  const { backend } = await createBackend("wasm", { threads: 1, shape: [1, 1], batchSize: 1 });
  return backend;
}

/** Copies the examples at these indices; `targets` replaces theirs. */
export function selectExamples(examples: Examples, indices: readonly number[], targets = examples.targets): Examples {
  const { inputs, outputs, values } = examples;
  const perExample = targets instanceof Int32Array ? 1 : outputs;
  const take = <T extends Uint8Array | Float32Array | Int32Array>(from: T, width: number): T => {
    const into = from.slice(0, indices.length * width);
    for (const [i, index] of indices.entries()) into.set(from.subarray(index * width, (index + 1) * width), i * width);
    return into as T;
  };
  return { ...examples, count: indices.length, values: take(values, inputs), targets: take(targets, perExample) };
}

export const firstIndices = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** Prepares a training of the config's network on other examples, without dropout, penalty or schedule. */
export async function trainUnregularized(
  config: ResolvedConfig,
  examples: Examples,
  backend: Backend,
): Promise<Training> {
  const { training } = config;
  const layers: readonly ResolvedConfig["layers"][number][] = config.layers;
  const free = layers.map((layer) => ({ ...layer, dropout: 0 }));
  const batchSize = Math.min(training.batchSize, examples.count);
  const regularization = { ...training.regularization, l1: 0, l2: 0 };
  const schedule = { type: "constant", warmupEpochs: 0 } as const;
  const freely = { ...config, layers: free, training: { ...training, batchSize, regularization, schedule } };
  const network = buildNetwork(backend, freely, examples.inputs, batchSize);
  await network.initialize();
  return new Training(network, backend, examples, undefined, freely);
}
