/** What the compilation of an operation asks of its plan. */
import type { Arena } from "./arena";
import type { Instruction, Product } from "./instruction";
import type { WasmMatrix } from "./matrix";
import type { InputLists } from "./sparseRows";
import type { Steps } from "./steps";

export type Step = Instruction | Product;

/** Dense products by another library on the same memory; each for the first rows of the minibatch. */
export interface Products {
  /** C [rows, n] ← A [rows, k] · B [k, n] */
  multiply(A: WasmMatrix, B: WasmMatrix, C: WasmMatrix): Product;
  /** C [rows, n] ← A [rows, k] · Bᵀ, B [n, k] */
  multiplyTransposed(A: WasmMatrix, B: WasmMatrix, C: WasmMatrix): Product;
  /** sums ← Aᵀ · B, A [rows, m], B [rows, n]; sums [m, n] has B's stride. */
  sumOverRows(A: WasmMatrix, B: WasmMatrix, sums: number): Product;
}

export interface Surroundings {
  readonly arena: Arena;
  readonly threads: number;
  readonly steps: Steps;
  /** Where the layer takes in lists of inputs. */
  readonly lists?: InputLists | undefined;
  /** Whether a gradient takes in the inputs. */
  readonly summed: boolean;
  readonly products?: Products | undefined;
}
