/** The weights of any moment that a run can tell: of a kept epoch, of the best or last one, or of its start. */
import type { NamedArray } from "../../core/layer";
import type { Network } from "../../core/network";
import type { WhichWeights } from "./checkpointRef";
import { readWeights } from "./weights";

/** Epochs and steps done, minibatches of the next epoch. */
export interface At {
  readonly epoch: number;
  readonly batch: number;
  readonly step: number;
}

/** Puts them into the network. Throws a NetworkError of kind "run" where they were not kept. */
export async function takeWeights(folder: string, which: WhichWeights, network: Network): Promise<At> {
  const { arrays, state } = await readWeights(folder, which);
  await network.writeParameters(which === 0 ? withAccumulators(arrays, await network.readParameters()) : arrays);
  return state;
}

/** A start may hold weights alone. */
const withAccumulators = (start: readonly NamedArray[], own: readonly NamedArray[]) =>
  own.map((array) => start.find(({ name }) => name === array.name) ?? array);
