/**
 * The backward pass in kernels: output error, backpropagation. Missing rows of a shorter minibatch have errors of 0.
 */
import { activations } from "../../core/activations";
import type { Backpropagate, LayerParameters, OutputError } from "../../core/backend";
import { costs } from "../../core/costs";
import { call } from "./functions";
import { type KernelStep, step } from "./kernelProgram";
import { GpujsMatrix, ours } from "./matrix";
import { type SharedRowSums, softmaxBackSteps, softmaxSteps } from "./softmax";

/** delta ← ∂cost/∂s · weight [rows, units]; alphaGradient ← Σ over rows of ∂cost/∂z ∘ ∂f/∂alpha [1, units] */
export function outputErrorSteps(
  operation: OutputError,
  { scalars, weight }: { scalars: GpujsMatrix; weight: GpujsMatrix | undefined },
): KernelStep[] {
  const { layer, cost } = operation;
  const delta = ours(operation.delta);
  const z = ours(operation.z);
  const g = costs[cost].cancels ? delta : new GpujsMatrix(delta.rows, delta.columns, `cost slope ${delta.name}`);
  const weighed = weight ? " * weight[this.thread.y][0]" : "";
  const difference = step(
    g,
    { scalars, z, y: ours(operation.targets), ...(weight && { weight }) },
    `if (this.thread.y >= scalars[0][0]) { return 0; }
    return (z[this.thread.y][this.thread.x] - y[this.thread.y][this.thread.x])${weighed};`,
  );
  if (g === delta) return [difference];
  const s = ours(operation.s);
  const back =
    layer.activation === "softmax" ? softmaxBackSteps(z, g, delta) : throughActivation(layer, { s, g, delta });
  return [difference, ...back, ...alphaSteps(operation, g)];
}

/** delta ← (nextDelta · nextWᵀ) ∘ mask ∘ f'(s). Shapes: nextDelta [rows, next units], nextW [units, next units] */
export function backpropagateSteps(
  operation: Backpropagate,
  { mask, sums }: { mask: GpujsMatrix | undefined; sums: SharedRowSums },
): KernelStep[] {
  const { layer, next, alphaGradient } = operation;
  const delta = ours(operation.delta);
  const s = ours(operation.s);
  // A row of the transposed weights is contiguous, which is faster for vectors and for a GPU's memory.
  const transposed = new GpujsMatrix(next.units, next.inputs, `transposed ${next.W.name}`);
  const transpose = step(transposed, { W: ours(next.W) }, "return W[this.thread.x][this.thread.y];");
  const reads = { delta: ours(operation.nextDelta), W: transposed, ...(mask && { mask }) };
  const sum = `let sum = 0;
    for (let k = 0; k < ${next.units}; k++) { sum += delta[this.thread.y][k] * W[k][this.thread.x]; }`;
  const masked = mask ? " * mask[this.thread.y][this.thread.x]" : "";
  if (layer.activation !== "softmax" && !alphaGradient) {
    const slope = slopeOf(layer, s);
    const product = step(
      delta,
      { ...reads, ...slope.reads },
      `${sum} return sum${masked} * ${slope.text};`,
      slope.functions,
    );
    return [transpose, product];
  }
  const g = new GpujsMatrix(delta.rows, delta.columns, `error of z${layer.index}`);
  const product = step(g, reads, `${sum} return sum${masked};`);
  const back =
    layer.activation === "softmax" ? throughSoftmax(sums, { s, g, delta }) : throughActivation(layer, { s, g, delta });
  return [transpose, product, ...back, ...alphaSteps(operation, g)];
}

/** s, g and delta of one layer [rows, units] */
interface Errors {
  readonly s: GpujsMatrix;
  readonly g: GpujsMatrix;
  readonly delta: GpujsMatrix;
}

/** delta ← g ∘ f'(s) */
function throughActivation(layer: LayerParameters, { s, g, delta }: Errors): KernelStep[] {
  const { reads, text, functions } = slopeOf(layer, s);
  return [step(delta, { g, ...reads }, `return g[this.thread.y][this.thread.x] * ${text};`, functions)];
}

/** Returns the kernel text of f'(s) of an element, with the matrices it reads. */
function slopeOf(layer: LayerParameters, s: GpujsMatrix) {
  if (layer.activation === "softmax") throw new TypeError("softmax looks at a whole row");
  const { derivative } = activations[layer.activation];
  const text = call(derivative, "s[this.thread.y][this.thread.x]", "alpha[0][this.thread.x]");
  const reads = { ...(derivative.length > 0 && { s }), ...(derivative.length > 1 && { alpha: ours(layer.alpha) }) };
  return { text, reads, functions: [derivative] };
}

/** Computes softmax again, since dropout may have changed the layer's z. */
function throughSoftmax(sums: SharedRowSums, { s, g, delta }: Errors): KernelStep[] {
  const z = new GpujsMatrix(s.rows, s.columns, `softmax of ${s.name}`);
  return [...softmaxSteps(sums, s, z), ...softmaxBackSteps(z, g, delta)];
}

/** alphaGradient ← Σ over rows of g ∘ ∂f/∂alpha [1, units] */
function alphaSteps(operation: OutputError | Backpropagate, g: GpujsMatrix): KernelStep[] {
  const { layer, alphaGradient } = operation;
  if (!alphaGradient || layer.activation === "softmax") return [];
  const slope = activations[layer.activation].alphaDerivative;
  if (!slope) return [];
  const body = `let sum = 0;
    for (let i = 0; i < ${g.rows}; i++) { sum += g[i][this.thread.x] * ${call(slope, "s[i][this.thread.x]")}; }
    return sum;`;
  return [step(ours(alphaGradient), { g, s: ours(operation.s) }, body, [slope])];
}
