/** What an instruction does; src/backends/wasm/instruction.ts holds the same list by name. */
export namespace Op {
  export const gatherBytes: i32 = 0;
  export const gatherFloats: i32 = 1;
  export const gatherPacked: i32 = 2;
  export const listOwnRows: i32 = 3;
  export const multiplyOwnLists: i32 = 4;
  export const gatherClasses: i32 = 5;
  export const gatherDense: i32 = 6;
  export const multiply: i32 = 7;
  export const addBiasAndActivate: i32 = 8;
  export const softmaxRows: i32 = 9;
  export const applyDropout: i32 = 10;
  export const measureRows: i32 = 11;
  export const sumFigures: i32 = 12;
  export const differences: i32 = 13;
  export const weighRows: i32 = 14;
  export const multiplyTransposed: i32 = 15;
  export const softmaxBackpropagateRows: i32 = 16;
  export const backpropagateElements: i32 = 17;
  export const listRows: i32 = 18;
  export const listColumns: i32 = 19;
  export const multiplyLists: i32 = 20;
  export const multiplyByUnits: i32 = 21;
  export const multiplyTransposedByUnits: i32 = 22;
  export const storeGradient: i32 = 23;
  export const storeGradientOfLists: i32 = 24;
  export const updateWeights: i32 = 25;
  export const updateWeightsOfLists: i32 = 26;
  export const storeGradientOfSums: i32 = 27;
  export const updateWeightsOfSums: i32 = 28;
  export const alphaGradient: i32 = 29;
  export const meanOfRows: i32 = 30;
  export const divideByRows: i32 = 31;
  export const updateVector: i32 = 32;
  export const barrier: i32 = 33;
}
