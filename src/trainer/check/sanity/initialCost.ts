/** The cost before training is that of knowing nothing: with softmax and k classes about ln k. */
import type { ResolvedConfig } from "../../../config/schema/resolve";
import { activations } from "../../../core/activations";
import type { Backend, Examples } from "../../../core/backend";
import { costs } from "../../../core/costs";
import { Evaluator } from "../../experiment/evaluator";
import { buildNetwork } from "../../experiment/network";
import { type Checked, failed, figure, type Outcome, passed, skipped } from "./outcome";
import { chosen, firstOf, makeBackend } from "./parts";

const most = 1000;
/** So many times the expected cost the weights of the start may bring; and so little of it nobody has who knows nothing. */
const [muchMore, muchLess] = [3, 0.4];

export async function initialCost(
  { config, dataset }: Checked,
  make: () => Promise<Backend> = makeBackend,
): Promise<Outcome> {
  if (config.training.start) return skipped("it starts from weights that have learned already");
  const examples = chosen(dataset.train, firstOf(Math.min(most, dataset.train.count)));
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
): Outcome {
  const { layers, data } = config;
  const output = [
    `cost of the first ${count} training examples before training: ${figure(found)}`,
    `expected of a network that knows nothing: ${words}`,
  ];
  const unscaled = data.scaling === "none";
  const weights = ["layers", layers.length - 1, "initialization"];
  if (!(found <= muchMore * cost)) {
    const why = unscaled
      ? "usually the inputs are not scaled (take scaling auto)"
      : "usually the inputs are far from the scale of 1, or the weights start too large";
    const message = `the cost before training is ${figure(found)}, not about ${words}: the outputs are sure already, and wrong; ${why}`;
    return failed(unscaled ? ["data", "scaling"] : weights, message, output);
  }
  if (found < muchLess * cost) {
    const message = `the cost before training is only ${figure(found)}, not about ${words}: the network knows what it cannot know yet; usually the targets are in another scale than the outputs, or the labels are nearly all one class`;
    return failed(["data"], message, output);
  }
  return passed(output);
}

/** The mean cost of the outputs at weighted inputs of 0. */
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
