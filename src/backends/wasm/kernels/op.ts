/** Op numbers. An instruction is 32 int32: its op number, then its operands (operands.ts). op >> 8 is the Split. */

/** Size of an instruction in bytes. */
export const instructionBytes: usize = 128;

/** What threads split: rows of the minibatch, units (columns), or parts of sums over all rows. */
export namespace Split {
  export const rows: i32 = 0;
  export const units: i32 = 1;
  export const sums: i32 = 2;
}

/** Ops whose outputs are rows of the minibatch (executeRows.ts). */
export namespace RowOp {
  export const gatherBytes: i32 = 0x000;
  export const gatherFloats: i32 = 0x001;
  export const gatherPacked: i32 = 0x002;
  export const gatherSparse: i32 = 0x003;
  export const multiplySparse: i32 = 0x004;
  export const gatherClasses: i32 = 0x005;
  export const gatherDense: i32 = 0x006;
  export const multiply: i32 = 0x007;
  export const addBiasAndActivate: i32 = 0x008;
  export const softmaxRows: i32 = 0x009;
  export const applyDropout: i32 = 0x00a;
  export const measureRows: i32 = 0x00b;
  export const differences: i32 = 0x00c;
  export const weighRows: i32 = 0x00d;
  export const multiplyTransposed: i32 = 0x00e;
  export const softmaxBackpropagateRows: i32 = 0x00f;
  export const backpropagateElements: i32 = 0x010;
}

/** Ops split by units: each thread computes its units in every row (executeUnits.ts). */
export namespace UnitOp {
  export const gatherSparseInFull: i32 = 0x100;
  export const transposeSparse: i32 = 0x101;
  export const multiplySparseByUnits: i32 = 0x102;
  export const multiplyByUnits: i32 = 0x103;
  export const multiplyTransposedByUnits: i32 = 0x104;
}

/**
 * Ops whose outputs are sums over all rows of the minibatch (executeSums.ts): weight matrices, or vectors like biases.
 */
export namespace SumOp {
  export const storeGradient: i32 = 0x200;
  export const storeGradientOfSparse: i32 = 0x201;
  export const updateWeights: i32 = 0x202;
  export const updateWeightsOfSparse: i32 = 0x203;
  export const storeGradientOfSums: i32 = 0x204;
  export const updateWeightsOfSums: i32 = 0x205;
  export const alphaGradient: i32 = 0x206;
  export const meanOfRows: i32 = 0x207;
  export const divideByRows: i32 = 0x208;
  export const updateVector: i32 = 0x209;
}

/** Ops that every thread executes (program.ts). */
export namespace ProgramOp {
  export const barrier: i32 = 0x300;
  export const sumFigures: i32 = 0x301;
}
