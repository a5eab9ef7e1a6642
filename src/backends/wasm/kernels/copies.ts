/** Copies parts of matrices into contiguous memory: addresses a power of two apart share few lines of a cache. */
import { splat } from "./functions";

/** out [rows, bytes] ← the first `bytes` (16 to 64) of rows that are `stride` apart. */
export function copyPanel(from: usize, stride: usize, rows: i32, bytes: usize, out: usize): void {
  for (let i = 0; i < rows; i++) {
    for (let j: usize = 0; j < bytes; j += 16) v128.store(out + j, v128.load(from + j));
    from += stride;
    out += bytes;
  }
}

/**
 * out [inner, 8] ← rows j … j + 7 of B [columns, inner], transposed, then zeros. The buffer has room for 3 more rows.
 */
export function transposeEight(B: usize, bStride: usize, inner: i32, j: i32, columns: i32, out: usize): void {
  for (let half = 0; half < 2; half++) {
    const first = j + 4 * half;
    const row = B + <usize>first * bStride;
    let to = out + (<usize>half << 4);
    for (let k: usize = 0; k < <usize>inner << 2; k += 16) {
      const r0 = first < columns ? v128.load(row + k) : splat(0);
      const r1 = first + 1 < columns ? v128.load(row + bStride + k) : splat(0);
      const r2 = first + 2 < columns ? v128.load(row + 2 * bStride + k) : splat(0);
      const r3 = first + 3 < columns ? v128.load(row + 3 * bStride + k) : splat(0);
      const low01 = v128.shuffle<i32>(r0, r1, 0, 4, 1, 5);
      const low23 = v128.shuffle<i32>(r2, r3, 0, 4, 1, 5);
      const high01 = v128.shuffle<i32>(r0, r1, 2, 6, 3, 7);
      const high23 = v128.shuffle<i32>(r2, r3, 2, 6, 3, 7);
      v128.store(to, v128.shuffle<i64>(low01, low23, 0, 2));
      v128.store(to, v128.shuffle<i64>(low01, low23, 1, 3), 32);
      v128.store(to, v128.shuffle<i64>(high01, high23, 0, 2), 64);
      v128.store(to, v128.shuffle<i64>(high01, high23, 1, 3), 96);
      to += 128;
    }
  }
}
