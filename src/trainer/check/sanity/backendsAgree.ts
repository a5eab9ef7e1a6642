/**
 * Compares every backend of this machine with the reference: a few steps of the config's network on its first
 * minibatch.
 */

import { createBackend, listBackends } from "../../../backends/select";
import type { Backend, Examples } from "../../../core/backend";
import type { Network } from "../../../core/network";
import { ReferenceBackend } from "../../../core/reference";
import { noticed } from "../../../messages";
import type { Cited, Said } from "../../../messages/said";
import { buildNetwork, networkShape, trainingSettings } from "../../experiment/network";
import { type CheckedExperiment, type CheckOutcome, failed, figure, passed } from "./outcome";
import { firstIndices, selectExamples } from "./parts";

const maxRows = 32;
const steps = 3;
/** Relative to the change by three steps: sums in another order differ in their last bits, and adam amplifies that. */
const tolerance = 0.02;

export interface Candidate {
  name: string;
  /** Undefined if the backend is not available; `description` then says what is missing. */
  make?: () => Promise<Backend>;
  description: string;
  /** What the description is made of. */
  said?: Said | undefined;
}

export async function backendsAgree(checked: CheckedExperiment, candidates?: Candidate[]): Promise<CheckOutcome> {
  const { dataset, config } = checked;
  const rows = Math.min(config.training.batchSize, maxRows, dataset.train.count);
  const examples = selectExamples(dataset.train, firstIndices(rows));
  const reference = await stepsOf(checked, examples, new ReferenceBackend());
  const output: Cited[] = [noticed("sanity/reference", { costs: figures(reference.costs), steps })];
  const wrong: string[] = [];
  for (const { name, make, description, said } of candidates ?? (await candidatesFor(checked))) {
    if (!make) {
      output.push(noticed("sanity/backend-missing", { name, reason: { message: description, ...said } }));
      continue;
    }
    const backend = await make();
    try {
      const { change, costs } = await stepsOf(checked, examples, backend);
      const apart = distance(change, reference.change);
      const agrees = apart <= tolerance;
      if (!agrees) wrong.push(name);
      output.push(noticed("sanity/backend", { agrees, name, costs: figures(costs), apart }));
    } finally {
      await backend.destroy();
    }
  }
  if (wrong.length === 0) return passed(output);
  const message = noticed("sanity/backends", { names: wrong });
  return failed(["backend"], message, output);
}

const figures = (costs: readonly number[]) => costs.map(figure).join(", ");

async function candidatesFor({ config, dataset }: CheckedExperiment): Promise<Candidate[]> {
  const shape = networkShape(config, dataset.inputs);
  const options = { threads: config.threads, shape, batchSize: config.training.batchSize };
  return (await listBackends())
    .filter(({ name }) => name !== "reference")
    .map(({ name, available, description, said }) => ({
      name,
      description,
      said,
      ...(available && { make: async () => (await createBackend(name, options)).backend }),
    }));
}

/** Returns the change of all weights after some steps of training, and the costs of these steps. */
async function stepsOf({ config, dataset }: CheckedExperiment, examples: Examples, backend: Backend) {
  const { learningRate } = config.training.optimizer;
  const network = buildNetwork(backend, config, dataset.inputs, examples.count);
  await network.initialize();
  const before = await weightsOf(network, backend);
  const settings = trainingSettings(config, dataset.train.count, dataset.classWeights);
  const plan = backend.plan(network.trainingStep(backend.examples(examples), settings));
  const costs: number[] = [];
  for (let step = 1; step <= steps; step++) {
    const minibatch = { start: 0, rows: examples.count, epoch: 1, batch: step, step };
    const { costs: found } = await plan.run([{ ...minibatch, learningRate }]);
    costs.push(found[0] / examples.count);
  }
  const after = await weightsOf(network, backend);
  return { costs, change: after.map((W, l) => W.map((w, i) => w - before[l][i])) };
}

const weightsOf = ({ layers }: Network, backend: Backend) => Promise.all(layers.map(({ W }) => backend.read(W)));

/** Returns ‖a − b‖ / ‖b‖ over all layers; infinity if a value is not finite. */
function distance(a: Float32Array[], b: Float32Array[]): number {
  let [difference, whole] = [0, 0];
  for (const [l, values] of b.entries()) {
    for (let i = 0; i < values.length; i++) {
      difference += (a[l][i] - values[i]) ** 2;
      whole += values[i] ** 2;
    }
  }
  const apart = Math.sqrt(difference / (whole || 1));
  return Number.isFinite(apart) ? apart : Number.POSITIVE_INFINITY;
}
