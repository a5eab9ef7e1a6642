/** outputError, backpropagate, gradient and update as instructions. */
import type { Backpropagate, Gradient, LayerParameters, Matrix, OutputError, Update } from "../../core/backend";
import type { Arena } from "./arena";
import { compileDropout } from "./compileForward";
import { activationKinds, type Instruction, type Step, share } from "./instruction";
import type { Kernels } from "./kernels";
import { located } from "./matrix";
import { StepBlock } from "./stepBlock";

/** delta ← ∂cost/∂s of the output layer. */
export function compileOutputError(kernels: Kernels, arena: Arena, operation: OutputError): Instruction[] {
  const { layer, cost, classWeights, alphaGradient } = operation;
  const [z, y, delta] = [operation.z, operation.targets, operation.delta].map(located);
  const weights = classWeights && arena.place(classWeights);
  const differences: Instruction = ({ paddedRows }, part, parts) => {
    const [first, last] = share(paddedRows, part, parts);
    kernels.differences(z.address, y.address, delta.address, z.stride, first, last);
    if (weights) kernels.weighRows(y.address, delta.address, z.stride, z.columns, weights, first, last);
  };
  if (cost === "cross-entropy") return [differences];
  return [
    differences,
    ...throughActivation(kernels, { layer, s: operation.s, z: operation.z, delta: operation.delta, alphaGradient }),
  ];
}

/** delta ← (nextDelta · nextWᵀ) ∘ mask ∘ f'(s) */
export function compileBackpropagate(kernels: Kernels, arena: Arena, operation: Backpropagate): Instruction[] {
  const { layer, next, dropout } = operation;
  const [nextDelta, W, delta] = [operation.nextDelta, next.W, operation.delta].map(located);
  const drop = dropout && compileDropout(kernels, dropout, layer.index, delta);
  const panel = arena.allocate(W.columns * 32);
  const product: Instruction = (step, part, parts) => {
    const [first, last] = share(step.paddedRows, part, parts);
    const { address, stride } = nextDelta;
    kernels.multiplyTransposed(
      ...[address, stride, W.address, W.stride, W.columns, W.rows, delta.address, delta.stride, panel],
      first,
      last,
    );
    drop?.(step, first, last);
  };
  return [product, ...throughActivation(kernels, operation)];
}

/** From ∂cost/∂z to ∂cost/∂s, in place; the alphas' gradient on the way. */
function throughActivation(
  kernels: Kernels,
  operation: { layer: LayerParameters; s: Matrix; z: Matrix; delta: Matrix; alphaGradient?: Matrix | undefined },
): Instruction[] {
  const { layer } = operation;
  const [s, z, delta, alpha] = [operation.s, operation.z, operation.delta, layer.alpha].map(located);
  const kind = activationKinds[layer.activation];
  const elements: Instruction = ({ paddedRows }, part, parts) => {
    const [first, last] = share(paddedRows, part, parts);
    if (layer.activation === "softmax") {
      kernels.softmaxBackpropagateRows(z.address, delta.address, z.stride, z.columns, first, last);
    } else {
      kernels.backpropagateElements(kind, s.address, delta.address, s.stride, alpha.address, first, last);
    }
  };
  if (!operation.alphaGradient) return [elements];
  const out = located(operation.alphaGradient);
  const alphas: Instruction = ({ rows }, part, parts) => {
    const [first, last] = share(s.stride / 16, part, parts, 1);
    kernels.alphaGradient(kind, s.address, delta.address, s.stride, rows, out.address, first, last);
  };
  return [alphas, elements];
}

/** Instructions, and the blocks to fill in before each step. */
export interface Compiled {
  readonly instructions: Instruction[];
  readonly blocks: StepBlock[];
}

export function compileGradient(kernels: Kernels, arena: Arena, operation: Gradient): Compiled {
  const { layer, alphaGradient } = operation;
  const [from, delta, W, GW, Gb] = [operation.from, operation.delta, layer.W, operation.GW, operation.Gb].map(located);
  const block = new StepBlock(arena, operation.regularization);
  const scratch = arena.allocate(128);
  const weights: Instruction = ({ rows }, part, parts) => {
    const [first, last] = share(W.rows, part, parts);
    kernels.storeGradient(
      ...[from.address, from.stride, delta.address, delta.stride, rows, W.address, GW.address, block.address, scratch],
      first,
      last,
    );
  };
  const vectors: Instruction = ({ rows }, part) => {
    if (part > 0) return;
    if (layer.bias) kernels.sumColumns(delta.address, delta.stride, rows, 1 / rows, Gb.address, 0, delta.stride / 16);
    if (!alphaGradient || !operation.Galpha) return;
    kernels.scaleVector(located(alphaGradient).address, 1 / rows, located(operation.Galpha).address, delta.stride);
  };
  return { instructions: [weights, vectors], blocks: [block] };
}

export function compileUpdate(kernels: Kernels, arena: Arena, operation: Update): Compiled {
  const { layer, optimizer, state, alphaGradient } = operation;
  const [from, delta, W] = [operation.from, operation.delta, layer.W].map(located);
  const weightBlock = new StepBlock(arena, operation.regularization, optimizer);
  const vectorBlock = new StepBlock(arena, { l1: 0, l2: 0 }, optimizer);
  const scratch = arena.allocate(128);
  const vector = arena.allocate(delta.stride);
  const [m0, m1] = addresses(state.W);
  const weights: Instruction = ({ rows }, part, parts) => {
    const [first, last] = share(W.rows, part, parts);
    kernels.updateWeights(
      ...[
        from.address,
        from.stride,
        delta.address,
        delta.stride,
        rows,
        W.address,
        m0,
        m1,
        weightBlock.address,
        scratch,
      ],
      first,
      last,
    );
  };
  const follow = (parameter: Matrix, accumulators: readonly Matrix[]) => {
    const [n0, n1] = addresses(accumulators);
    kernels.updateVector(located(parameter).address, vector, n0, n1, vectorBlock.address, delta.stride);
  };
  const vectors = ({ rows }: Step, part: number) => {
    if (part > 0) return;
    if (layer.bias) {
      kernels.sumColumns(delta.address, delta.stride, rows, 1 / rows, vector, 0, delta.stride / 16);
      follow(layer.b, state.b);
    }
    if (alphaGradient) {
      kernels.scaleVector(located(alphaGradient).address, 1 / rows, vector, delta.stride);
      follow(layer.alpha, state.alpha);
    }
  };
  return { instructions: [weights, vectors], blocks: [weightBlock, vectorBlock] };
}

/** Of the accumulators, 0 where there is none. */
const addresses = (accumulators: readonly Matrix[]): [number, number] => [
  accumulators[0] ? located(accumulators[0]).address : 0,
  accumulators[1] ? located(accumulators[1]).address : 0,
];
