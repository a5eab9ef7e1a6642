/** Statistics of units: the norm of their weights, and how often they are active. */
import { createBackend } from "../../backends/select";
import type { ResolvedConfig } from "../../config/schema/resolve";
import { evaluationMinibatch } from "../../core/evaluate";
import type { ActivationName } from "../../core/names";
import { minibatchesOf } from "../../core/order";
import type { Dataset } from "../../data/dataset";
import type { RequestResult } from "../../protocol/requests";
import type { CheckpointRef } from "../experiment/checkpointRef";
import { buildNetwork, networkShape, withoutAccumulators } from "../experiment/network";
import { sampleEvenly } from "../experiment/sampleEvenly";
import { loadWeights } from "../experiment/weights";

type Units = RequestResult<"units">;

const maxExamples = 2000;
const rows = 100;

/** Uses at most 2,000 evenly spaced validation examples, or training examples if there is no validation set. */
export async function unitsOf(
  folder: string,
  which: CheckpointRef,
  { config, dataset }: { config: ResolvedConfig; dataset: Dataset },
): Promise<Units> {
  const { inputs, validation, train } = dataset;
  const { layers } = config;
  const set = validation ? "validation" : "train";
  const sample = sampleEvenly(validation ?? train, maxExamples);
  const shape = networkShape(config, inputs);
  const { backend } = await createBackend("wasm", { threads: 1, shape, batchSize: rows });
  try {
    const network = buildNetwork(backend, withoutAccumulators(config), inputs);
    const { epoch, batch } = await loadWeights(folder, which, network);
    const fired = layers.map(({ units }) => new Float32Array(units));
    const plan = backend.plan(network.evaluation(backend.examples(sample), rows));
    const pass = network.evaluationPass(rows);
    for (const slice of minibatchesOf(sample.count, rows)) {
      await plan.run([evaluationMinibatch(slice)]);
      for (const [l, { s, z }] of pass.layers.entries()) {
        count(fired[l], layers[l].activation, await backend.read(s), await backend.read(z), slice.rows);
      }
      await new Promise<void>((resume) => setImmediate(resume));
    }
    const norms = await Promise.all(network.layers.map(async ({ W, units }) => normsOf(await backend.read(W), units)));
    const figures = fired.map((times, l) => ({ norms: norms[l], firing: times.map((each) => each / sample.count) }));
    return { epoch, batch, set, examples: sample.count, layers: figures };
  } finally {
    await backend.destroy();
  }
}

/**
 * Counts active examples. A unit is active if its weighted input s is above 0 (sigmoid: z above 0.5); for tanh if |z|
 * is above 0.5; for softmax if it is the layer's largest. s and z: [rows, units], of which `some` rows are used.
 */
function count(fired: Float32Array, activation: ActivationName, s: Float32Array, z: Float32Array, some: number): void {
  const units = fired.length;
  for (let row = 0; row < some; row++) {
    const from = row * units;
    if (activation === "softmax") {
      const own = z.subarray(from, from + units);
      fired[own.indexOf(own.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY))]++;
      continue;
    }
    for (let unit = 0; unit < units; unit++) {
      if (activation === "tanh" ? Math.abs(z[from + unit]) > 0.5 : s[from + unit] > 0) fired[unit]++;
    }
  }
}

/** Returns √Σ w² over each unit's incoming weights. W: [inputs, units] */
export function normsOf(W: Float32Array, units: number): Float32Array {
  const squares = new Float64Array(units);
  for (let i = 0; i < W.length; i += units) for (let u = 0; u < units; u++) squares[u] += W[i + u] * W[i + u];
  return Float32Array.from(squares, Math.sqrt);
}
