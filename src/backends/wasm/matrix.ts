/** Where a matrix and the examples lie in the memory. Plain numbers, so that other threads can be told. */
import type { Examples, Matrix, ResidentExamples } from "../../core/backend";
import type { Arena } from "./arena";

/** Rows are `stride` bytes apart, whole vectors; there is room for a whole number of four rows. */
export interface WasmMatrix extends Matrix {
  readonly address: number;
  readonly stride: number;
  /** Address of an int32: 1 where a value may not be finite. Kept for weights alone. */
  readonly nonFinite: number;
}

export function makeMatrix(arena: Arena, rows: number, columns: number, name: string): WasmMatrix {
  const stride = Math.ceil(columns / 4) * 16;
  const address = arena.allocate(Math.ceil(rows / 4) * 4 * stride);
  return { name, rows, columns, stride, address, nonFinite: arena.allocate(4) };
}

/** The located form of an opaque matrix. */
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
  for (let i = 0; i < rows; i++) all.set(values.subarray(i * columns, (i + 1) * columns), (i * stride) / 4);
  new Int32Array(arena.memory.buffer, nonFinite, 1)[0] = Number(!values.every(Number.isFinite));
}

export function readMatrix(arena: Arena, { address, stride, rows, columns }: WasmMatrix): Float32Array {
  const all = arena.floats(address, (rows * stride) / 4);
  const values = new Float32Array(rows * columns);
  for (let i = 0; i < rows; i++) values.set(all.subarray((i * stride) / 4, (i * stride) / 4 + columns), i * columns);
  return values;
}

export class WasmExamples implements ResidentExamples {
  readonly count: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly bytes: boolean;
  /** Classes, or dense targets. */
  readonly dense: boolean;
  readonly values: number;
  readonly targets: number;
  /** [inputs], padded with zeros to whole vectors */
  readonly shift: number;
  readonly factor: number;
  readonly order: number;
  /** Scaling leaves what is zero zero, and nothing else. */
  readonly isPlain: boolean;
  /** The share of inputs that are not zero once they are scaled, as a sample has it. */
  readonly density: number;

  constructor(
    private readonly arena: Arena,
    { count, inputs, outputs, values, targets, shift, factor }: Examples,
  ) {
    this.count = count;
    this.inputs = inputs;
    this.outputs = outputs;
    this.bytes = values instanceof Uint8Array;
    this.dense = targets instanceof Float32Array;
    this.values = arena.place(values);
    this.targets = arena.place(targets);
    this.shift = arena.place(perColumn(shift, inputs));
    this.factor = arena.place(perColumn(factor, inputs));
    this.density = sampledDensity({ count, inputs, values, shift, factor });
    const [shifts, factors] = [perColumn(shift, inputs), perColumn(factor, inputs)];
    this.isPlain = shifts.every((x) => x === 0) && factors.every((x) => Math.abs(x) >= smallest && Number.isFinite(x));
    this.order = arena.place(Uint32Array.from({ length: count }, (_, i) => i));
  }

  setOrder(order: Uint32Array): void {
    if (order.length !== this.count) throw new RangeError(`an order of ${order.length} for ${this.count} examples`);
    new Uint32Array(this.arena.memory.buffer, this.order, this.count).set(order);
  }
}

const sampled = 256;

/** The smallest factor that no byte becomes zero by. */
const smallest = 2 ** -126;

/** Measured in at most 256 examples from all over the set. */
function sampledDensity({ count, inputs, values, shift, factor }: Omit<Examples, "outputs" | "targets">): number {
  const [shifts, factors] = [perColumn(shift, inputs), perColumn(factor, inputs)];
  const rows = Math.min(count, sampled);
  let nonZeros = 0;
  for (let r = 0; r < rows; r++) {
    const first = Math.floor((r * count) / rows) * inputs;
    for (let k = 0; k < inputs; k++) {
      if ((values[first + k] - shifts[k]) * factors[k] !== 0) nonZeros++;
    }
  }
  return nonZeros / (rows * inputs);
}

const perColumn = (value: number | Float32Array, inputs: number): Float32Array =>
  typeof value === "number" ? new Float32Array(inputs).fill(value) : value;
