/**
 * One layer's gradient, by backpropagation and by finite differences, in float64: of the config's own network as it starts, for a
 * few of the layer's parameters and the first training examples.
 */
import type { Backend, Matrix, Minibatch } from "../../../core/backend";
import { RandomStream } from "../../../core/random";
import { ReferenceBackend } from "../../../core/reference";
import { buildNetwork } from "../../experiment/network";
import { type Checked, failed, figure, type Outcome, passed } from "./outcome";
import { chosen, firstOf } from "./parts";

const rows = 10;
/** Of each kind of parameter: those with the largest gradients, and others by chance. */
const [largest, byChance] = [6, 6];
/** Where an activation has a kink within a step, a shorter one decides. */
const steps = [2 ** -13, 2 ** -16, 2 ** -19];
/** Relative to the parameter's gradient, or to this share of the layer's largest where that is more. */
const [tolerance, leastShare] = [1e-3, 1e-2];

export async function gradientCheck(
  { config, dataset }: Checked,
  layer: number,
  backend: Backend = new ReferenceBackend("float64"),
): Promise<Outcome> {
  const { layers, training } = config;
  const { optimizer, seed } = training;
  const count = Math.min(rows, dataset.train.count);
  const network = buildNetwork(backend, config, dataset.inputs, count);
  await network.initialize();
  const settings = { optimizer, regularization: { l1: 0, l2: 0 }, classWeights: dataset.classWeights };
  const operations = network.gradientStep(backend.examples(chosen(dataset.train, firstOf(count))), settings);
  const minibatch: Minibatch = { start: 0, rows: count, epoch: 1, batch: 1, step: 1, learningRate: 0 };
  const forward = backend.plan(operations.filter(({ op }) => op === "gather" || op === "forward" || op === "measure"));
  const costNow = async () => (await forward.run([minibatch])).costs[0] / count;
  const before = await costNow();
  await backend.plan(operations).run([minibatch]);
  const activation = ["layers", layer, "activation"];
  if (!Number.isFinite(before)) {
    const message = `the cost is ${before} before training; scale the inputs, or take smaller weights to start with`;
    return failed(activation, message, []);
  }
  const { W, b, alpha, bias, learnAlpha } = network.layers[layer];
  const { GW, Gb, Galpha } = network.pass.gradients(layer);
  const kinds: [Matrix, Matrix | undefined][] = [
    [W, GW],
    [b, bias ? Gb : undefined],
    [alpha, learnAlpha ? Galpha : undefined],
  ];
  const output: string[] = [];
  let wrong = 0;
  for (const [parameter, gradient] of kinds) {
    if (!gradient) continue;
    const found = await compare({ backend, parameter, gradient, costNow, seed });
    output.push(...found.lines);
    wrong += found.wrong;
    if (parameter === W && found.isZero && before > 0) {
      const delta = await backend.read(network.pass.errors(layer).delta);
      return delta.some((error) => error !== 0) ? noInputs(layers, layer, output) : noError(layers, layer, output);
    }
  }
  if (wrong === 0) return passed(output);
  const { activation: name } = layers[layer];
  const message = `backpropagation and finite differences differ for ${wrong} of ${output.length} parameters: the derivative of ${name}, or of what comes behind it, is wrong. That is a fault of the program, not of the config: please report it`;
  return failed(activation, message, output);
}

type Layers = Checked["config"]["layers"];

/** GW = z_prevᵀ · delta is 0 because nothing comes in. */
function noInputs(layers: Layers, layer: number, output: string[]): Outcome {
  const what = "what comes into this layer is 0 for every example, so its weights cannot learn";
  if (layer === 0) return failed(["data"], `${what}: look at the inputs`, output);
  const key = layers[layer - 1].initialization === "zeros" ? "initialization" : "activation";
  const why = "Usually the layer before it starts from zeros, or all of that layer's units are dead";
  return failed(["layers", layer - 1, key], `${what}. ${why}`, output);
}

/** It is 0 because nothing comes back. */
function noError(layers: Layers, layer: number, output: string[]): Outcome {
  const message =
    "no error reaches this layer: every gradient of its weights is 0, so it cannot learn. Usually a layer behind it starts from zeros, or all its units are dead";
  const zeros = layers.findIndex(({ initialization }, l) => l > layer && initialization === "zeros");
  return failed(zeros < 0 ? ["layers", layer, "activation"] : ["layers", zeros, "initialization"], message, output);
}

interface Compared {
  backend: Backend;
  parameter: Matrix;
  gradient: Matrix;
  costNow: () => Promise<number>;
  seed: number;
}

async function compare({ backend, parameter, gradient, costNow, seed }: Compared) {
  const values = await backend.read(parameter);
  const G = await backend.read(gradient);
  const most = G.reduce((least, g) => Math.max(least, Math.abs(g)), 0);
  const differenceAt = async (i: number, step: number) => {
    const at = async (offset: number) => {
      const moved = values.slice();
      moved[i] += offset;
      await backend.write(parameter, moved);
      return { cost: await costNow(), value: moved[i] };
    };
    const above = await at(step);
    const below = await at(-step);
    return (above.cost - below.cost) / (above.value - below.value);
  };
  const lines: string[] = [];
  let wrong = 0;
  for (const i of sampled(G, seed)) {
    const allowed = tolerance * Math.max(Math.abs(G[i]), leastShare * most, 1e-9);
    let difference = Number.NaN;
    for (const step of steps) {
      difference = await differenceAt(i, step);
      if (Math.abs(difference - G[i]) <= allowed) break;
    }
    const agrees = Math.abs(difference - G[i]) <= allowed;
    if (!agrees) wrong++;
    const place = `${parameter.name}[${Math.floor(i / parameter.columns)}, ${i % parameter.columns}]`;
    lines.push(
      `${agrees ? "✓" : "✗"} ${place}: backpropagation ${figure(G[i])}, finite difference ${figure(difference)}`,
    );
  }
  await backend.write(parameter, values);
  return { lines, wrong, isZero: most === 0 };
}

/** Places in G, each once. */
function sampled(G: Float32Array, seed: number): Set<number> {
  const random = new RandomStream(seed, "sample");
  const places = new Set<number>();
  for (let n = 0; n < Math.min(largest, G.length); n++) {
    let best = -1;
    for (let i = 0; i < G.length; i++) if (!places.has(i) && (best < 0 || Math.abs(G[i]) > Math.abs(G[best]))) best = i;
    places.add(best);
  }
  for (let n = 0; n < byChance; n++) places.add(Math.floor(random.uniform(n) * G.length));
  return places;
}
