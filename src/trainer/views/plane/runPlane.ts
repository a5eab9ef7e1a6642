/** Weights of a run's saved epochs and of its start, in the form that the playground draws. */
import type { ResolvedConfig } from "../../../config/schema/resolve";
import type { RequestResult } from "../../../protocol/requests";
import { savedEpochs } from "../../../runs/savedEpochs";
import type { CheckpointRef } from "../../experiment/checkpointRef";
import { readWeights } from "../../experiment/weights";
import { neuronOf } from "./neuron";
import type { Weights } from "./planeNetwork";

export async function readPlaneWeights(folder: string, which: CheckpointRef): Promise<Weights> {
  const { arrays, state } = await readWeights(folder, which);
  return { arrays, moment: { epoch: state.epoch, batch: state.batch } };
}

/** Returns the path of one neuron's weights: the start and every saved epoch. */
export async function readPath(folder: string, config: ResolvedConfig): Promise<RequestResult<"neuronPath">> {
  const epochs = [0, ...(await savedEpochs(folder))];
  const weights = new Float32Array(2 * epochs.length);
  const biases = new Float32Array(epochs.length);
  for (const [i, epoch] of epochs.entries()) {
    const { arrays } = await readPlaneWeights(folder, epoch);
    const neuron = neuronOf(config, 2, arrays);
    weights.set(neuron.weights, 2 * i);
    biases[i] = neuron.bias;
  }
  return { epochs, weights, biases };
}
