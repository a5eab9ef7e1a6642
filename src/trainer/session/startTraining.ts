/** Creates the training of an experiment, at its first minibatch, and the event that describes it. */
import { saidBy } from "../../messages/said";
import type { Started } from "../../protocol/events";
import { buildNetwork } from "../experiment/network";
import { applyStartWeights } from "../experiment/startWeights";
import { Training } from "../experiment/training";
import type { OpenedSession } from "./openSession";

export async function makeTraining({
  experiment: { config, dataset, file },
  backend,
  start,
}: Pick<OpenedSession, "experiment" | "backend" | "start">): Promise<Training> {
  const rows = Math.min(config.training.batchSize, dataset.train.count);
  const network = buildNetwork(backend, config, dataset.inputs, rows);
  await network.initialize();
  if (start) await applyStartWeights(network, start, file);
  return new Training(network, backend, dataset.train, dataset.classWeights, config);
}

export function startedEvent(
  { experiment, backend, backendReason }: Pick<OpenedSession, "experiment" | "backend" | "backendReason">,
  training: Training,
  run: string,
): Started {
  const { dataset } = experiment;
  return {
    type: "started",
    run,
    backend: backend.name,
    backendReason: backendReason.message,
    backendSaid: saidBy(backendReason),
    threads: backend.threads,
    seed: experiment.config.training.seed,
    inputs: dataset.inputs,
    outputs: dataset.train.outputs,
    parameters: training.network.parameters,
    examples: {
      train: dataset.train.count,
      validation: dataset.validation?.count ?? 0,
      test: dataset.test?.count ?? 0,
    },
    ...(dataset.leftOut && { leftOut: dataset.leftOut }),
    ...(dataset.task === "multi-label" && { labels: dataset.train.outputs }),
    startEpoch: training.position.epoch,
  };
}
