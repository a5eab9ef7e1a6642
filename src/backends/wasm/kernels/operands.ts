/**
 * Byte offsets of each op's operands in its instruction; the op number takes the first four bytes. The host writes them
 * by these names (../instruction.ts), kernels read them with decode.ts. Unless noted, an operand is an address, an
 * offset or a number of bytes.
 */

/** gatherBytes, gatherFloats */
export namespace GatherOperands {
  export const values: usize = 4;
  /** int32 */
  export const inputs: usize = 8;
  export const shift: usize = 12;
  export const factor: usize = 16;
  export const order: usize = 20;
  export const out: usize = 24;
  export const stride: usize = 28;
}

/** gatherPacked */
export namespace GatherPackedOperands {
  /** int32: 1 if examples are packed bytes */
  export const bytes: usize = 4;
  export const table: usize = 8;
  /** float32 */
  export const shift: usize = 12;
  /** float32 */
  export const factor: usize = 16;
  export const order: usize = 20;
  export const out: usize = 24;
  export const stride: usize = 28;
}

/** gatherClasses, gatherDense */
export namespace GatherTargetsOperands {
  export const targets: usize = 4;
  export const order: usize = 8;
  export const out: usize = 12;
  export const stride: usize = 16;
  /** int32 */
  export const columns: usize = 20;
}

/** gatherSparse, gatherSparseRows */
export namespace GatherSparseOperands {
  export const sparse: usize = 4;
  /** int32: 1 if examples are packed bytes */
  export const bytes: usize = 8;
  export const table: usize = 12;
  /** float32 */
  export const shift: usize = 16;
  /** float32 */
  export const factor: usize = 20;
  export const order: usize = 24;
}

export namespace TransposeSparseOperands {
  export const sparse: usize = 4;
}

/** multiplySparse, multiplySparseByUnits: s ← sparse rows · W + bias; z ← f(s) */
export namespace MultiplySparseOperands {
  export const sparse: usize = 4;
  export const W: usize = 8;
  export const strideW: usize = 12;
  export const bias: usize = 16;
  /** int32 (kind.ts) */
  export const kind: usize = 20;
  export const s: usize = 24;
  export const z: usize = 28;
  export const stride: usize = 32;
  export const alpha: usize = 36;
  export const width: usize = 40;
}

/** multiply, multiplyByUnits: s ← A · B + bias; z ← f(s) */
export namespace MultiplyOperands {
  export const A: usize = 4;
  export const strideA: usize = 8;
  export const B: usize = 12;
  export const strideB: usize = 16;
  /** int32 */
  export const inner: usize = 20;
  export const bias: usize = 24;
  /** int32 (kind.ts) */
  export const kind: usize = 28;
  export const s: usize = 32;
  export const z: usize = 36;
  export const stride: usize = 40;
  export const alpha: usize = 44;
  export const scratch: usize = 48;
  /** Per thread. */
  export const scratchBytes: usize = 52;
  export const width: usize = 56;
}

/** multiplyTransposed, multiplyTransposedByUnits: delta ← (A · Bᵀ) ∘ f'(s) */
export namespace MultiplyTransposedOperands {
  export const A: usize = 4;
  export const strideA: usize = 8;
  export const B: usize = 12;
  export const strideB: usize = 16;
  /** int32 */
  export const inner: usize = 20;
  /** int32: rows of B */
  export const columns: usize = 24;
  /** int32 (kind.ts); linear omits f' */
  export const kind: usize = 28;
  export const s: usize = 32;
  export const delta: usize = 36;
  export const stride: usize = 40;
  export const alpha: usize = 44;
  export const scratch: usize = 48;
  /** Per thread. */
  export const scratchBytes: usize = 52;
  export const width: usize = 56;
}

/** addBiasAndActivate: s ← s + bias; z ← f(s) */
export namespace ActivateOperands {
  export const bias: usize = 4;
  /** int32 (kind.ts) */
  export const kind: usize = 8;
  export const s: usize = 12;
  export const z: usize = 16;
  export const stride: usize = 20;
  export const alpha: usize = 24;
  export const width: usize = 28;
}

export namespace SoftmaxOperands {
  export const s: usize = 4;
  export const z: usize = 8;
  export const stride: usize = 12;
  /** int32 */
  export const columns: usize = 16;
}

export namespace DropoutOperands {
  export const values: usize = 4;
  export const stride: usize = 8;
  /** int32 */
  export const columns: usize = 12;
  /** uint32: elements with random bits below it are dropped */
  export const threshold: usize = 16;
  /** float32 */
  export const scale: usize = 20;
  /** uint32: the purpose · 2²⁴ + the layer */
  export const purposeAndLayer: usize = 24;
  /** uint32 */
  export const seedLow: usize = 28;
  /** uint32 */
  export const seedHigh: usize = 32;
}

