/** Examples by their place, and a training of them, for the checks. */
import { createBackend } from "../../../backends/select";
import type { ResolvedConfig } from "../../../config/schema/resolve";
import type { Backend, Examples } from "../../../core/backend";
import { buildNetwork } from "../../experiment/network";
import { Training } from "../../experiment/training";

/** On one thread of the kernels that give the same bits everywhere, unless a test has its own. */
export async function makeBackend(): Promise<Backend> {
  const { backend } = await createBackend("wasm", { threads: 1, shape: [1, 1], batchSize: 1 });
  return backend;
}

/** A copy of the examples at these places; `targets` in place of their own. */
export function chosen(examples: Examples, places: readonly number[], targets = examples.targets): Examples {
  const { inputs, outputs, values } = examples;
  const perExample = targets instanceof Int32Array ? 1 : outputs;
  const take = <T extends Uint8Array | Float32Array | Int32Array>(from: T, width: number): T => {
    const into = from.slice(0, places.length * width);
    for (const [i, place] of places.entries()) into.set(from.subarray(place * width, (place + 1) * width), i * width);
    return into as T;
  };
  return { ...examples, count: places.length, values: take(values, inputs), targets: take(targets, perExample) };
}

export const firstOf = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** Trains a config's network on other examples: nothing holds it back, neither dropout nor penalty nor a schedule. */
export async function trainFreely(config: ResolvedConfig, examples: Examples, backend: Backend): Promise<Training> {
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
