/** Gradients, and the optimizer's steps along them, in kernels. */
import type { Gradient, Matrix, Optimizer, Regularization, Update } from "../../core/backend";
import { hasDecoupledDecay, stepRule } from "../../core/optimizers";
import { call } from "./functions";
import { type KernelStep, step } from "./kernelProgram";
import { GpujsMatrix, ours } from "./matrix";

/** Columns of a minibatch's row of scalars; `rows` comes first, the indices of its examples follow (resident.ts). */
export const scalarColumns = { rows: 0, rate: 1, correction1: 2, correction2: 3 } as const;

const rows = `scalars[0][${scalarColumns.rows}]`;

/** A gradient's element as kernel text: statements, the value, and the matrices they read. */
interface Slope {
  readonly reads: Record<string, GpujsMatrix>;
  readonly statements: string;
  readonly value: string;
}

/** GW ← fromᵀ · delta / rows + l2 W + l1 sign(W) [inputs, units]; Gb ← Σ delta / rows; Galpha ← alphaGradient / rows */
export function gradientSteps(operation: Gradient, scalars: GpujsMatrix): KernelStep[] {
  const { layer, regularization, alphaGradient, Galpha } = operation;
  return [
    stored(ours(operation.GW), weightGradient(operation, regularization), scalars),
    ...(layer.bias ? [stored(ours(operation.Gb), biasGradient(operation.delta), scalars)] : []),
    ...(alphaGradient && Galpha ? [stored(ours(Galpha), alphaGradientOf(alphaGradient), scalars)] : []),
  ];
}

/** The same gradients, and the optimizer's step on W, b and alpha. */
export function updateSteps(operation: Update, scalars: GpujsMatrix): KernelStep[] {
  const { layer, optimizer, regularization, state, alphaGradient } = operation;
  const decoupled = hasDecoupledDecay(optimizer.type);
  const penalty = decoupled ? { ...regularization, l2: 0 } : regularization;
  const follow = (parameter: Matrix, m: readonly Matrix[], gradient: Slope, decay = 0) =>
    optimizerSteps(optimizer, ours(parameter), { gradient, scalars, decay, m: m.map(ours) });
  const decay = decoupled ? regularization.l2 : 0;
  return [
    ...follow(layer.W, state.W, weightGradient(operation, penalty), decay),
    ...(layer.bias ? follow(layer.b, state.b, biasGradient(operation.delta)) : []),
    ...(alphaGradient ? follow(layer.alpha, state.alpha, alphaGradientOf(alphaGradient)) : []),
  ];
}

function weightGradient({ layer, from, delta }: Gradient | Update, { l1, l2 }: Regularization): Slope {
  const w = "w[this.thread.y][this.thread.x]";
  const penalty = `${l2 > 0 ? ` + ${l2} * ${w}` : ""}${l1 > 0 ? ` + ${l1} * Math.sign(${w})` : ""}`;
  return {
    reads: { from: ours(from), delta: ours(delta), ...(penalty !== "" && { w: ours(layer.W) }) },
    statements: `let sum = 0;
    for (let i = 0; i < ${from.rows}; i++) { sum += from[i][this.thread.y] * delta[i][this.thread.x]; }`,
    value: `sum / ${rows}${penalty}`,
  };
}

const biasGradient = (delta: Matrix): Slope => ({
  reads: { delta: ours(delta) },
  statements: `let sum = 0;
    for (let i = 0; i < ${delta.rows}; i++) { sum += delta[i][this.thread.x]; }`,
  value: `sum / ${rows}`,
});

const alphaGradientOf = (sum: Matrix): Slope => ({
  reads: { sum: ours(sum) },
  statements: "",
  value: `sum[0][this.thread.x] / ${rows}`,
});

const stored = (G: GpujsMatrix, { reads, statements, value }: Slope, scalars: GpujsMatrix): KernelStep =>
  step(G, { scalars, ...reads }, `${statements} return ${value};`);

/** Keeps the value in a minibatch of no rows, which fills up a call. */
const unlessEmpty = (name: string) => `if (${rows} < 1) { return ${name}[this.thread.y][this.thread.x]; }`;

/**
 * Returns the steps of a parameter, all [rows, columns]: gradient, accumulators, then the parameter itself; one kernel
 * if there are no accumulators, with the gradient rounded as if it were stored.
 */
function optimizerSteps(
  optimizer: Optimizer,
  w: GpujsMatrix,
  { gradient, m, scalars, decay }: { gradient: Slope; m: GpujsMatrix[]; scalars: GpujsMatrix; decay: number },
): KernelStep[] {
  const rule = stepRule(optimizer);
  const here = (name: string) => `${name}[this.thread.y][this.thread.x]`;
  const scalar = (name: keyof typeof scalarColumns) => `scalars[0][${scalarColumns[name]}]`;
  const next = (g: string) =>
    call(
      rule.step,
      here("w"),
      scalar("rate"),
      g,
      m.length > 0 ? here("first") : "0.0",
      literal(rule.constant),
      m.length > 1 ? here("second") : "0.0",
      literal(decay),
      scalar("correction1"),
      scalar("correction2"),
    );
  if (m.length === 0) {
    const { reads, statements, value } = gradient;
    const body = `${unlessEmpty("w")} ${statements} const g = Math.fround(${value}); return ${next("g")};`;
    return [step(w, { scalars, ...reads, w }, body, [rule.step])];
  }
  const G = new GpujsMatrix(w.rows, w.columns, `gradient of ${w.name}`);
  const accumulate = rule.accumulate.map((follow, i) =>
    step(
      m[i],
      { scalars, m: m[i], G },
      `${unlessEmpty("m")} return ${call(follow, here("m"), here("G"), literal(rule.shares[i]))};`,
      [follow],
    ),
  );
  const accumulators = { first: m[0], ...(m.length > 1 && { second: m[1] }) };
  const body = `${unlessEmpty("w")} return ${next(here("G"))};`;
  const followed = step(w, { scalars, w, G, ...accumulators }, body, [rule.step]);
  return [stored(G, gradient, scalars), ...accumulate, followed];
}

/** Returns a number as text that GPU.js reads as a float, not as an integer. */
const literal = (value: number): string => (Number.isInteger(value) ? `${value}.0` : `${value}`);
