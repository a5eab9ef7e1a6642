/** What the compiler of an operation needs from its plan. */
import type { Arena } from "./arena";
import type { Instruction } from "./instruction";
import type { WasmMatrix } from "./matrix";
import type { Product } from "./program";
import type { SparseRows } from "./sparseRows";
import type { Steps } from "./steps";

/** The result of compiling an operation: kernel instructions, and products that another library computes. */
export type CompiledStep = Instruction | Product;

/** Dense products by another library on the same memory; each uses the first rows of the minibatch. */
export interface Products {
  /** C [rows, n] ← A [rows, k] · B [k, n] */
  multiply(A: WasmMatrix, B: WasmMatrix, C: WasmMatrix): Product;
  /** C [rows, n] ← A [rows, k] · Bᵀ, B [n, k] */
  multiplyTransposed(A: WasmMatrix, B: WasmMatrix, C: WasmMatrix): Product;
  /** sums ← Aᵀ · B, A [rows, m], B [rows, n]; sums [m, n] has B's stride. */
  sumOverRows(A: WasmMatrix, B: WasmMatrix, sums: number): Product;
}

export interface CompileContext {
  readonly arena: Arena;
  readonly threads: number;
  readonly steps: Steps;
  /** The layer's inputs as sparse rows, if they are stored so. */
  readonly sparse?: SparseRows | undefined;
  /** True if a gradient reads the inputs: then sparse columns are needed in addition to rows. */
  readonly needsColumns: boolean;
  readonly products?: Products | undefined;
}
