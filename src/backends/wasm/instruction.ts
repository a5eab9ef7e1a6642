/** Instructions of kernels/execute.ts: an op with named operands, encoded in the layout of kernels/operands.ts. */
import type { ActivationName } from "../../core/names";
import { Kind } from "./kernels/kind";
import { instructionBytes, ProgramOp, RowOp, Split, SumOp, UnitOp } from "./kernels/op";
import * as operands from "./kernels/operands";
import { encodeRecord } from "./record";

/** Op numbers by name. */
export const opNumbers = { ...RowOp, ...UnitOp, ...SumOp, ...ProgramOp } as const;

export type OpName = keyof typeof opNumbers;

const denseGradient = { ...operands.WeightOperands, ...operands.DenseGradientOperands } as const;
const sparseGradient = { ...operands.WeightOperands, ...operands.SparseGradientOperands } as const;
const sumsGradient = { ...operands.WeightOperands, ...operands.SumsGradientOperands } as const;

/** Operand offsets of each op. */
export const operandLayouts = {
  gatherBytes: operands.GatherOperands,
  gatherFloats: operands.GatherOperands,
  gatherPacked: operands.GatherPackedOperands,
  gatherSparse: operands.GatherSparseOperands,
  multiplySparse: operands.MultiplySparseOperands,
  gatherClasses: operands.GatherTargetsOperands,
  gatherDense: operands.GatherTargetsOperands,
  multiply: operands.MultiplyOperands,
  addBiasAndActivate: operands.ActivateOperands,
  softmaxRows: operands.SoftmaxOperands,
  applyDropout: operands.DropoutOperands,
  measureRows: operands.MeasureOperands,
  differences: operands.DifferencesOperands,
  weighRows: operands.WeighRowsOperands,
  multiplyTransposed: operands.MultiplyTransposedOperands,
  softmaxBackpropagateRows: operands.SoftmaxBackpropagateOperands,
  backpropagateElements: operands.BackpropagateElementsOperands,
  gatherSparseInFull: operands.GatherSparseOperands,
  transposeSparse: operands.TransposeSparseOperands,
  multiplySparseByUnits: operands.MultiplySparseOperands,
  multiplyByUnits: operands.MultiplyOperands,
  multiplyTransposedByUnits: operands.MultiplyTransposedOperands,
  storeGradient: denseGradient,
  updateWeights: denseGradient,
  storeGradientOfSparse: sparseGradient,
  updateWeightsOfSparse: sparseGradient,
  storeGradientOfSums: sumsGradient,
  updateWeightsOfSums: sumsGradient,
  alphaGradient: { ...operands.VectorOperands, ...operands.AlphaGradientOperands },
  meanOfRows: { ...operands.VectorOperands, ...operands.MeanOfRowsOperands },
  divideByRows: { ...operands.VectorOperands, ...operands.DivideByRowsOperands },
  updateVector: { ...operands.VectorOperands, ...operands.UpdateVectorOperands },
  sumFigures: operands.SumFiguresOperands,
  barrier: {},
} as const satisfies Record<OpName, Readonly<Record<string, number>>>;

type OperandsOf<Name extends OpName> = Readonly<Record<keyof (typeof operandLayouts)[Name], number>>;

/** An op and its operands; float32 operands are passed as the bits that `bitsOf` returns. */
export type Instruction = { [Name in OpName]: { readonly op: Name } & OperandsOf<Name> }[OpName];

/** Activation numbers by name. */
export const activationKinds: Readonly<Record<ActivationName, number>> = Kind;

/** Returns what the threads split of an op's work; undefined if each thread does all of it. */
export function splitOf(op: OpName): keyof typeof Split | undefined {
  const split = opNumbers[op] >> 8;
  return (Object.keys(Split) as (keyof typeof Split)[]).find((name) => Split[name] === split);
}

export function encodeInstruction(instruction: Instruction): Int32Array {
  const { op, ...values } = instruction;
  const layout: Readonly<Record<string, number>> = operandLayouts[op];
  const words = encodeRecord(layout, values, instructionBytes);
  words[0] = opNumbers[op];
  return words;
}
