/** Groups with an Optuna journal: their trials have given results and no run. */
import { Claim } from "../../src/groups/claim";
import { type ClosedGeneration, closeGeneration } from "../../src/groups/generations";
import { OptunaJournal } from "../../src/groups/optunaJournal";
import { openTrial, writeResult } from "../../src/groups/trial";
import type { Proposal, SweepPlan } from "../../src/search/types";
import { proposal, result, type TemporaryGroup } from "./files";

/** All kinds of parameters, a condition, a failed trial, and a repeat. */
export const everyKind: SweepPlan = {
  space: [
    { path: "training.optimizer.type", kind: "choice", choices: ["sgd", "adam"] },
    { path: "training.batchSize", kind: "choice", choices: [16, 32] },
    { path: "training.optimizer.learningRate", kind: "log", low: 0.001, high: 1 },
    { path: "layers[0].units", kind: "integer", low: 4, high: 64, log: true },
    { path: "hiddenLayers", kind: "integer", low: 1, high: 3, log: false },
    {
      path: "training.optimizer.momentum",
      kind: "range",
      low: 0,
      high: 0.95,
      when: { "training.optimizer.type": "sgd" },
    },
  ],
  search: { type: "tpe", generation: 2, seed: 4, trials: 3 },
  objectives: [{ metric: "validationAccuracy", largerIsBetter: true }],
  fixed: {},
  epochs: 3,
  seed: 7,
};
const shared = { "training.batchSize": 32, "training.optimizer.learningRate": 0.0316228, "layers[0].units": 16 };
const sgd = { "training.optimizer.type": "sgd", ...shared, hiddenLayers: 2, "training.optimizer.momentum": 0.5 };
const adam = { "training.optimizer.type": "adam", ...shared, hiddenLayers: 1 };
export const everyKindTrials = [
  [proposal(0, { values: sgd }), result(0, { objectives: [0.5], best: { epoch: 2, figures: { cost: 0.25 } } })],
  [
    proposal(1, { values: adam }),
    result(1, { state: "failed", objectives: [], failure: "non-finite", message: "It overflowed." }),
  ],
  [proposal(2, { values: adam }), result(2, { objectives: [0.75] })],
  [proposal(3, { values: adam, repeats: 2, seed: 8 }), result(3, { objectives: [0.625] })],
] as const;

/** Three rungs of 1, 3 and 9 epochs. */
export const halving: SweepPlan = { ...everyKind, search: { type: "halving", generation: 2, seed: 4 }, epochs: 9 };
export const halvingTrials = [
  [proposal(0, { values: sgd, epochs: 1 }), result(0, { objectives: [0.25], epochs: 1 })],
  [proposal(1, { values: adam, epochs: 1 }), result(1, { objectives: [0.5], epochs: 1 })],
  [proposal(2, { values: adam, epochs: 3, continues: 1 }), result(2, { objectives: [0.625], epochs: 3 })],
  [proposal(3, { values: adam, epochs: 9, continues: 2 }), result(3, { objectives: [0.75], epochs: 9 })],
] as const;

export const twoObjectives: SweepPlan = {
  ...everyKind,
  objectives: [...everyKind.objectives, { metric: "validationCost", largerIsBetter: false }],
};
export const twoObjectivesTrials = [
  [proposal(0, { values: sgd }), result(0, { objectives: [0.5, 2] })],
  [proposal(1, { values: adam }), result(1, { objectives: [0.75, 1] })],
] as const;

type Ended = readonly (readonly [Proposal, ReturnType<typeof result>])[];

/** Writes trials as a worker does, in generations of two; the journal is written when a generation is closed. */
export async function endAll(of: TemporaryGroup, plan: SweepPlan, trials: Ended): Promise<ClosedGeneration[]> {
  const { group } = of;
  const closed: ClosedGeneration[] = [];
  for (let first = 0; first < trials.length; first += 2) {
    const generation = trials.slice(first, first + 2);
    for (const [proposed, ended] of generation) {
      await openTrial(group, proposed);
      await (await Claim.make(group, proposed.trial, 1))?.end();
      await writeResult(group, ended);
    }
    const proposals = generation.map(([proposed]) => proposed);
    const ended = await closeGeneration(group, first / 2, proposals);
    if (ended) closed.push(ended);
    await new OptunaJournal(group, plan).write(closed);
  }
  return closed;
}
