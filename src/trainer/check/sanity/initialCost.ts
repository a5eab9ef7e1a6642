/** Checks that the cost before training is that of random guessing: with softmax and k classes about ln k. */

import type { ResolvedConfig } from "../../../config/schema/resolve";
import { activations } from "../../../core/activations";
import type { Backend, Examples } from "../../../core/backend";
import { costs } from "../../../core/costs";
import { noticed } from "../../../messages";
import { Evaluator } from "../../experiment/evaluator";
import { buildNetwork } from "../../experiment/network";
import { type CheckedExperiment, type CheckOutcome, failed, figure, passed, skipped } from "./outcome";
import { firstIndices, makeBackend, selectExamples } from "./parts";

const maxExamples = 1000;
/** The accepted range of the cost, as multiples of the expected one. */
const [maxRatio, minRatio] = [3, 0.4];

export async function initialCost(
  { config, dataset }: CheckedExperiment,
  make: () => Promise<Backend> = makeBackend,
): Promise<CheckOutcome> {
  if (config.training.start) return skipped(noticed("sanity/trained-start", {}));
  const examples = selectExamples(dataset.train, firstIndices(Math.min(maxExamples, dataset.train.count)));
  const backend = await make();
  try {
    const network = buildNetwork(backend, config, dataset.inputs);
    await network.initialize();
    const found = await new Evaluator(network, backend, backend.examples(examples)).measure(async () => {});
    return judge(config, found.cost, expected(config, examples), examples.count);
  } finally {
    await backend.destroy();
  }
}

function judge(
  config: ResolvedConfig,
  found: number,
  { cost, words }: { cost: number; words: string },
  count: number,
): CheckOutcome {
  const { layers, data } = config;
  const output = [
    noticed("sanity/first-cost", { count, cost: found }),
    noticed("sanity/guessed-cost", { expected: words }),
  ];
  const unscaled = data.scaling === "none";
  const weights = ["layers", layers.length - 1, "initialization"];
  if (!(found <= maxRatio * cost)) {
    const message = noticed("sanity/cost-high", { cost: found, expected: words, isUnscaled: unscaled });
    return failed(unscaled ? ["data", "scaling"] : weights, message, output);
  }
  if (found < minRatio * cost) {
    const message = noticed("sanity/cost-low", { cost: found, expected: words });
    return failed(["data"], message, output);
  }
  return passed(output);
}

/** Returns the mean cost of outputs whose weighted inputs are 0. */
function expected({ layers, cost: name }: ResolvedConfig, { count, outputs, targets }: Examples) {
  const { activation, alpha } = layers[layers.length - 1];
  const s = new Float64Array(outputs);
  const z = s.map(() => (activation === "softmax" ? 1 / outputs : activations[activation].output(0, alpha)));
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const y = new Float64Array(outputs);
    if (targets instanceof Float32Array) y.set(targets.subarray(i * outputs, (i + 1) * outputs));
    else if (outputs === 1) y[0] = targets[i];
    else y[targets[i]] = 1;
    sum += costs[name].value({ activation, s, z, y });
  }
  const cost = sum / count;
  if (name === "quadratic") return { cost, words: figure(cost) };
  const known = activation === "softmax" ? `ln ${outputs}` : outputs === 1 ? "ln 2" : `${outputs} ln 2`;
  return { cost, words: `${known} = ${figure(cost)}` };
}
