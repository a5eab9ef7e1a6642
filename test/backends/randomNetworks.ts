/** Random networks, trained for a few steps and compared with the reference. The message of a failure has the seed. */
import assert from "node:assert/strict";
import { hasAlpha } from "../../src/core/activations";
import type { Backend, Optimizer } from "../../src/core/backend";
import { costs } from "../../src/core/costs";
import { type ActivationName, activationNames, costNames } from "../../src/core/names";
import { Network } from "../../src/core/network";
import { RandomStream } from "../../src/core/random";
import { ReferenceBackend } from "../../src/core/reference";
import { layer, minibatch, plainSgd, tinyExamples } from "../core/tinyNetwork";

const optimizers: Optimizer[] = [
  plainSgd,
  { type: "sgd", momentum: 0.9, nesterov: false },
  { type: "sgd", momentum: 0.5, nesterov: true },
  { type: "rmsprop", rho: 0.9, epsilon: 1e-2 },
  { type: "adam", beta1: 0.9, beta2: 0.99, epsilon: 1e-2 },
  { type: "adamw", beta1: 0.9, beta2: 0.99, epsilon: 1e-2 },
];

/** Trains network `seed` on the backend and returns its parameters, accumulators and costs. */
async function trained(backend: Backend, seed: number) {
  const random = new RandomStream(seed, "sample");
  let drawn = 0;
  const whole = (from: number, to: number) => from + Math.floor(random.uniform(drawn++) * (to - from + 1));
  const one = <Value>(values: readonly Value[]): Value => values[whole(0, values.length - 1)];
  const cost = one(costNames);
  const spec = (activation: ActivationName, from: number) =>
    layer(whole(from, 30), activation, {
      bias: whole(0, 3) > 0,
      learnAlpha: hasAlpha(activation) && whole(0, 1) > 0,
    });
  const hidden = Array.from({ length: whole(0, 2) }, () => {
    const made = spec(one(activationNames), 1);
    return { ...made, dropout: whole(0, 3) === 0 ? 0.3 : 0 };
  });
  const output = spec(one(activationNames.filter(costs[cost].goesWith)), 2);
  const [inputs, batchSize, optimizer] = [whole(1, 40), whole(1, 20), one(optimizers)];
  const count = batchSize * whole(1, 5) + whole(0, batchSize - 1);
  const settings = { optimizer, regularization: { l1: one([0, 0.001]), l2: one([0, 0.01]) } };
  const network = new Network(backend, { inputs, layers: [...hidden, output], cost, seed }, batchSize, optimizer);
  await network.initialize();
  const examples = backend.examples(tinyExamples(count, inputs, output.units, seed));
  const minibatches = Array.from({ length: Math.ceil(count / batchSize) }, (_, i) =>
    minibatch(Math.min(batchSize, count - i * batchSize), {
      start: i * batchSize,
      batch: i + 1,
      step: i + 1,
      learningRate: 0.02,
    }),
  );
  const measures = await backend.plan(network.trainingStep(examples, settings)).run(minibatches);
  return [...(await network.readParameters()), { name: "costs", values: Float32Array.from(measures.costs) }];
}

/** @param relative tolerance, relative to the largest number of an array */
export function specifyRandomNetworks(
  make: () => Promise<Backend>,
  { first, count, relative }: { first: number; count: number; relative: number },
): void {
  const end = first + count;
  for (let from = first; from < end; from += 25) {
    const until = Math.min(from + 25, end);
    it(`trains random networks ${from} to ${until - 1} like the reference`, async () => {
      const backend = await make();
      for (let seed = from; seed < until; seed++) {
        const found = await trained(backend, seed);
        for (const [i, { name, values }] of (await trained(new ReferenceBackend(), seed)).entries()) {
          const size = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-2);
          const errors = values.map((value, j) => Math.abs(found[i].values[j] - value));
          const worst = errors.reduce((most, error) => Math.max(most, error), 0);
          assert.ok(worst <= relative * size, `network ${seed}, ${name}: off by ${worst} of ${size}`);
        }
      }
      await backend.destroy();
    });
  }
}
