/** Runs one example through a network on the reference backend, which leaves other backends untouched. */
import type { ResolvedConfig } from "../../config/schema/resolve";
import { evaluationMinibatch } from "../../core/evaluate";
import type { NamedArray } from "../../core/layer";
import { ReferenceBackend } from "../../core/reference";
import type { Dataset } from "../../data/dataset";
import { buildNetwork, withoutAccumulators } from "./network";

/** Returns weighted inputs s and activations z of every layer. @param values [inputs], not scaled */
export async function traceExample(
  { config, dataset }: { config: ResolvedConfig; dataset: Pick<Dataset, "inputs" | "train"> },
  arrays: readonly NamedArray[],
  values: Float32Array,
): Promise<{ s: Float32Array[]; z: Float32Array[] }> {
  const { inputs, train } = dataset;
  const { shift, factor, outputs } = train;
  const backend = new ReferenceBackend();
  const network = buildNetwork(backend, withoutAccumulators(config), inputs);
  await network.writeParameters(arrays);
  const targets = new Float32Array(outputs);
  const example = backend.examples({ count: 1, inputs, outputs, values, shift, factor, targets });
  await backend.plan(network.evaluation(example, 1)).run([evaluationMinibatch({ start: 0, rows: 1 })]);
  const { layers: pass } = network.evaluationPass(1);
  const read = (name: "s" | "z") => Promise.all(pass.map((each) => backend.read(each[name])));
  return { s: await read("s"), z: await read("z") };
}
