/** Tests of a BLAS before it is used: whether its products are right, and whether it is worth using. */
import type { BlasLibrary, Sgemm } from "./sgemm";

const floatBytes = 4;
/** Sizes that are no multiples of a vector. */
const [m, n, k] = [13, 17, 11];
/** Numbers from one row to the next, more than a row has. */
const stride = 20;
/** Largest difference from float64, relative to the sum of the absolute products. */
const tolerance = 1e-5;

/** Compares A · B, A · Bᵀ and Aᵀ · B of small matrices, with rows further apart than their length, with plain loops. */
export function multipliesRight(library: BlasLibrary): boolean {
  return [
    [false, false],
    [false, true],
    [true, false],
  ].every(([transposeA, transposeB]) => isRight(library, transposeA, transposeB));
}

function isRight(library: BlasLibrary, transposeA: boolean, transposeB: boolean): boolean {
  const size = stride * stride;
  const memory = new ArrayBuffer(3 * size * floatBytes);
  const matrix = (i: number) => new Float32Array(memory, i * size * floatBytes, size);
  const [A, B, C] = [matrix(0), matrix(1), matrix(2)];
  for (let i = 0; i < size; i++) [A[i], B[i], C[i]] = [Math.sin(i + 1), Math.cos(3 * i), Number.NaN];
  const place = (i: number) => [i * size * floatBytes, stride * floatBytes] as const;
  library.sgemmOn(memory)(transposeA, transposeB, [m, n, k], place(0), place(1), place(2));
  for (let row = 0; row < m; row++) {
    for (let column = 0; column < n; column++) {
      let [sum, size] = [0, 0];
      for (let i = 0; i < k; i++) {
        const a = transposeA ? A[i * stride + row] : A[row * stride + i];
        const b = transposeB ? B[column * stride + i] : B[i * stride + column];
        sum += a * b;
        size += Math.abs(a * b);
      }
      if (!(Math.abs(C[row * stride + column] - sum) <= tolerance * size)) return false;
    }
  }
  return true;
}

/** Side of the matrices of the measured product. */
const side = 192;
/** In 10⁹ operations per second. Optimized libraries are far above, the reference implementation is below. */
const minGigaflops = 8;
const attempts = 5;

/** Measures a product on one thread. Returns false for the reference implementation, perhaps that of Linux. */
export function isFast(library: BlasLibrary): boolean {
  const memory = new ArrayBuffer(3 * side * side * floatBytes);
  new Float32Array(memory).fill(0.5);
  // Other programs on the machine slow down a product on several threads much more.
  library.setThreads(1);
  const sgemm = library.sgemmOn(memory);
  return Array.from({ length: attempts }).some(() => gigaflops(sgemm) >= minGigaflops);
}

function gigaflops(sgemm: Sgemm): number {
  const place = (i: number) => [i * side * side * floatBytes, side * floatBytes] as const;
  const start = performance.now();
  sgemm(false, false, [side, side, side], place(0), place(1), place(2));
  return (2 * side ** 3) / (performance.now() - start) / 1e6;
}
