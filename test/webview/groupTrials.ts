/** A seeded sweep for its page: the plan's own proposals, figures that depend on them, and some failures. */
import { RandomStream } from "../../src/core/random";
import { fillTrial } from "../../src/extension/group/fillTrials";
import type { TrialSummary } from "../../src/groups/trials";
import type { GroupCourse, GroupHostMessage } from "../../src/protocol/groupPanel";
import { TrialTable } from "../../src/protocol/trialTable";
import { randomDraw } from "../../src/search/random";

import type { Generation, Proposal, SweepPlan } from "../../src/search/types";

const generation = 8;

const planOf = (trials: number, objectives = 1): SweepPlan => ({
  space: [
    { path: "training.optimizer.type", kind: "choice", choices: ["sgd", "adam"] },
    { path: "training.optimizer.learningRate", kind: "log", low: 0.001, high: 1 },
    { path: "layers[0].units", kind: "integer", low: 4, high: 64, log: true },
    {
      path: "training.optimizer.momentum",
      kind: "range",
      low: 0,
      high: 0.95,
      when: { "training.optimizer.type": "sgd" },
    },
  ],
  search: { type: "random", trials, generation, seed: 3 },
  objectives: [
    { metric: "validationCost", largerIsBetter: false },
    { metric: "validationAccuracy", largerIsBetter: true },
  ].slice(0, objectives),
  fixed: {},
  epochs: 20,
  seed: 1,
});

export interface MadeSweep {
  readonly plan: SweepPlan;
  readonly trials: readonly TrialSummary[];
}

/** Every eleventh trial fails; the last two of a running sweep are still in training. */
export function madeSweep(count: number, { running = false, objectives = 1 } = {}): MadeSweep {
  const plan = planOf(count, objectives);
  const random = new RandomStream(5, "sample");
  const draw = randomDraw(plan);
  const trials = Array.from({ length: count }, (_, trial): TrialSummary => {
    const values = draw(trial, 0, []);
    const proposal: Proposal = { trial, generation: Math.floor(trial / generation), values, seed: 1, epochs: 20 };
    if (running && trial >= count - 2) return { proposal, state: "running" };
    const common = { trial, epochs: 20, examples: 2400 };
    if (trial % 11 === 7) {
      return {
        proposal,
        state: "failed",
        result: { ...common, state: "failed", objectives: [], failure: "not-finite", message: "The cost overflowed." },
      };
    }
    const rate = Math.log10(Number(values["training.optimizer.learningRate"]));
    const cost = 0.02 + 0.3 * (rate + 1) ** 2 + 0.05 * random.uniform(trial);
    const figures = { cost: cost / 2, validationCost: cost, validationAccuracy: Math.max(0.3, 1 - cost / 2) };
    const found = [cost, figures.validationAccuracy].slice(0, objectives);
    return {
      proposal,
      state: "done",
      result: { ...common, state: "done", objectives: found, best: { epoch: 1 + (trial % 20), figures } },
    };
  });
  return { plan, trials };
}

/** Returns the generations as they are after they were closed. */
export function generationsOf({ trials }: MadeSweep): Generation[] {
  const count = Math.ceil(trials.length / generation);
  return Array.from({ length: count }, (_, g) => {
    const own = trials.filter(({ proposal }) => proposal.generation === g);
    return {
      generation: g,
      proposals: own.map(({ proposal }) => proposal),
      results: own.flatMap(({ result }) => result ?? []),
    };
  });
}

export const groupFolder = "/project/.matrix-network/iris/sweep-20261124T134501Z-3fa9";

export function messagesOf({ plan, trials }: MadeSweep, course: Partial<GroupCourse> = {}): GroupHostMessage[] {
  const table = new TrialTable();
  for (const trial of trials) fillTrial(table, plan.space, trial, ({ message }) => message);
  const ended = trials.filter(({ state }) => state === "done" || state === "failed").length;
  return [
    {
      type: "group",
      group: {
        folder: groupFolder,
        network: "iris",
        created: "2026-11-24T13:45:01.000Z",
        kind: "sweep",
        plan,
        minutes: undefined,
      },
    },
    { type: "trials", trials: table.part(trials.map(({ proposal }) => proposal.trial)) },
    {
      type: "course",
      closed: ended < trials.length ? Math.floor(ended / generation) : Math.ceil(ended / generation),
      isRead: true,
      isWorking: false,
      ...course,
    },
  ];
}
