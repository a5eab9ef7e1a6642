/** gather, forward and measure as instructions. */
import type { Dropout, Forward, Gather, Measure } from "../../core/backend";
import { purposes } from "../../core/random";
import type { Arena } from "./arena";
import { activationKinds, bitsOf, type Instruction } from "./instruction";
import type { InputLists } from "./lists";
import { located, WasmExamples, type WasmMatrix } from "./matrix";
import type { Step, Surroundings } from "./surroundings";

/** z0 ← inputs, scaled, or lists of those that are not zero; targets ← one-hot or dense rows */
export function compileGather({ examples, inputs, targets }: Gather, lists?: InputLists): Instruction[] {
  if (!(examples instanceof WasmExamples)) throw new TypeError("examples of another backend");
  const { bytes, dense, order } = examples;
  const z0 = located(inputs);
  const y = located(targets);
  const source = [examples.values, examples.inputs, examples.shift, examples.factor, order];
  const plain = Number(examples.isPlain);
  return [
    lists
      ? [bytes ? "listBytes" : "listFloats", ...source, lists.rows, lists.rowBytes, lists.counts, lists.full, plain]
      : [bytes ? "gatherBytes" : "gatherFloats", ...source, z0.address, z0.stride],
    [dense ? "gatherDense" : "gatherClasses", examples.targets, order, y.address, y.stride, y.columns],
  ];
}

/** s ← from · W + b; z ← f(s) ∘ mask */
export function compileForward({ lists, products }: Surroundings, operation: Forward): Step[] {
  const { layer, dropout } = operation;
  const from = located(operation.from);
  const [s, z, W, b, alpha] = [operation.s, operation.z, layer.W, layer.b, layer.alpha].map(located);
  const { address, stride } = s;
  const multiply: Step[] = lists
    ? [["multiplyLists", lists.rows, lists.rowBytes, lists.counts, W.address, b.address, address, stride]]
    : products
      ? [products.multiply(from, W, s), ["addBias", b.address, address, stride]]
      : [["multiply", from.address, from.stride, W.address, W.stride, W.rows, b.address, address, stride]];
  return [
    ...multiply,
    layer.activation === "softmax"
      ? ["softmaxRows", address, z.address, stride, z.columns]
      : ["activate", activationKinds[layer.activation], address, z.address, stride, alpha.address],
    ...(dropout ? [compileDropout(dropout, layer.index, z)] : []),
  ];
}

/** values ← values ∘ mask: elements whose bits are below rate · 2³² are dropped, the rest is scaled by 1 / (1 − rate). */
export function compileDropout({ rate, seed }: Dropout, layer: number, matrix: WasmMatrix): Instruction {
  const { address, stride, columns } = matrix;
  const threshold = Math.floor(rate * 0x1_0000_0000);
  const purpose = purposes.dropout * 0x100_0000 + layer;
  const seedHigh = Math.floor(seed / 0x1_0000_0000);
  const scale = bitsOf(1 / (1 - rate));
  return ["applyDropout", address, stride, columns, threshold, scale, purpose, seed % 0x1_0000_0000, seedHigh];
}

const hits = { none: 0, largest: 1, half: 2 } as const;

/** Figures of single rows [rows, 3] float64 (cost, hit, squared error), then their sums. */
export function compileMeasure(arena: Arena, operation: Measure): Instruction[] {
  const { classWeights, activation } = operation;
  const [s, z, y] = [operation.s, operation.z, operation.targets].map(located);
  const figures = arena.allocate(s.rows * 24);
  const weights = classWeights ? arena.place(classWeights) : 0;
  const how = [Number(operation.cost === "quadratic"), activationKinds[activation], hits[operation.hit]];
  const { address, stride, columns } = s;
  return [
    ["measureRows", ...how, address, z.address, y.address, stride, columns, weights, figures],
    ["sumFigures", figures],
  ];
}
