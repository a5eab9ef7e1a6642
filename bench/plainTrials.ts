/**
 * Trains the trials of a finished sweep again in a plain loop, without claims or files. Started by sweep.ts with the
 * group's folder, the number of processes that share its trials, and the index of this one. Prints the time of the loop
 * and the result of each trial.
 */
import { constants, getPriority, setPriority } from "node:os";
import { readGenerations } from "../src/groups/generations";
import { readGroup } from "../src/groups/group";
import type { Experiment } from "../src/trainer/experiment/prepare";
import { ResidentBackend } from "../src/trainer/group/residentBackend";
import { SweepTrials } from "../src/trainer/group/sweepTrials";
import { EpochEvaluation } from "../src/trainer/session/epochEvaluation";
import { makeTraining } from "../src/trainer/session/startTraining";

export interface PlainTrials {
  readonly seconds: number;
  /** Lowest validation cost of each trial. */
  readonly costs: readonly number[];
}

async function main(folder: string, processes: number, which: number): Promise<void> {
  // The priority of workers of `sweep`.
  setPriority(Math.max(getPriority(), constants.priority.PRIORITY_BELOW_NORMAL));
  const trials = new SweepTrials(await readGroup(folder), folder);
  const proposals = (await readGenerations(folder)).flatMap((generation) => generation.proposals);
  const own = proposals.filter(({ trial }) => trial % processes === which);
  const experiments: Experiment[] = [];
  for (const proposal of own) experiments.push(await trials.prepare(proposal));
  const backend = new ResidentBackend();
  const begin = performance.now();
  const costs: number[] = [];
  for (const experiment of experiments) costs.push(await train(experiment, backend));
  console.log(JSON.stringify({ seconds: (performance.now() - begin) / 1000, costs } satisfies PlainTrials));
}

async function train(experiment: Experiment, backend: ResidentBackend): Promise<number> {
  const { config, dataset } = experiment;
  const training = await makeTraining({ experiment, backend: backend.begin(dataset), start: undefined });
  const evaluation = new EpochEvaluation(training, backend, dataset);
  let best = Number.POSITIVE_INFINITY;
  for (let epoch = 1; epoch <= config.training.epochs; epoch++) {
    await training.train(training.batches);
    const { validationCost = Number.NaN } = await evaluation.measureEpoch(async () => {});
    best = Math.min(best, validationCost);
    training.nextEpoch();
  }
  return best;
}

const [folder, processes, which] = process.argv.slice(2);
main(folder, Number(processes), Number(which)).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
