/** Returns the description of a run for its page, without its events, from its manifest. */
import { nameOfRun } from "../../groups/finalRun";
import type { RunDescription } from "../../protocol/panel";
import type { Manifest } from "../../runs/manifest";

export function describeRun(folder: string, { config, data }: Manifest): RunDescription {
  const { network, run } = nameOfRun(folder);
  return {
    folder,
    id: run,
    network,
    shape: [data.inputs, ...config.layers.map(({ units }) => units)],
    activations: config.layers.map(({ activation }) => activation),
    epochs: config.training.epochs,
    batchSize: config.training.batchSize,
    ...(config.training.bestMetric && { bestMetric: config.training.bestMetric }),
    ...(data.imageShape && { imageShape: data.imageShape }),
  };
}
