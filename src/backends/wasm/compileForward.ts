/** Compiles gather, forward and measure to instructions. */
import type { Dropout, Forward, Gather, Measure } from "../../core/backend";
import { purposes } from "../../core/random";
import type { Arena } from "./arena";
import type { CompileContext, CompiledStep } from "./compileContext";
import { WasmExamples } from "./examples";
import { activationKinds, type Instruction } from "./instruction";
import { Hit } from "./kernels/hit";
import { figureBytes } from "./kernels/minibatch";
import { located, type WasmMatrix } from "./matrix";
import { bitsOf } from "./record";
import type { SparseRows } from "./sparseRows";

/**
 * z0 ← the scaled inputs [rows, inputs], or their sparse rows instead; targets ← one-hot or dense rows [rows, outputs].
 * @param needsColumns whether the sparse columns are computed too
 */
export function compileGather(
  { examples, inputs, targets }: Gather,
  sparse?: SparseRows,
  needsColumns = false,
): Instruction[] {
  if (!(examples instanceof WasmExamples)) throw new TypeError("examples of another backend");
  const { dense, order } = examples;
  const { address: out, stride, columns } = located(targets);
  return [
    ...(sparse ? gatherSparse(examples, sparse, needsColumns) : [gatherInputs(examples, located(inputs))]),
    { op: dense ? "gatherDense" : "gatherClasses", targets: examples.targets, order, out, stride, columns },
  ];
}

/** Returns the kind, address and scaling of packed examples. */
function packedSource({ values }: WasmExamples) {
  if (values.kind === "packed bytes") {
    return { bytes: 1, table: values.table, shift: bitsOf(values.shift), factor: bitsOf(values.factor) };
  }
  if (values.kind === "packed pairs") return { bytes: 0, table: values.table, shift: 0, factor: 0 };
  throw new TypeError("examples that are not packed");
}

function gatherSparse(examples: WasmExamples, { address: sparse }: SparseRows, needsColumns: boolean): Instruction[] {
  const operands = { sparse, ...packedSource(examples), order: examples.order };
  if (!needsColumns) return [{ op: "gatherSparse", ...operands }];
  return [
    { op: "gatherSparseInFull", ...operands },
    { op: "transposeSparse", sparse },
  ];
}

function gatherInputs(examples: WasmExamples, z0: WasmMatrix): Instruction {
  const { values, inputs, order } = examples;
  const into = { order, out: z0.address, stride: z0.stride };
  if (!("address" in values)) return { op: "gatherPacked", ...packedSource(examples), ...into };
  const { address, shift, factor } = values;
  return {
    op: values.kind === "bytes" ? "gatherBytes" : "gatherFloats",
    values: address,
    inputs,
    shift,
    factor,
    ...into,
  };
}

/** s ← from · W + b; z ← f(s) ∘ mask */
export function compileForward(context: CompileContext, operation: Forward): CompiledStep[] {
  const { layer, dropout } = operation;
  const [s, z] = [operation.s, operation.z].map(located);
  const { stride, columns } = z;
  return [
    ...weightedInputs(context, operation),
    ...(layer.activation === "softmax"
      ? [{ op: "softmaxRows", s: s.address, z: z.address, stride, columns } as const]
      : []),
    ...(dropout ? [compileDropout(dropout, layer.index, z)] : []),
  ];
}

/** Computes s and, except for softmax, z: activations are computed as blocks of s are stored. */
function weightedInputs({ arena, threads, sparse, needsColumns, products }: CompileContext, operation: Forward) {
  const { layer } = operation;
  const from = located(operation.from);
  const [s, z, W, b, alpha] = [operation.s, operation.z, layer.W, layer.b, layer.alpha].map(located);
  const { stride, width } = s;
  const kind = activationKinds[layer.activation];
  const activation = { bias: b.address, kind, s: s.address, z: z.address, stride, alpha: alpha.address, width };
  if (sparse) {
    // Threads need to share by units only if W changes.
    const op = needsColumns ? "multiplySparseByUnits" : "multiplySparse";
    return [{ op, sparse: sparse.address, W: W.address, strideW: W.stride, ...activation } as const];
  }
  if (products) return [products.multiply(from, W, s), { op: "addBiasAndActivate", ...activation } as const];
  const [scratch, scratchBytes] = arena.scratch(W.rows * 32, threads);
  return [
    {
      op: sharesUnits(s, threads) ? "multiplyByUnits" : "multiply",
      A: from.address,
      strideA: from.stride,
      B: W.address,
      strideB: W.stride,
      inner: W.rows,
      ...activation,
      scratch,
      scratchBytes,
    } as const,
  ];
}

/** Returns true if there are enough units to share: at least two cache lines per thread. */
export const sharesUnits = ({ width }: WasmMatrix, threads: number): boolean => Math.ceil(width / 64) >= 2 * threads;

/** values ← values ∘ mask: elements with bits below rate · 2³² are dropped, the others are scaled by 1 / (1 − rate). */
export function compileDropout({ rate, seed }: Dropout, layer: number, matrix: WasmMatrix): Instruction {
  const { address, stride, columns } = matrix;
  return {
    op: "applyDropout",
    values: address,
    stride,
    columns,
    threshold: Math.floor(rate * 0x1_0000_0000),
    scale: bitsOf(1 / (1 - rate)),
    purposeAndLayer: purposes.dropout * 0x100_0000 + layer,
    seedLow: seed % 0x1_0000_0000,
    seedHigh: Math.floor(seed / 0x1_0000_0000),
  };
}

/** Measures single rows [rows, 3] in float64 (cost, hit, squared error), then sums them. */
export function compileMeasure(arena: Arena, operation: Measure): Instruction[] {
  const { classWeights, activation, cost, hit } = operation;
  const [s, z, y] = [operation.s, operation.z, operation.targets].map(located);
  const figures = arena.allocate(s.rows * figureBytes);
  return [
    {
      op: "measureRows",
      quadratic: Number(cost === "quadratic"),
      kind: activationKinds[activation],
      hit: Hit[hit],
      s: s.address,
      z: z.address,
      y: y.address,
      stride: s.stride,
      columns: s.columns,
      weights: classWeights ? arena.place(classWeights) : 0,
      figures,
    },
    { op: "sumFigures", figures },
  ];
}
