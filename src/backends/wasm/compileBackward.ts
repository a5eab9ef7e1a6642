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
import type { InputLists } from "./lists";
import { located } from "./matrix";
import type { OptimizerBlock, Steps } from "./steps";

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
export function compileBackpropagate(arena: Arena, threads: number, operation: Backpropagate): Instruction[] {
  const { layer, next, dropout } = operation;
  const [nextDelta, W, delta] = [operation.nextDelta, next.W, operation.delta].map(located);
  const scratch = arena.scratch(W.columns * 32, threads);
  const product = [nextDelta.address, nextDelta.stride, W.address, W.stride, W.columns, W.rows];
  return [
    ["multiplyTransposed", ...product, delta.address, delta.stride, ...scratch],
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

/** What a compilation asks of its plan. */
export interface Surroundings {
  readonly arena: Arena;
  readonly threads: number;
  readonly steps: Steps;
  /** Where the layer takes in lists of inputs. */
  readonly lists?: InputLists | undefined;
}

export function compileGradient(plan: Surroundings, operation: Gradient): Instruction[] {
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

export function compileUpdate(plan: Surroundings, operation: Update): Instruction[] {
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
  { arena, threads, lists }: Surroundings,
  operation: Gradient | Update,
  follow: Follow,
): Instruction[] {
  const { layer } = operation;
  const [from, delta, W] = [operation.from, operation.delta, layer.W].map(located);
  const scratch = arena.scratch(Math.max(128, W.stride), threads);
  const into =
    "store" in follow
      ? [W.address, ...follow.store, follow.block.offset, ...scratch, W.rows]
      : [W.address, ...follow.update, follow.block.offset, W.nonFinite, ...scratch, W.rows];
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
