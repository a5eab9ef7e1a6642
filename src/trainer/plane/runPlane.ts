/** Weights of a run folder's epochs, the start of the run among them, as the playground draws them. */
import type { ResolvedConfig } from "../../config/resolve";
import type { NamedArray } from "../../core/layer";
import { Network } from "../../core/network";
import { ReferenceBackend } from "../../core/reference";
import type { RequestResult } from "../../protocol/requests";
import { keptEpochs } from "../../runs/keptEpochs";
import { readWeights } from "../runWeights";
import { keptStart } from "../startWeights";
import type { WhichWeights } from "../whichWeights";
import { neuronOf } from "./neuron";
import type { Weights } from "./planeNetwork";

/** Epoch 0 is before the first step. */
export async function readPlaneWeights(folder: string, config: ResolvedConfig, which: WhichWeights): Promise<Weights> {
  if (which === 0) return { arrays: await startOf(folder, config), moment: { epoch: 0, batch: 0 } };
  const { arrays, state } = await readWeights(folder, which);
  return { arrays, moment: { epoch: state.epoch, batch: state.batch } };
}

/** Where one neuron's weights went: its start and every kept epoch. */
export async function readPath(folder: string, config: ResolvedConfig): Promise<RequestResult<"neuronPath">> {
  const epochs = [0, ...(await keptEpochs(folder))];
  const weights = new Float32Array(2 * epochs.length);
  const biases = new Float32Array(epochs.length);
  for (const [i, epoch] of epochs.entries()) {
    const { arrays } = await readPlaneWeights(folder, config, epoch);
    const neuron = neuronOf(config, 2, arrays);
    weights.set(neuron.weights, 2 * i);
    biases[i] = neuron.bias;
  }
  return { epochs, weights, biases };
}

/** Kept, or told again by the seed. */
async function startOf(folder: string, { layers, cost, training }: ResolvedConfig): Promise<readonly NamedArray[]> {
  const kept = await keptStart(folder);
  if (kept) return kept;
  const spec = { inputs: 2, layers, cost, seed: training.seed };
  const network = new Network(new ReferenceBackend(), spec, 1, training.optimizer);
  await network.initialize();
  return network.readParameters();
}
