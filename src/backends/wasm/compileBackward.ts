/** Compiles outputError, backpropagate, gradient and update to instructions. */
import type {
  Backpropagate,
  Gradient,
  LayerParameters,
  Matrix,
  OutputError,
  Regularization,
  Update,
} from "../../core/backend";
import type { Arena } from "./arena";
import type { CompileContext, CompiledStep } from "./compileContext";
import { compileDropout, sharesUnits } from "./compileForward";
import { activationKinds, type Instruction } from "./instruction";
import { located } from "./matrix";
import type { OptimizerBlock } from "./steps";

/** delta ← ∂cost/∂s of the output layer. */
export function compileOutputError(arena: Arena, operation: OutputError): Instruction[] {
  const { cost, classWeights } = operation;
  const [{ address: z, stride, columns }, { address: y }, { address: delta }] = [
    operation.z,
    operation.targets,
    operation.delta,
  ].map(located);
  const instructions: Instruction[] = [{ op: "differences", z, y, delta, stride }];
  if (classWeights) {
    instructions.push({ op: "weighRows", y, delta, stride, columns, weights: arena.place(classWeights) });
  }
  return cost === "cross-entropy" ? instructions : [...instructions, ...throughActivation(operation)];
}

/** delta ← (nextDelta · nextWᵀ) ∘ mask ∘ f'(s); f' is applied as the product is stored if no other step is between. */
export function compileBackpropagate(context: CompileContext, operation: Backpropagate): CompiledStep[] {
  const { arena, threads, products } = context;
  const { layer, next, dropout, alphaGradient } = operation;
  const [nextDelta, W, delta, s, alpha] = [operation.nextDelta, next.W, operation.delta, operation.s, layer.alpha].map(
    located,
  );
  const fused = !products && !dropout && !alphaGradient && layer.activation !== "softmax";
  const multiply = (): CompiledStep => {
    const [scratch, scratchBytes] = arena.scratch((W.columns + 3) * 32, threads);
    return {
      op: sharesUnits(delta, threads) ? "multiplyTransposedByUnits" : "multiplyTransposed",
      A: nextDelta.address,
      strideA: nextDelta.stride,
      B: W.address,
      strideB: W.stride,
      inner: W.columns,
      columns: W.rows,
      kind: activationKinds[fused ? layer.activation : "linear"],
      s: s.address,
      delta: delta.address,
      stride: delta.stride,
      alpha: alpha.address,
      scratch,
      scratchBytes,
      width: delta.width,
    };
  };
  return [
    products?.multiplyTransposed(nextDelta, W, delta) ?? multiply(),
    ...(dropout ? [compileDropout(dropout, layer.index, delta)] : []),
    ...(fused ? [] : throughActivation(operation)),
  ];
}

/** Turns ∂cost/∂z into ∂cost/∂s, in place; computes the gradient of learned alphas before. */
function throughActivation(operation: {
  layer: LayerParameters;
  s: Matrix;
  z: Matrix;
  delta: Matrix;
  alphaGradient?: Matrix | undefined;
}): Instruction[] {
  const { layer, alphaGradient } = operation;
  const [s, z, delta, alpha] = [operation.s, operation.z, operation.delta, layer.alpha].map(located);
  const { stride, width } = s;
  const kind = activationKinds[layer.activation];
  const elements = { kind, s: s.address, delta: delta.address, stride, width };
  const derivative: Instruction =
    layer.activation === "softmax"
      ? { op: "softmaxBackpropagateRows", z: z.address, delta: delta.address, stride: z.stride, columns: z.columns }
      : { op: "backpropagateElements", ...elements, alpha: alpha.address };
  if (!alphaGradient) return [derivative];
  return [{ op: "alphaGradient", ...elements, out: located(alphaGradient).address }, derivative];
}

