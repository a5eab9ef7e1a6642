/** The location of a matrix in the memory, as plain numbers that other threads can use. */
import type { Matrix } from "../../core/backend";
import type { Arena } from "./arena";

/**
 * A row-major matrix. Rows are `stride` bytes apart: whole vectors, and whole cache lines if a row takes more than one.
 * The allocated number of rows is a multiple of four.
 */
export interface WasmMatrix extends Matrix {
  readonly address: number;
  readonly stride: number;
  /** Used bytes of a row: whole vectors. */
  readonly width: number;
  /** Address of an int32 flag: 1 if a value may not be finite. Maintained for weights only. */
  readonly nonFinite: number;
}

const lineBytes = 64;

export function makeMatrix(arena: Arena, rows: number, columns: number, name: string): WasmMatrix {
  const width = Math.ceil(columns / 4) * 16;
  const stride = width > lineBytes ? Math.ceil(width / lineBytes) * lineBytes : width;
  const address = arena.allocate(Math.ceil(rows / 4) * 4 * stride);
  return { name, rows, columns, stride, width, address, nonFinite: arena.allocate(4) };
}

/** Returns an opaque matrix with its location. */
export function located(matrix: Matrix): WasmMatrix {
  if ("address" in matrix) return matrix as WasmMatrix;
  throw new TypeError(`${matrix.name}: a matrix of another backend`);
}

export function writeMatrix(
  arena: Arena,
  { address, stride, rows, columns, name, nonFinite }: WasmMatrix,
  values: Float32Array,
): void {
  if (values.length !== rows * columns)
    throw new RangeError(`${name}: ${values.length} numbers for ${rows} × ${columns}`);
  const all = arena.floats(address, (rows * stride) / 4);
  if (stride === 4 * columns) all.set(values);
  else for (let i = 0; i < rows; i++) all.set(values.subarray(i * columns, (i + 1) * columns), (i * stride) / 4);
  new Int32Array(arena.memory.buffer, nonFinite, 1)[0] = Number(!areFinite(values));
}

/** Returns whether all values are finite: the difference of a value and itself is 0, or else NaN. */
function areFinite(values: Float32Array): boolean {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] - values[i];
  return sum === 0;
}

export function readMatrix(arena: Arena, { address, stride, rows, columns }: WasmMatrix): Float32Array {
  const all = arena.floats(address, (rows * stride) / 4);
  const values = new Float32Array(rows * columns);
  for (let i = 0; i < rows; i++) values.set(all.subarray((i * stride) / 4, (i * stride) / 4 + columns), i * columns);
  return values;
}
