/** outputError, backpropagate, gradient and update as instructions. */
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
import { compileDropout } from "./compileForward";
import { activationKinds, type Instruction } from "./instruction";
import { located } from "./matrix";
import type { OptimizerBlock } from "./steps";
import type { Step, Surroundings } from "./surroundings";

/** delta ← ∂cost/∂s of the output layer. */
export function compileOutputError(arena: Arena, operation: OutputError): Instruction[] {
  const { cost, classWeights } = operation;
  const [z, y, delta] = [operation.z, operation.targets, operation.delta].map(located);
  const { stride, columns } = z;
  const instructions: Instruction[] = [["differences", z.address, y.address, delta.address, stride]];
  if (classWeights)
    instructions.push(["weighRows", y.address, delta.address, stride, columns, arena.place(classWeights)]);
  return cost === "cross-entropy" ? instructions : [...instructions, ...throughActivation(operation)];
}

/** delta ← (nextDelta · nextWᵀ) ∘ mask ∘ f'(s) */
export function compileBackpropagate({ arena, threads, products }: Surroundings, operation: Backpropagate): Step[] {
  const { layer, next, dropout } = operation;
  const [nextDelta, W, delta] = [operation.nextDelta, next.W, operation.delta].map(located);
  const multiply = (): Step => {
    const scratch = arena.scratch(W.columns * 32, threads);
    const factors = [nextDelta.address, nextDelta.stride, W.address, W.stride, W.columns, W.rows];
    return ["multiplyTransposed", ...factors, delta.address, delta.stride, ...scratch];
  };
  return [
    products?.multiplyTransposed(nextDelta, W, delta) ?? multiply(),
    ...(dropout ? [compileDropout(dropout, layer.index, delta)] : []),
    ...throughActivation(operation),
  ];
}

/** From ∂cost/∂z to ∂cost/∂s, in place; the alphas' gradient on the way. */
function throughActivation(operation: {
  layer: LayerParameters;
  s: Matrix;
  z: Matrix;
  delta: Matrix;
  alphaGradient?: Matrix | undefined;
}): Instruction[] {
  const { layer, alphaGradient } = operation;
  const [s, z, delta, alpha] = [operation.s, operation.z, operation.delta, layer.alpha].map(located);
  const kind = activationKinds[layer.activation];
  const elements: Instruction =
    layer.activation === "softmax"
      ? ["softmaxBackpropagateRows", z.address, delta.address, z.stride, z.columns]
      : ["backpropagateElements", kind, s.address, delta.address, s.stride, alpha.address];
  if (!alphaGradient) return [elements];
  return [["alphaGradient", kind, s.address, delta.address, s.stride, located(alphaGradient).address], elements];
}

export function compileGradient(plan: Surroundings, operation: Gradient): Step[] {
  const { layer, alphaGradient, Galpha } = operation;
  const [delta, GW, Gb] = [operation.delta, operation.GW, operation.Gb].map(located);
  const block = plan.steps.block({ regularization: operation.regularization });
  const instructions = weightInstructions(plan, operation, { store: [GW.address], block });
  if (layer.bias) instructions.push(["meanOfRows", delta.address, delta.stride, Gb.address]);
  if (alphaGradient && Galpha) {
    instructions.push(["divideByRows", located(alphaGradient).address, delta.stride, located(Galpha).address]);
  }
  return instructions;
}

export function compileUpdate(plan: Surroundings, operation: Update): Step[] {
  const { layer, optimizer, regularization, state, alphaGradient } = operation;
  const { address, stride } = located(operation.delta);
  const block = plan.steps.block({ regularization, optimizer });
  const vectorBlock = plan.steps.block({ regularization: unpenalized, optimizer });
  const instructions = weightInstructions(plan, operation, { update: addresses(state.W), block });
  const vector = plan.arena.allocate(stride);
  const follow = (parameter: Matrix, accumulators: readonly Matrix[]): Instruction => {
    const held = addresses(accumulators);
    return ["updateVector", located(parameter).address, vector, ...held, vectorBlock.offset, stride];
  };
  if (layer.bias) instructions.push(["meanOfRows", address, stride, vector], follow(layer.b, state.b));
  if (alphaGradient) {
    instructions.push(["divideByRows", located(alphaGradient).address, stride, vector]);
    instructions.push(follow(layer.alpha, state.alpha));
  }
  return instructions;
}

const unpenalized: Regularization = { l1: 0, l2: 0 };

type Follow = { block: OptimizerBlock } & ({ store: [number] } | { update: [number, number] });

/** Into what the gradient of W goes: a matrix, or the step on W, which tells when W is not finite any more. */
function weightInstructions(
  { arena, threads, lists, products }: Surroundings,
  operation: Gradient | Update,
  follow: Follow,
): Step[] {
  const { layer } = operation;
  const [from, delta, W] = [operation.from, operation.delta, layer.W].map(located);
  const target =
    "store" in follow
      ? [W.address, ...follow.store, follow.block.offset]
      : [W.address, ...follow.update, follow.block.offset, W.nonFinite];
  if (products && !lists) {
    const sums = arena.allocate(W.rows * W.stride);
    const op = "store" in follow ? "storeGradientOfSums" : "updateWeightsOfSums";
    return [products.sumOverRows(from, delta, sums), [op, sums, W.stride, ...target, W.rows]];
  }
  const into = [...target, ...arena.scratch(Math.max(128, W.stride), threads), W.rows];
  if (!lists) {
    const op = "store" in follow ? "storeGradient" : "updateWeights";
    return [[op, from.address, from.stride, delta.address, delta.stride, ...into]];
  }
  const columns = [lists.columns, lists.columnBytes, lists.columnCounts];
  const rows = [lists.rows, lists.rowBytes, lists.counts];
  const op = "store" in follow ? "storeGradientOfLists" : "updateWeightsOfLists";
  return [
    ["listColumns", ...rows, delta.address, delta.stride, ...columns, W.rows],
    [op, ...columns, delta.address, delta.stride, ...into],
  ];
}

/** Of the accumulators, 0 where there is none. */
const addresses = (accumulators: readonly Matrix[]): [number, number] => [
  accumulators[0] ? located(accumulators[0]).address : 0,
  accumulators[1] ? located(accumulators[1]).address : 0,
];
