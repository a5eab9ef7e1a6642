/**
 * The backend `blas`: dense products by the system's BLAS, all other operations by the kernels of `wasm`, on the same
 * memory. Its last bits depend on the library, its version and its number of threads.
 */
import { NetworkError } from "../../core/errors";
import { WasmBackend } from "../wasm";
import type { Products } from "../wasm/compileContext";
import { findBlas } from "./library";
import type { Sgemm } from "./sgemm";

/** Creates the backend; throws a NetworkError of kind "unavailable" if there is no BLAS. */
export function makeBlas(threads: number): WasmBackend {
  const library = findBlas();
  if (library instanceof NetworkError) throw library;
  library.setThreads(threads);
  const description = `${library.name}, ${threads === 1 ? "one thread" : `${threads} threads`}`;
  const products = (memory: ArrayBuffer) => productsBy(library.sgemmOn(memory));
  return new WasmBackend({ other: { name: "blas", description, threads, products } });
}

const productsBy = (sgemm: Sgemm): Products => ({
  multiply: (A, B, C) => ({
    run: (rows) =>
      sgemm(
        false,
        false,
        [rows, B.columns, B.rows],
        [A.address, A.stride],
        [B.address, B.stride],
        [C.address, C.stride],
      ),
  }),
  multiplyTransposed: (A, B, C) => ({
    run: (rows) =>
      sgemm(
        false,
        true,
        [rows, B.rows, B.columns],
        [A.address, A.stride],
        [B.address, B.stride],
        [C.address, C.stride],
      ),
  }),
  sumOverRows: (A, B, sums) => ({
    run: (rows) =>
      sgemm(true, false, [A.columns, B.columns, rows], [A.address, A.stride], [B.address, B.stride], [sums, B.stride]),
  }),
});
