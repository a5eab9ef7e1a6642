/** The reference's backward pass: output error, backpropagation, gradient, update. */
import { activations } from "../activations";
import type {
  Backpropagate,
  Gradient,
  LayerParameters,
  Matrix,
  Minibatch,
  OutputError,
  Regularization,
  Update,
} from "../backend";
import { costs } from "../costs";
import { elementStep, hasDecoupledDecay, stepScalars } from "../optimizers";
import { type Row, softmax, softmaxBackpropagate } from "../softmax";
import { dropoutMask, exampleWeight } from "./forward";
import { plain } from "./matrix";

/** delta ← ∂cost/∂s [rows, units] */
export function outputError(operation: OutputError, { rows }: Minibatch): void {
  const { layer, classWeights } = operation;
  const { activation } = layer;
  const alpha = plain(layer.alpha).values;
  const alphaGradient = operation.alphaGradient && plain(operation.alphaGradient).values.fill(0);
  for (let i = 0; i < rows; i++) {
    const s = plain(operation.s).row(i);
    const z = plain(operation.z).row(i);
    const y = plain(operation.targets).row(i);
    const delta = plain(operation.delta).row(i);
    const weight = exampleWeight(classWeights, y);
    costs[operation.cost].error({ activation, s, z, y, alpha }, delta);
    for (let j = 0; j < layer.units; j++) {
      delta[j] = delta[j] * weight;
      // Only the quadratic cost can be combined with activations that have an alpha: ∂cost/∂z = z − y.
      if (alphaGradient) alphaGradient[j] = alphaGradient[j] + (z[j] - y[j]) * weight * alphaSlope(layer, s[j]);
    }
  }
}

/** delta ← (nextDelta · nextWᵀ) ∘ mask ∘ f'(s). Shapes: nextDelta [rows, next units], nextW [units, next units] */
export function backpropagate(operation: Backpropagate, minibatch: Minibatch): void {
  const { layer, next, dropout } = operation;
  const nextW = plain(next.W);
  const alpha = plain(layer.alpha).values;
  const alphaGradient = operation.alphaGradient && plain(operation.alphaGradient).values.fill(0);
  const mask = dropout && dropoutMask(dropout, layer.index, minibatch);
  for (let i = 0; i < minibatch.rows; i++) {
    const nextDelta = plain(operation.nextDelta).row(i);
    const s = plain(operation.s).row(i);
    const delta = plain(operation.delta).row(i);
    for (let j = 0; j < layer.units; j++) {
      const outgoing = nextW.row(j);
      let sum = 0;
      for (let k = 0; k < next.units; k++) sum += nextDelta[k] * outgoing[k];
      delta[j] = sum * (mask ? mask(i * layer.units + j) : 1);
    }
    if (alphaGradient) {
      for (let j = 0; j < layer.units; j++) alphaGradient[j] = alphaGradient[j] + delta[j] * alphaSlope(layer, s[j]);
    }
    if (layer.activation === "softmax") {
      const z = s.slice();
      softmax(s, z);
      softmaxBackpropagate(z, delta);
    } else {
      const { derivative } = activations[layer.activation];
      for (let j = 0; j < layer.units; j++) delta[j] = delta[j] * derivative(s[j], alpha[j]);
    }
  }
}

const alphaSlope = ({ activation }: LayerParameters, s: number): number =>
  activation === "softmax" ? 0 : (activations[activation].alphaDerivative?.(s) ?? 0);

/** GW ← fromᵀ · delta / rows + l2 W + l1 sign(W) [inputs, units]; Gb ← Σ delta / rows [1, units] */
export function gradient(operation: Gradient, { rows }: Minibatch): void {
  const { layer, regularization } = operation;
  plain(operation.GW).values.set(weightGradient(operation, rows, regularization));
  if (layer.bias) plain(operation.Gb).values.set(biasGradient(operation.delta, rows));
  if (operation.Galpha && operation.alphaGradient) {
    plain(operation.Galpha).values.set(divided(plain(operation.alphaGradient).values, rows));
  }
}

/** Computes the gradient and applies the optimizer's step. */
export function update(operation: Update, minibatch: Minibatch): void {
  const { layer, optimizer, regularization, state } = operation;
  const { rows } = minibatch;
  const step = elementStep(optimizer);
  const scalars = stepScalars(optimizer, minibatch);
  const decoupled = hasDecoupledDecay(optimizer.type);
  const follow = (parameter: Matrix, G: Row, accumulators: readonly Matrix[], decay: number) => {
    const w = plain(parameter).values;
    const held = accumulators.map((matrix) => plain(matrix).values);
    for (let i = 0; i < w.length; i++) {
      const m = held.map((values) => values[i]);
      w[i] = step(w[i], G[i], m, decay, scalars);
      for (const [a, values] of held.entries()) values[i] = m[a];
    }
  };
  const penalty = decoupled ? { ...regularization, l2: 0 } : regularization;
  const GW = weightGradient(operation, rows, penalty);
  follow(layer.W, GW, state.W, decoupled ? regularization.l2 : 0);
  if (layer.bias) follow(layer.b, biasGradient(operation.delta, rows), state.b, 0);
  if (operation.alphaGradient) {
    follow(layer.alpha, divided(plain(operation.alphaGradient).values, rows), state.alpha, 0);
  }
}

function weightGradient(
  { layer, from, delta }: { layer: LayerParameters; from: Matrix; delta: Matrix },
  rows: number,
  { l1, l2 }: Regularization,
): Row {
  const W = plain(layer.W).values;
  const sums = new Float64Array(W.length);
  for (let i = 0; i < rows; i++) {
    const input = plain(from).row(i);
    const error = plain(delta).row(i);
    for (let k = 0; k < layer.inputs; k++) {
      for (let j = 0; j < layer.units; j++) sums[k * layer.units + j] += input[k] * error[j];
    }
  }
  return kept(
    W,
    sums.map((sum, i) => sum / rows + l2 * W[i] + l1 * Math.sign(W[i])),
  );
}

function biasGradient(delta: Matrix, rows: number): Row {
  const sums = new Float64Array(delta.columns);
  for (let i = 0; i < rows; i++) {
    const error = plain(delta).row(i);
    for (let j = 0; j < sums.length; j++) sums[j] += error[j];
  }
  return kept(
    plain(delta).values,
    sums.map((sum) => sum / rows),
  );
}

const divided = (values: Row, rows: number): Row => values.map((value) => value / rows);

/** Returns the values in the precision of `like`. */
const kept = (like: Row, values: Float64Array): Row =>
  like instanceof Float64Array ? values : Float32Array.from(values);
