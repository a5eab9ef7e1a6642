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
import type { Step, Surroundings } from "./compileContext";
import { compileDropout, sharesUnits } from "./compileForward";
import { activationKinds, type Instruction } from "./instruction";
import { located } from "./matrix";
import type { OptimizerBlock } from "./steps";

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

/** delta ← (nextDelta · nextWᵀ) ∘ mask ∘ f'(s); f' in the product's store where nothing stands between. */
export function compileBackpropagate({ arena, threads, products }: Surroundings, operation: Backpropagate): Step[] {
  const { layer, next, dropout, alphaGradient } = operation;
  const [nextDelta, W, delta, s, alpha] = [operation.nextDelta, next.W, operation.delta, operation.s, layer.alpha].map(
    located,
  );
  const fused = !products && !dropout && !alphaGradient && layer.activation !== "softmax";
  const multiply = (): Step => {
    const op = sharesUnits(delta, threads) ? "multiplyTransposedByUnits" : "multiplyTransposed";
    const factors = [nextDelta.address, nextDelta.stride, W.address, W.stride, W.columns, W.rows];
    const slope = [activationKinds[fused ? layer.activation : "linear"], s.address];
    const scratch = arena.scratch((W.columns + 3) * 32, threads);
    return [op, ...factors, ...slope, delta.address, delta.stride, alpha.address, ...scratch, delta.width];
  };
  return [
    products?.multiplyTransposed(nextDelta, W, delta) ?? multiply(),
    ...(dropout ? [compileDropout(dropout, layer.index, delta)] : []),
    ...(fused ? [] : throughActivation(operation)),
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
      : ["backpropagateElements", kind, s.address, delta.address, s.stride, s.width, alpha.address];
  if (!alphaGradient) return [elements];
  const into = located(alphaGradient).address;
  return [["alphaGradient", s.width, kind, s.address, delta.address, s.stride, into], elements];
}

export function compileGradient(plan: Surroundings, operation: Gradient): Step[] {
  const { layer, alphaGradient, Galpha } = operation;
  const [delta, GW, Gb] = [operation.delta, operation.GW, operation.Gb].map(located);
  const block = plan.steps.block({ regularization: operation.regularization });
  const instructions = weightInstructions(plan, operation, { store: [GW.address], block });
  if (layer.bias) instructions.push(["meanOfRows", delta.width, delta.address, delta.stride, Gb.address]);
  if (alphaGradient && Galpha) {
    instructions.push(["divideByRows", delta.width, located(alphaGradient).address, located(Galpha).address]);
  }
  return instructions;
}

export function compileUpdate(plan: Surroundings, operation: Update): Step[] {
  const { layer, optimizer, regularization, state, alphaGradient } = operation;
  const { address, stride, width } = located(operation.delta);
  const block = plan.steps.block({ regularization, optimizer });
  const vectorBlock = plan.steps.block({ regularization: unpenalized, optimizer });
  const instructions = weightInstructions(plan, operation, { update: addresses(state.W), block });
  const vector = plan.arena.allocate(stride);
  const follow = (parameter: Matrix, accumulators: readonly Matrix[]): Instruction => {
    const held = addresses(accumulators);
    return ["updateVector", width, located(parameter).address, vector, ...held, vectorBlock.offset];
  };
  if (layer.bias) instructions.push(["meanOfRows", width, address, stride, vector], follow(layer.b, state.b));
  if (alphaGradient) {
    instructions.push(["divideByRows", width, located(alphaGradient).address, vector]);
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
  const stores = "store" in follow;
  const [m0, m1] = stores ? [follow.store[0], 0] : follow.update;
  const byRows = Number((products && !lists) || !(lists || sharesUnits(W, threads)));
  const target = [W.rows, W.width, byRows, W.address, m0, m1, W.stride, follow.block.offset, W.nonFinite];
  const errors = [delta.address, delta.stride];
  if (lists) {
    const scratch = arena.scratch(256, threads);
    const op = stores ? "storeGradientOfLists" : "updateWeightsOfLists";
    return [[op, ...target, ...scratch, lists.address, 0, ...errors]];
  }
  if (products) {
    const sums = arena.allocate(W.rows * W.stride);
    const op = stores ? "storeGradientOfSums" : "updateWeightsOfSums";
    return [products.sumOverRows(from, delta, sums), [op, ...target, 0, 0, sums]];
  }
  const scratch = arena.scratch(128 + delta.rows * (64 + delta.width), threads);
  const op = stores ? "storeGradient" : "updateWeights";
  return [[op, ...target, ...scratch, from.address, from.stride, ...errors]];
}

/** Of the accumulators, 0 where there is none. */
const addresses = (accumulators: readonly Matrix[]): [number, number] => [
  accumulators[0] ? located(accumulators[0]).address : 0,
  accumulators[1] ? located(accumulators[1]).address : 0,
];
