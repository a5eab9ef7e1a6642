/** gather, forward and measure as instructions. */
import type { Dropout, Forward, Gather, Measure } from "../../core/backend";
import { purposes } from "../../core/random";
import type { Arena } from "./arena";
import type { Step, Surroundings } from "./compileContext";
import { WasmExamples } from "./examples";
import { activationKinds, bitsOf, type Instruction } from "./instruction";
import { located, type WasmMatrix } from "./matrix";
import type { InputLists } from "./sparseRows";

/** z0 ← inputs, scaled, or lists of those that are not zero, of columns too where they are summed; targets ← one-hot or dense rows */
export function compileGather(
  { examples, inputs, targets }: Gather,
  lists?: InputLists,
  summed = false,
): Instruction[] {
  if (!(examples instanceof WasmExamples)) throw new TypeError("examples of another backend");
  const { dense, order } = examples;
  const y = located(targets);
  return [
    ...(lists ? listing(examples, lists, summed) : [gathering(examples, located(inputs))]),
    [dense ? "gatherDense" : "gatherClasses", examples.targets, order, y.address, y.stride, y.columns],
  ];
}

/** What packed examples are, where they lie and how they are scaled. */
function packedSource({ values }: WasmExamples): number[] {
  if (values.kind === "packed bytes") return [1, values.table, bitsOf(values.shift), bitsOf(values.factor)];
  if (values.kind === "packed pairs") return [0, values.table, 0, 0];
  throw new TypeError("examples that are not packed");
}

function listing(examples: WasmExamples, lists: InputLists, summed: boolean): Instruction[] {
  const source = [lists.address, ...packedSource(examples), examples.order];
  return summed
    ? [
        ["listRows", ...source],
        ["listColumns", lists.address],
      ]
    : [["listOwnRows", ...source]];
}

function gathering(examples: WasmExamples, z0: WasmMatrix): Instruction {
  const { values, inputs, order } = examples;
  const into = [order, z0.address, z0.stride];
  if (!("address" in values)) return ["gatherPacked", ...packedSource(examples), ...into];
  const op = values.kind === "bytes" ? "gatherBytes" : "gatherFloats";
  return [op, values.address, inputs, values.shift, values.factor, ...into];
}

/** s ← from · W + b; z ← f(s) ∘ mask */
export function compileForward({ arena, threads, lists, summed, products }: Surroundings, operation: Forward): Step[] {
  const { layer, dropout } = operation;
  const from = located(operation.from);
  const [s, z, W, b, alpha] = [operation.s, operation.z, layer.W, layer.b, layer.alpha].map(located);
  const { address, stride, width } = s;
  const kind = activationKinds[layer.activation];
  const activation = [b.address, kind, address, z.address, stride, alpha.address];
  const multiply = (): Step => {
    const op = sharesUnits(s, threads) ? "multiplyByUnits" : "multiply";
    const scratch = arena.scratch(W.rows * 32, threads);
    return [op, from.address, from.stride, W.address, W.stride, W.rows, ...activation, ...scratch, width];
  };
  const weighted = (): Step[] => {
    // Where W stays as it is, threads need not keep to units.
    if (lists)
      return [
        [summed ? "multiplyLists" : "multiplyOwnLists", lists.address, W.address, W.stride, ...activation, width],
      ];
    if (!products) return [multiply()];
    const added = [b.address, kind, address, z.address, stride, alpha.address, width];
    return [products.multiply(from, W, s), ["addBiasAndActivate", ...added]];
  };
  return [
    ...weighted(),
    ...(layer.activation === "softmax" ? [["softmaxRows", address, z.address, stride, z.columns] as const] : []),
    ...(dropout ? [compileDropout(dropout, layer.index, z)] : []),
  ];
}

/** Whether there are units enough to share: each thread gets two lines of the cache or more. */
export const sharesUnits = ({ width }: WasmMatrix, threads: number): boolean => Math.ceil(width / 64) >= 2 * threads;

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
