/** Gradients, and the optimizer's steps along them, in kernels. */
import type { Gradient, Matrix, Optimizer, Regularization, Update } from "../../core/backend";
import { hasDecoupledDecay, stepRule } from "../../core/optimizers";
import { call } from "./functions";
import { GpujsMatrix, ours } from "./matrix";
import { type Step, step } from "./step";

/** Where the scalars of a minibatch stand in its row [1, 4]; `rows` first. */
export const scalarColumns = { rows: 0, rate: 1, correction1: 2, correction2: 3 } as const;

const rows = `scalars[0][${scalarColumns.rows}]`;

/** GW ← fromᵀ · delta / rows + l2 W + l1 sign(W) [inputs, units]; Gb ← Σ delta / rows; Galpha ← alphaGradient / rows */
export function gradientSteps(operation: Gradient, scalars: GpujsMatrix): Step[] {
  const { layer, alphaGradient, Galpha } = operation;
  return [
    weightGradient(operation, ours(operation.GW), { scalars, penalty: operation.regularization }),
    ...(layer.bias ? [biasGradient(operation.delta, ours(operation.Gb), scalars)] : []),
    ...(alphaGradient && Galpha ? [divided(alphaGradient, ours(Galpha), scalars)] : []),
  ];
}

/** The same gradients, and W, b and alpha one step further. */
export function updateSteps(operation: Update, scalars: GpujsMatrix): Step[] {
  const { layer, optimizer, regularization, state, alphaGradient } = operation;
  const decoupled = hasDecoupledDecay(optimizer.type);
  const penalty = decoupled ? { ...regularization, l2: 0 } : regularization;
  const like = (matrix: Matrix) => new GpujsMatrix(matrix.rows, matrix.columns, `gradient of ${matrix.name}`);
  const follow = (
    parameter: Matrix,
    accumulators: readonly Matrix[],
    decay: number,
    gradient: (G: GpujsMatrix) => Step,
  ) => {
    const G = like(parameter);
    return [
      gradient(G),
      ...optimizerSteps(optimizer, ours(parameter), { G, scalars, decay, m: accumulators.map(ours) }),
    ];
  };
  return [
    ...follow(layer.W, state.W, decoupled ? regularization.l2 : 0, (G) =>
      weightGradient(operation, G, { scalars, penalty }),
    ),
    ...(layer.bias ? follow(layer.b, state.b, 0, (G) => biasGradient(operation.delta, G, scalars)) : []),
    ...(alphaGradient ? follow(layer.alpha, state.alpha, 0, (G) => divided(alphaGradient, G, scalars)) : []),
  ];
}

function weightGradient(
  { layer, from, delta }: Gradient | Update,
  G: GpujsMatrix,
  { scalars, penalty: { l1, l2 } }: { scalars: GpujsMatrix; penalty: Regularization },
): Step {
  const w = "W[this.thread.y][this.thread.x]";
  const penalty = `${l2 > 0 ? ` + ${l2} * ${w}` : ""}${l1 > 0 ? ` + ${l1} * Math.sign(${w})` : ""}`;
  return step(
    G,
    { scalars, from: ours(from), delta: ours(delta), ...(penalty !== "" && { W: ours(layer.W) }) },
    `let sum = 0;
    for (let i = 0; i < ${from.rows}; i++) { sum += from[i][this.thread.y] * delta[i][this.thread.x]; }
    return sum / ${rows}${penalty};`,
  );
}

function biasGradient(delta: Matrix, G: GpujsMatrix, scalars: GpujsMatrix): Step {
  return step(
    G,
    { scalars, delta: ours(delta) },
    `let sum = 0;
    for (let i = 0; i < ${delta.rows}; i++) { sum += delta[i][this.thread.x]; }
    return sum / ${rows};`,
  );
}

const divided = (sum: Matrix, G: GpujsMatrix, scalars: GpujsMatrix): Step =>
  step(G, { scalars, sum: ours(sum) }, `return sum[0][this.thread.x] / ${rows};`);

/** The accumulators, one kernel each, then the parameter itself; all [rows, columns] of the parameter. */
function optimizerSteps(
  optimizer: Optimizer,
  w: GpujsMatrix,
  { G, m, scalars, decay }: { G: GpujsMatrix; m: GpujsMatrix[]; scalars: GpujsMatrix; decay: number },
): Step[] {
  const rule = stepRule(optimizer);
  const here = (name: string) => `${name}[this.thread.y][this.thread.x]`;
  const scalar = (name: keyof typeof scalarColumns) => `scalars[0][${scalarColumns[name]}]`;
  const accumulate = rule.accumulate.map((next, i) =>
    step(m[i], { m: m[i], G }, `return ${call(next, here("m"), here("G"), literal(rule.shares[i]))};`, [next]),
  );
  const next = call(
    rule.step,
    here("w"),
    scalar("rate"),
    here("G"),
    m.length > 0 ? here("first") : "0.0",
    literal(rule.constant),
    m.length > 1 ? here("second") : "0.0",
    literal(decay),
    scalar("correction1"),
    scalar("correction2"),
  );
  const accumulators = { ...(m.length > 0 && { first: m[0] }), ...(m.length > 1 && { second: m[1] }) };
  return [...accumulate, step(w, { scalars, w, G, ...accumulators }, `return ${next};`, [rule.step])];
}

/** A number that GPU.js takes for a float, not for an integer. */
const literal = (value: number): string => (Number.isInteger(value) ? `${value}.0` : `${value}`);