/** figures [rows, 3] ← cost, hit, squared error of each row */
export namespace MeasureOperands {
  /** int32: 1 for the quadratic cost, 0 for cross-entropy */
  export const quadratic: usize = 4;
  /** int32 (kind.ts) */
  export const kind: usize = 8;
  /** int32 (hit.ts) */
  export const hit: usize = 12;
  export const s: usize = 16;
  export const z: usize = 20;
  export const y: usize = 24;
  export const stride: usize = 28;
  /** int32 */
  export const columns: usize = 32;
  /** 0 if classes have no weights */
  export const weights: usize = 36;
  export const figures: usize = 40;
}

export namespace SumFiguresOperands {
  export const figures: usize = 4;
}

/** delta ← z − y */
export namespace DifferencesOperands {
  export const z: usize = 4;
  export const y: usize = 8;
  export const delta: usize = 12;
  export const stride: usize = 16;
}

/** delta ← delta · the weight of the row's class */
export namespace WeighRowsOperands {
  export const y: usize = 4;
  export const delta: usize = 8;
  export const stride: usize = 12;
  /** int32 */
  export const columns: usize = 16;
  export const weights: usize = 20;
}

export namespace SoftmaxBackpropagateOperands {
  export const z: usize = 4;
  export const delta: usize = 8;
  export const stride: usize = 12;
  /** int32 */
  export const columns: usize = 16;
}

/** backpropagateElements: delta ← delta ∘ f'(s) */
export namespace BackpropagateElementsOperands {
  /** int32 (kind.ts) */
  export const kind: usize = 4;
  export const s: usize = 8;
  export const delta: usize = 12;
  export const stride: usize = 16;
  export const width: usize = 20;
  export const alpha: usize = 24;
}

/** Common operands of ops with outputs in the shape of W [inputs, units]: the gradient in m0, or the step on W. */
export namespace WeightOperands {
  /** int32 */
  export const inputs: usize = 4;
  export const width: usize = 8;
  /** int32: 1 if threads split the rows of W because there are too few units */
  export const byRows: usize = 12;
  export const W: usize = 16;
  export const m0: usize = 20;
  export const m1: usize = 24;
  export const strideW: usize = 28;
  /** Offset of the step's block from the start of the minibatch's record. */
  export const step: usize = 32;
  export const nonFinite: usize = 36;
}

/** After WeightOperands: storeGradient, updateWeights */
export namespace DenseGradientOperands {
  export const scratch: usize = 40;
  /** Per thread. */
  export const scratchBytes: usize = 44;
  export const from: usize = 48;
  export const strideFrom: usize = 52;
  export const delta: usize = 56;
  export const stride: usize = 60;
}

/** After WeightOperands: storeGradientOfSparse, updateWeightsOfSparse */
export namespace SparseGradientOperands {
  export const scratch: usize = 40;
  /** Per thread. */
  export const scratchBytes: usize = 44;
  export const sparse: usize = 48;
  export const delta: usize = 52;
  export const stride: usize = 56;
}

/** After WeightOperands: storeGradientOfSums, updateWeightsOfSums */
export namespace SumsGradientOperands {
  export const sums: usize = 40;
}

/** Common operands of ops with vectors like biases as outputs: the bytes of the vector. */
export namespace VectorOperands {
  export const width: usize = 4;
}

/** After VectorOperands: out ← Σ delta ∘ ∂f/∂alpha(s) */
export namespace AlphaGradientOperands {
  /** int32 (kind.ts) */
  export const kind: usize = 8;
  export const s: usize = 12;
  export const delta: usize = 16;
  export const stride: usize = 20;
  export const out: usize = 24;
}

/** After VectorOperands: out ← Σ values / rows */
export namespace MeanOfRowsOperands {
  export const values: usize = 8;
  export const stride: usize = 12;
  export const out: usize = 16;
}

/** After VectorOperands: out ← values / rows */
export namespace DivideByRowsOperands {
  export const values: usize = 8;
  export const out: usize = 12;
}

/** After VectorOperands: the optimizer's step on the parameter */
export namespace UpdateVectorOperands {
  export const parameter: usize = 8;
  export const gradient: usize = 12;
  export const m0: usize = 16;
  export const m1: usize = 20;
  /** Offset of the step's block from the start of the minibatch's record. */
  export const step: usize = 24;
}
