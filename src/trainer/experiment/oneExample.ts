/** One example's way through a network, by the plain backend: it leaves nothing behind in another. */
import type { ResolvedConfig } from "../../config/schema/resolve";
import { evaluated } from "../../core/evaluate";
import type { NamedArray } from "../../core/layer";
import { Network } from "../../core/network";
import { ReferenceBackend } from "../../core/reference";
import type { Dataset } from "../../data/dataset";

/** It never goes backwards: no accumulators are needed. */
const noOptimizer = { type: "sgd", momentum: 0, nesterov: false } as const;

/** s and z of every layer. @param values [inputs], not scaled */
export async function followExample(
  { config, dataset }: { config: ResolvedConfig; dataset: Pick<Dataset, "inputs" | "train"> },
  arrays: readonly NamedArray[],
  values: Float32Array,
): Promise<{ s: Float32Array[]; z: Float32Array[] }> {
  const { layers, cost, training } = config;
  const { inputs, train } = dataset;
  const { shift, factor, outputs } = train;
  const backend = new ReferenceBackend();
  const network = new Network(backend, { inputs, layers, cost, seed: training.seed }, 1, noOptimizer);
  await network.writeParameters(arrays);
  const targets = new Float32Array(outputs);
  const example = backend.examples({ count: 1, inputs, outputs, values, shift, factor, targets });
  await backend.plan(network.evaluation(example, 1)).run([evaluated({ start: 0, rows: 1 })]);
  const { layers: pass } = network.evaluationPass(1);
  const read = (name: "s" | "z") => Promise.all(pass.map((each) => backend.read(each[name])));
  return { s: await read("s"), z: await read("z") };
}
