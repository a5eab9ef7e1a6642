/** Writes a group of many trials with src/groups, as workers do, without training: proposals, results, generations. */
import { dirname, join } from "node:path";
import { RandomStream } from "../src/core/random";
import { closeGeneration } from "../src/groups/generations";
import { createGroup } from "../src/groups/group";
import { openTrial, type StoredResult, writeResult } from "../src/groups/trial";
import type { Proposal, SweepPlan } from "../src/search/types";

const generation = 8;

/** Fills a group and returns its folder. */
export async function fillGroup(configPath: string, trials: number): Promise<string> {
  const random = new RandomStream(7, "sample");
  const plan: SweepPlan = {
    space: [
      { path: "training.optimizer.type", kind: "choice", choices: ["sgd", "adam", "rmsprop"] },
      { path: "training.optimizer.learningRate", kind: "log", low: 0.001, high: 1 },
      { path: "training.batchSize", kind: "choice", choices: [8, 16, 32] },
      { path: "layers[0].units", kind: "integer", low: 4, high: 64, log: true },
      { path: "layers[0].dropout", kind: "range", low: 0, high: 0.5 },
    ],
    search: { type: "random", trials, generation, seed: 1 },
    objectives: [{ metric: "validationCost", largerIsBetter: false }],
    fixed: {},
    epochs: 20,
    seed: 1,
  };
  const group = await createGroup({
    kind: "sweep",
    configPath,
    runsDir: join(dirname(configPath), ".matrix-network"),
    config: { version: 1, data: { format: "builtin", name: "iris" } },
    plan: { sweep: plan, keepEpochs: false },
    data: { sha256: {} },
    versions: { product: "0.0.0", node: process.version, platform: `${process.platform}-${process.arch}` },
  });
  for (let g = 0; g * generation < trials; g++) {
    const numbers = Array.from({ length: Math.min(generation, trials - g * generation) }, (_, i) => g * generation + i);
    const made = numbers.map((trial) => madeTrial(trial, g, (k) => random.uniform(trial * 8 + k)));
    await Promise.all(
      made.map(async ({ proposal, result }) => {
        await openTrial(group, proposal);
        await writeResult(group, result);
      }),
    );
    await closeGeneration(
      group,
      g,
      made.map(({ proposal }) => proposal),
      new Map(made.map(({ result }) => [result.trial, result])),
    );
  }
  await closeGeneration(group, Math.ceil(trials / generation), []);
  return group;
}

/** Creates a trial; every fiftieth one has failed. */
function madeTrial(trial: number, g: number, at: (k: number) => number): { proposal: Proposal; result: StoredResult } {
  const rate = Number((10 ** (-3 + 3 * at(1))).toPrecision(6));
  const values = {
    "training.optimizer.type": ["sgd", "adam", "rmsprop"][Math.floor(at(0) * 3)],
    "training.optimizer.learningRate": rate,
    "training.batchSize": [8, 16, 32][Math.floor(at(2) * 3)],
    "layers[0].units": 4 + Math.floor(at(3) * 61),
    "layers[0].dropout": at(4) / 2,
  };
  const cost = 0.02 + 0.3 * (Math.log10(rate) + 1) ** 2 + 0.1 * at(5);
  const common = { trial, epochs: 20, examples: 2400 };
  return {
    proposal: { trial, generation: g, values, seed: 1, epochs: 20 },
    result:
      trial % 50 === 7
        ? { ...common, state: "failed", objectives: [], failure: "not-finite", message: "The cost overflowed." }
        : {
            ...common,
            state: "done",
            objectives: [cost],
            best: {
              epoch: 1 + (trial % 20),
              figures: { cost: cost / 2, validationCost: cost, validationAccuracy: 1 - cost / 3 },
            },
            weights: "f4072f30381bd8f982feda9b6f559ea17ec88cbc59b14c594f358fc3d3d37bd2",
          },
  };
}
