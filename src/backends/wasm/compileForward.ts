/** gather, forward and measure as instructions. */
import type { Dropout, Forward, Gather, Measure } from "../../core/backend";
import { purposes } from "../../core/random";
import type { Arena } from "./arena";
import { activationKinds, type Instruction, type Step, share } from "./instruction";
import type { Kernels } from "./kernels";
import { located, WasmExamples, type WasmMatrix } from "./matrix";

/** z0 ← inputs, scaled; targets ← one-hot or dense rows */
export function compileGather(kernels: Kernels, { examples, inputs, targets }: Gather): Instruction {
  if (!(examples instanceof WasmExamples)) throw new TypeError("examples of another backend");
  const from = examples;
  const z0 = located(inputs);
  const y = located(targets);
  const gatherInputs = from.bytes ? kernels.gatherBytes : kernels.gatherFloats;
  const gatherTargets = from.dense ? kernels.gatherDense : kernels.gatherClasses;
  return ({ start, rows }, part, parts) => {
    const [first, last] = share(rows, part, parts);
    const { values, shift, factor, order } = from;
    gatherInputs(values, from.inputs, shift, factor, order, start, z0.address, z0.stride, first, last);
    gatherTargets(from.targets, order, start, y.address, y.stride, y.columns, first, last);
  };
}

/** s ← from · W + b; z ← f(s) ∘ mask */
export function compileForward(kernels: Kernels, operation: Forward): Instruction {
  const { layer, dropout } = operation;
  const from = located(operation.from);
  const [s, z, W, b, alpha] = [operation.s, operation.z, layer.W, layer.b, layer.alpha].map(located);
  const kind = activationKinds[layer.activation];
  const drop = dropout && compileDropout(kernels, dropout, layer.index, z);
  return (step, part, parts) => {
    const [first, last] = share(step.paddedRows, part, parts);
    const { address, stride } = s;
    kernels.multiply(from.address, from.stride, W.address, W.stride, W.rows, b.address, address, stride, first, last);
    if (layer.activation === "softmax") kernels.softmaxRows(address, z.address, stride, z.columns, first, last);
    else kernels.activate(kind, address, z.address, stride, alpha.address, first, last);
    drop?.(step, first, last);
  };
}

/** values ← values ∘ mask: elements whose bits are below rate · 2³² are dropped, the rest is scaled by 1 / (1 − rate). */
export function compileDropout(kernels: Kernels, { rate, seed }: Dropout, layer: number, matrix: WasmMatrix) {
  const { address, stride, columns } = matrix;
  const threshold = Math.floor(rate * 0x1_0000_0000);
  const scale = 1 / (1 - rate);
  const purpose = purposes.dropout * 0x100_0000 + layer;
  const seedHigh = Math.floor(seed / 0x1_0000_0000);
  return ({ batch, epoch }: Step, first: number, last: number) =>
    kernels.applyDropout(
      ...[address, stride, columns, threshold, scale, batch, epoch, purpose, seed % 0x1_0000_0000, seedHigh],
      first,
      last,
    );
}

const hits = { none: 0, largest: 1, half: 2 } as const;

/** Figures of single rows at `sums` [rows, 3] float64: cost, hit, squared error. */
export interface RowSums {
  readonly instruction: Instruction;
  readonly address: number;
}

export function compileMeasure(kernels: Kernels, arena: Arena, operation: Measure): RowSums {
  const { classWeights, activation } = operation;
  const [s, z, y] = [operation.s, operation.z, operation.targets].map(located);
  const address = arena.allocate(s.rows * 24);
  const weights = classWeights ? arena.place(classWeights) : 0;
  const quadratic = Number(operation.cost === "quadratic");
  const kind = activationKinds[activation];
  const instruction: Instruction = ({ rows }, part, parts) => {
    const [first, last] = share(rows, part, parts);
    kernels.measureRows(
      ...[quadratic, kind, hits[operation.hit], s.address, z.address, y.address, s.stride, s.columns, weights, address],
      first,
      last,
    );
  };
  return { instruction, address };
}
