/**
 * Compares a layer's gradient by backpropagation with finite differences, in float64: for the config's network before
 * training, a few of the layer's parameters and the first training examples.
 */

import type { Backend, Matrix, Minibatch } from "../../../core/backend";
import { RandomStream } from "../../../core/random";
import { ReferenceBackend } from "../../../core/reference";
import { noticed } from "../../../messages";
import type { Cited } from "../../../messages/said";
import { buildNetwork } from "../../experiment/network";
import { type CheckedExperiment, type CheckOutcome, failed, passed } from "./outcome";
import { firstIndices, selectExamples } from "./parts";

const rows = 10;
/** Number of checked values of each parameter: those with the largest gradients, and random ones. */
const [largest, random] = [6, 6];
/** Step sizes: if an activation has a kink within a step, a shorter step decides. */
const steps = [2 ** -13, 2 ** -16, 2 ** -19];
/** Tolerance relative to the parameter's gradient, or to this share of the layer's largest if that is more. */
const [tolerance, minimumShare] = [1e-3, 1e-2];

export async function gradientCheck(
  { config, dataset }: CheckedExperiment,
  layer: number,
  backend: Backend = new ReferenceBackend("float64"),
): Promise<CheckOutcome> {
  const { layers, training } = config;
  const { optimizer, seed } = training;
  const count = Math.min(rows, dataset.train.count);
  const network = buildNetwork(backend, config, dataset.inputs, count);
  await network.initialize();
  const settings = { optimizer, regularization: { l1: 0, l2: 0 }, classWeights: dataset.classWeights };
  const operations = network.gradientStep(
    backend.examples(selectExamples(dataset.train, firstIndices(count))),
    settings,
  );
  const minibatch: Minibatch = { start: 0, rows: count, epoch: 1, batch: 1, step: 1, learningRate: 0 };
  const forward = backend.plan(operations.filter(({ op }) => op === "gather" || op === "forward" || op === "measure"));
  const costNow = async () => (await forward.run([minibatch])).costs[0] / count;
  const before = await costNow();
  await backend.plan(operations).run([minibatch]);
  const activation = ["layers", layer, "activation"];
  if (!Number.isFinite(before)) {
    return failed(activation, noticed("sanity/cost-not-finite", { cost: before }), []);
  }
  const { W, b, alpha, bias, learnAlpha } = network.layers[layer];
  const { GW, Gb, Galpha } = network.pass.gradients(layer);
  const kinds: [Matrix, Matrix | undefined][] = [
    [W, GW],
    [b, bias ? Gb : undefined],
    [alpha, learnAlpha ? Galpha : undefined],
  ];
  const output: Cited[] = [];
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
  const message = noticed("sanity/gradient", { wrong, count: output.length, activation: name });
  return failed(activation, message, output);
}

type Layers = CheckedExperiment["config"]["layers"];

/** GW = z_prevᵀ · delta is 0 because z_prev is. */
function noInputs(layers: Layers, layer: number, output: Cited[]): CheckOutcome {
  const message = noticed("sanity/no-inputs", { isFirst: layer === 0 });
  if (layer === 0) return failed(["data"], message, output);
  const key = layers[layer - 1].initialization === "zeros" ? "initialization" : "activation";
  return failed(["layers", layer - 1, key], message, output);
}

/** GW is 0 because delta is. */
function noError(layers: Layers, layer: number, output: Cited[]): CheckOutcome {
  const message = noticed("sanity/no-error", {});
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
  const maximum = G.reduce((found, g) => Math.max(found, Math.abs(g)), 0);
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
  const lines: Cited[] = [];
  let wrong = 0;
  for (const i of sampled(G, seed)) {
    const allowed = tolerance * Math.max(Math.abs(G[i]), minimumShare * maximum, 1e-9);
    let difference = Number.NaN;
    for (const step of steps) {
      difference = await differenceAt(i, step);
      if (Math.abs(difference - G[i]) <= allowed) break;
    }
    const agrees = Math.abs(difference - G[i]) <= allowed;
    if (!agrees) wrong++;
    const entry = `${parameter.name}[${Math.floor(i / parameter.columns)}, ${i % parameter.columns}]`;
    lines.push(noticed("sanity/parameter", { agrees, entry, gradient: G[i], difference }));
  }
  await backend.write(parameter, values);
  return { lines, wrong, isZero: maximum === 0 };
}

/** Returns distinct indices in G. */
function sampled(G: Float32Array, seed: number): Set<number> {
  const stream = new RandomStream(seed, "sample");
  const indices = new Set<number>();
  for (let n = 0; n < Math.min(largest, G.length); n++) {
    let best = -1;
    for (let i = 0; i < G.length; i++)
      if (!indices.has(i) && (best < 0 || Math.abs(G[i]) > Math.abs(G[best]))) best = i;
    indices.add(best);
  }
  for (let n = 0; n < random; n++) indices.add(Math.floor(stream.uniform(n) * G.length));
  return indices;
}
