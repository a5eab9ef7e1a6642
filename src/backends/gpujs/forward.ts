/** The forward pass in kernels: forward, measure. */
import { activations } from "../../core/activations";
import type { Forward, Measure } from "../../core/backend";
import { costs } from "../../core/costs";
import { call } from "./functions";
import { type KernelStep, step } from "./kernelProgram";
import { GpujsMatrix, ours } from "./matrix";
import { type SharedRowSums, softmaxSteps } from "./softmax";

/** s ← from · W + b; z ← f(s) ∘ mask. Shapes: from [rows, inputs], W [inputs, units], s, z and mask [rows, units] */
export function forwardSteps(
  operation: Forward,
  { mask, sums }: { mask: GpujsMatrix | undefined; sums: SharedRowSums },
): KernelStep[] {
  const { layer } = operation;
  const s = ours(operation.s);
  const z = ours(operation.z);
  sums.forget(s);
  const weigh = step(
    s,
    { from: ours(operation.from), W: ours(layer.W), b: ours(layer.b) },
    `let sum = 0;
    for (let k = 0; k < ${layer.inputs}; k++) { sum += from[this.thread.y][k] * W[k][this.thread.x]; }
    return sum + b[0][this.thread.x];`,
  );
  if (layer.activation === "softmax") {
    if (!mask) return [weigh, ...softmaxSteps(sums, s, z)];
    const whole = new GpujsMatrix(z.rows, z.columns, `${z.name} before dropout`);
    const dropped = "return z[this.thread.y][this.thread.x] * mask[this.thread.y][this.thread.x];";
    return [weigh, ...softmaxSteps(sums, s, whole), step(z, { z: whole, mask }, dropped)];
  }
  const { output } = activations[layer.activation];
  const f = call(output, "s[this.thread.y][this.thread.x]", "alpha[0][this.thread.x]");
  const alpha = output.length > 1 && { alpha: ours(layer.alpha) };
  const masked = mask ? " * mask[this.thread.y][this.thread.x]" : "";
  return [weigh, step(z, { s, ...alpha, ...(mask && { mask }) }, `return ${f}${masked};`, [output])];
}

/** measured ← Σ over rows of cost · weight, hits, ‖z − y‖² [1, 3] */
export function measureSteps(
  operation: Measure,
  {
    scalars,
    weight,
    measured,
    sums,
  }: { scalars: GpujsMatrix; weight: GpujsMatrix | undefined; measured: GpujsMatrix; sums: SharedRowSums },
): KernelStep[] {
  const { activation, cost, hit } = operation;
  const s = ours(operation.s);
  const z = ours(operation.z);
  const y = ours(operation.targets);
  const units = z.columns;
  const row = new GpujsMatrix(z.rows, 3, "measures by row");
  const shared = activation === "softmax" ? sums.of(s) : undefined;
  const { term } = costs[cost];
  const at = (name: string) => `${name}[this.thread.y][j]`;
  const all = shared ? "largest[this.thread.y][0] + Math.log(sum[this.thread.y][0])" : "0.0";
  const byRow = step(
    row,
    {
      scalars,
      s,
      z,
      y,
      ...(weight && { weight }),
      ...(shared && { largest: shared.largest, sum: shared.sum }),
    },
    `if (this.thread.y >= scalars[0][0]) { return 0; }
    let total = 0.0;
    if (this.thread.x === 0) {
      const all = ${all};
      for (let j = 0; j < ${units}; j++) { total += ${call(term(activation), at("y"), at("z"), at("s"), "all")}; }
      ${weight ? "total = total * weight[this.thread.y][0];" : ""}
    }
    if (this.thread.x === 1) { ${hits(hit, units)} }
    if (this.thread.x === 2) {
      for (let j = 0; j < ${units}; j++) { total += (${at("z")} - ${at("y")}) * (${at("z")} - ${at("y")}); }
    }
    return total;`,
    [term(activation)],
  );
  const summed = step(
    measured,
    { row },
    `let total = 0;
    for (let i = 0; i < ${z.rows}; i++) { total += row[i][this.thread.x]; }
    return total;`,
  );
  return [...(shared?.steps ?? []), byRow, summed];
}

/** Returns kernel text that sets total to 1 for a correct row; the first of equal outputs is the largest. */
function hits(hit: Measure["hit"], units: number): string {
  switch (hit) {
    case "none":
      return "total = 0.0;";
    case "largest":
      return `let zMost = z[this.thread.y][0];
      let yMost = y[this.thread.y][0];
      let zAt = 0.0;
      let yAt = 0.0;
      for (let j = 1; j < ${units}; j++) {
        if (z[this.thread.y][j] > zMost) { zMost = z[this.thread.y][j]; zAt = j; }
        if (y[this.thread.y][j] > yMost) { yMost = y[this.thread.y][j]; yAt = j; }
      }
      if (zAt === yAt) { total = 1.0; }`;
    case "half":
      return `for (let j = 0; j < ${units}; j++) {
        let zOver = 0.0;
        let yOver = 0.0;
        if (z[this.thread.y][j] > 0.5) { zOver = 1.0; }
        if (y[this.thread.y][j] > 0.5) { yOver = 1.0; }
        if (zOver === yOver) { total += ${1 / units}; }
      }`;
  }
}

/** weight ← the weight of the class that y names, or Σ over outputs of y ∘ weights [rows, 1] */
export function weightStep(weight: GpujsMatrix, y: GpujsMatrix, classWeights: Float32Array): KernelStep {
  const weights = new GpujsMatrix(1, classWeights.length, "class weights");
  weights.values = classWeights.slice();
  const body =
    y.columns === 1
      ? "if (y[this.thread.y][0] > 0.5) { return weights[0][1]; } return weights[0][0];"
      : `let total = 0;
      for (let j = 0; j < ${y.columns}; j++) { total += y[this.thread.y][j] * weights[0][j]; }
      return total;`;
  return step(weight, { y, weights }, body);
}