/** GW, Gb and Galpha ← the gradients, penalty included, in the shapes of W, b and alpha. */
export function compileGradient(context: CompileContext, operation: Gradient): CompiledStep[] {
  const { layer, alphaGradient, Galpha } = operation;
  const [{ address: values, stride, width }, GW, Gb] = [operation.delta, operation.GW, operation.Gb].map(located);
  const block = context.steps.block({ regularization: operation.regularization });
  const instructions = weightInstructions(context, operation, { store: GW.address, block });
  if (layer.bias) instructions.push({ op: "meanOfRows", width, values, stride, out: Gb.address });
  if (alphaGradient && Galpha) {
    const out = located(Galpha).address;
    instructions.push({ op: "divideByRows", width, values: located(alphaGradient).address, out });
  }
  return instructions;
}

/** Computes the same gradients and applies the optimizer's step to W, b and alpha. */
export function compileUpdate(context: CompileContext, operation: Update): CompiledStep[] {
  const { layer, optimizer, regularization, state, alphaGradient } = operation;
  const { address: values, stride, width } = located(operation.delta);
  const block = context.steps.block({ regularization, optimizer });
  const vectorBlock = context.steps.block({ regularization: unpenalized, optimizer });
  const instructions = weightInstructions(context, operation, { update: addresses(state.W), block });
  const gradient = context.arena.allocate(stride);
  const follow = (parameter: Matrix, accumulators: readonly Matrix[]): Instruction => ({
    op: "updateVector",
    width,
    parameter: located(parameter).address,
    gradient,
    ...addresses(accumulators),
    step: vectorBlock.offset,
  });
  if (layer.bias) {
    instructions.push({ op: "meanOfRows", width, values, stride, out: gradient }, follow(layer.b, state.b));
  }
  if (alphaGradient) {
    instructions.push({ op: "divideByRows", width, values: located(alphaGradient).address, out: gradient });
    instructions.push(follow(layer.alpha, state.alpha));
  }
  return instructions;
}

const unpenalized: Regularization = { l1: 0, l2: 0 };

interface Accumulators {
  readonly m0: number;
  readonly m1: number;
}

/** Destination of the gradient of W: a matrix, or the optimizer's step. */
type Destination = { readonly block: OptimizerBlock } & (
  | { readonly store: number }
  | { readonly update: Accumulators }
);

/** Stores the gradient of W, or updates W with it; an update sets W's flag if W is not finite any more. */
function weightInstructions(
  { arena, threads, sparse, products }: CompileContext,
  operation: Gradient | Update,
  destination: Destination,
): CompiledStep[] {
  const { layer } = operation;
  const [from, delta, W] = [operation.from, operation.delta, layer.W].map(located);
  const stores = "store" in destination;
  const weights = {
    inputs: W.rows,
    width: W.width,
    byRows: Number((products && !sparse) || !(sparse || sharesUnits(W, threads))),
    W: W.address,
    ...(stores ? { m0: destination.store, m1: 0 } : destination.update),
    strideW: W.stride,
    step: destination.block.offset,
    nonFinite: W.nonFinite,
  };
  const errors = { delta: delta.address, stride: delta.stride };
  if (sparse) {
    const [scratch, scratchBytes] = arena.scratch(256, threads);
    const op = stores ? "storeGradientOfSparse" : "updateWeightsOfSparse";
    return [{ op, ...weights, scratch, scratchBytes, sparse: sparse.address, ...errors }];
  }
  if (products) {
    const sums = arena.allocate(W.rows * W.stride);
    const op = stores ? "storeGradientOfSums" : "updateWeightsOfSums";
    return [products.sumOverRows(from, delta, sums), { op, ...weights, sums }];
  }
  const [scratch, scratchBytes] = arena.scratch(128 + delta.rows * (64 + delta.width), threads);
  const op = stores ? "storeGradient" : "updateWeights";
  return [{ op, ...weights, scratch, scratchBytes, from: from.address, strideFrom: from.stride, ...errors }];
}

/** Returns the accumulators' addresses, 0 for absent ones. */
const addresses = (accumulators: readonly Matrix[]): Accumulators => ({
  m0: accumulators[0] ? located(accumulators[0]).address : 0,
  m1: accumulators[1] ? located(accumulators[1]).address : 0,
});
