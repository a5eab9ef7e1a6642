/** What an instruction does; src/backends/wasm/instruction.ts holds the same list by name. */
export namespace Op {
  export const gatherBytes: i32 = 0;
  export const gatherFloats: i32 = 1;
  export const gatherClasses: i32 = 2;
  export const gatherDense: i32 = 3;
  export const listBytes: i32 = 4;
  export const listFloats: i32 = 5;
  export const multiply: i32 = 6;
  export const multiplyLists: i32 = 7;
  export const addBias: i32 = 8;
  export const activate: i32 = 9;
  export const softmaxRows: i32 = 10;
  export const applyDropout: i32 = 11;
  export const measureRows: i32 = 12;
  export const sumFigures: i32 = 13;
  export const differences: i32 = 14;
  export const weighRows: i32 = 15;
  export const multiplyTransposed: i32 = 16;
  export const softmaxBackpropagateRows: i32 = 17;
  export const backpropagateElements: i32 = 18;
  export const alphaGradient: i32 = 19;
  export const listColumns: i32 = 20;
  export const storeGradient: i32 = 21;
  export const storeGradientOfLists: i32 = 22;
  export const updateWeights: i32 = 23;
  export const updateWeightsOfLists: i32 = 24;
  export const storeGradientOfSums: i32 = 25;
  export const updateWeightsOfSums: i32 = 26;
  export const meanOfRows: i32 = 27;
  export const divideByRows: i32 = 28;
  export const updateVector: i32 = 29;
  export const barrier: i32 = 30;
}
