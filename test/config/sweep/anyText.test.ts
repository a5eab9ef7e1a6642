/** Any value under `sweep` is refused with a finding, or gives a plan that the search accepts. */
import assert from "node:assert/strict";
import { checkConfig } from "../../../src/config/check/check";
import { sweepOutline } from "../../../src/config/editor/sweepOutline";
import { sweepSuggestions } from "../../../src/config/editor/sweepSuggestions";
import { isSwept, sweepPlan } from "../../../src/config/sweep/plan";
import { trialValue } from "../../../src/config/sweep/trialValue";
import { RandomStream } from "../../../src/core/random";
import { proposeGeneration } from "../../../src/search/propose";
import { amount, firstSeed } from "../../soak";

const config = {
  version: 1,
  data: { format: "builtin", name: "iris", validation: { fraction: 0.2 } },
  layers: [
    { units: 8, activation: "relu" },
    { units: 3, activation: "softmax" },
  ],
  training: { epochs: 9, batchSize: 10, seed: 1 },
};

/** Paths, values and keys for random sweeps, valid and invalid. */
const paths = [
  "training.optimizer.learningRate",
  "training.optimizer.type",
  "training.optimizer.momentum",
  "layers[0].units",
  "layers[0].activation",
  "layers[1].activation",
  "hiddenLayers",
  "training.batchSize",
  "training.epochs",
  "training.schedule.type",
  "data.scaling",
  "cost",
  "layers",
  "sweep",
  "learningRat",
];
const keys = ["log", "range", "integer", "choice", "when", "search", "objective", "budget", "repeats", "parameters"];
const words = [
  "sgd",
  "adam",
  "relu",
  "softmax",
  "linear",
  "cosine",
  "minmax",
  "validationCost",
  "tpe",
  "grid",
  "halving",
];
const numbers = [0, 1, 2, 3, 8, 16, 0.001, 0.5, 0.99, -1, 1.5, 1e9, 400];

/** Draws random values from a seed. */
class Chance {
  private next = 0;
  private readonly stream: RandomStream;
  constructor(seed: number) {
    this.stream = new RandomStream(seed, "sample");
  }
  below(count: number): number {
    return Math.floor(this.stream.uniform(this.next++) * count);
  }
  of<T>(values: readonly T[]): T {
    return values[this.below(values.length)];
  }
  some<T>(most: number, make: () => T): T[] {
    return Array.from({ length: this.below(most + 1) }, make);
  }
}

const anyValue = (chance: Chance): unknown =>
  chance.of([chance.of(numbers), chance.of(words), true, null, [], {}, chance.of(paths)]);

const adam = { when: { "training.optimizer.type": "adam" } };
const right: Record<string, readonly object[]> = {
  "training.optimizer.learningRate": [{ log: [0.001, 0.1] }, { choice: [0.01, 0.1] }],
  "training.optimizer.type": [{ choice: ["sgd", "adam"] }],
  "training.optimizer.momentum": [
    { range: [0.1, 0.9], when: { "training.optimizer.type": "sgd" } },
    { choice: [0, 0.5] },
  ],
  "layers[0].units": [{ integer: [1, 64], log: true }, { integer: [2, 5] }, { choice: [4, 8], ...adam }],
  "layers[1].activation": [{ choice: ["softmax", "linear"] }],
  hiddenLayers: [{ integer: [1, 3] }, { choice: [0, 2] }],
  "training.batchSize": [{ choice: [5, 10], ...adam }, { integer: [2, 20] }],
  "training.epochs": [{ choice: [2, 9] }],
  cost: [{ choice: ["quadratic", "cross-entropy"] }],
};

/** Returns a parameter that is usually valid. */
function parameter(chance: Chance, path: string): unknown {
  if (Object.hasOwn(right, path) && chance.below(8) > 0) return chance.of(right[path]);
  return oddParameter(chance);
}

function oddParameter(chance: Chance): unknown {
  const ends = [chance.of(numbers), chance.of(numbers)];
  const usual: Record<string, unknown> = chance.of([
    { log: ends },
    { range: ends },
    { integer: ends.map(Math.round) },
    { integer: ends.map(Math.round), log: true },
    { choice: [chance.of(numbers), chance.of(numbers)] },
    { choice: [chance.of(words), ...chance.some(3, () => chance.of(words))] },
  ]);
  if (chance.below(3) === 0) usual.when = { [chance.of(paths)]: chance.of([...words, ...numbers]) };
  if (chance.below(12) === 0) usual[chance.of(keys)] = anyValue(chance);
  return chance.below(20) === 0 ? anyValue(chance) : usual;
}

function sweepOf(chance: Chance): unknown {
  const names = chance.some(4, () => chance.of(chance.below(8) === 0 ? paths : Object.keys(right)));
  const parameters = Object.fromEntries(names.map((path) => [path, parameter(chance, path)]));
  const search = { type: chance.of(["grid", "random", "tpe", "halving"]), generation: 2 };
  const sweep: Record<string, unknown> = { parameters, search };
  if (chance.below(3) === 0) Object.assign(search, { trials: chance.of(numbers) });
  if (chance.below(4) === 0)
    sweep.objective = chance.some(2, () => ({ metric: chance.of(["validationAccuracy", "cost", ...words]) }));
  if (chance.below(4) === 0) sweep.budget = { trials: 3, examples: chance.of([100, 100000]) };
  if (chance.below(4) === 0) sweep.repeats = { most: chance.of([1, 2, 3]) };
  if (chance.below(12) === 0) sweep[chance.of(keys)] = anyValue(chance);
  return chance.below(30) === 0 ? anyValue(chance) : sweep;
}

describe("whatever stands under sweep", () => {
  it("is refused in words, or has a plan whose first trials are configs", () => {
    const first = firstSeed();
    let plans = 0;
    for (let seed = first; seed < first + amount(1000); seed++) {
      const written = { ...config, sweep: sweepOf(new Chance(seed)) };
      const text = JSON.stringify(written);
      try {
        sweepSuggestions(written);
        sweepOutline(written);
        const { config: parsed } = checkConfig(text);
        if (!parsed || !isSwept(parsed)) continue;
        plans++;
        const plan = sweepPlan(parsed, 1, { task: "classification", examples: 120 });
        const paths = plan.space.map(({ path }) => path);
        for (const proposal of proposeGeneration(plan, 0, []) ?? []) {
          const trial = checkConfig(JSON.stringify(trialValue(written, paths, proposal)));
          // Two valid values may be invalid together: then the trial has a finding.
          assert.ok(trial.config ?? trial.findings.length > 0);
          assert.equal(trial.document.value === undefined, false);
        }
      } catch (error) {
        (error as Error).message += ` (seed ${seed}: ${text})`;
        throw error;
      }
    }
    assert.ok(plans > amount(1000) / 10, `only ${plans} were right`);
  }).timeout(600_000);
});
