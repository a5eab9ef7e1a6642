/** Examples in the WebAssembly memory: unchanged, or packed if most of their inputs are zero (kernels/pack.ts). */
import type { Examples, ResidentExamples } from "../../core/backend";
import { type Cells, cellsOf, inputsOf } from "../../core/packedExamples";
import type { Arena } from "./arena";
import type { Kernels } from "./kernels";

/** All inputs, or only the non-zero ones: as bytes with one scaling, or as pairs of index and scaled value. */
export type Values =
  | { readonly kind: "bytes" | "floats"; readonly address: number; readonly shift: number; readonly factor: number }
  | { readonly kind: "packed bytes"; readonly table: number; readonly shift: number; readonly factor: number }
  | { readonly kind: "packed pairs"; readonly table: number };

export class WasmExamples implements ResidentExamples {
  readonly count: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly values: Values;
  /** True for dense targets, false for classes. */
  readonly dense: boolean;
  readonly targets: number;
  readonly order: number;
  /** Share of inputs that are non-zero after scaling, estimated from a sample. */
  readonly density: number;

  /** @param densest largest share of non-zero inputs at which examples are packed */
  constructor(
    private readonly arena: Arena,
    examples: Examples,
    { kernels, densest }: { kernels: Kernels; densest: number },
  ) {
    const { count, inputs, outputs, targets } = examples;
    this.count = count;
    this.inputs = inputs;
    this.outputs = outputs;
    this.density = sampledDensity(examples);
    this.values = this.density <= densest ? packed(arena, kernels, examples) : placed(arena, examples);
    this.dense = targets instanceof Float32Array;
    this.targets = arena.place(targets);
    const order = new Uint32Array(count);
    for (let i = 0; i < count; i++) order[i] = i;
    this.order = arena.place(order);
  }

  get isPacked(): boolean {
    return this.values.kind.startsWith("packed");
  }

  setOrder(order: Uint32Array): void {
    if (order.length !== this.count) throw new RangeError(`an order of ${order.length} for ${this.count} examples`);
    new Uint32Array(this.arena.memory.buffer, this.order, this.count).set(order);
  }
}

/** shift and factor [inputs], padded with zeros to whole vectors */
const scaling = (arena: Arena, { inputs, shift, factor }: Examples) => ({
  shift: arena.place(perColumn(shift, inputs)),
  factor: arena.place(perColumn(factor, inputs)),
});

function placed(arena: Arena, examples: Examples): Values {
  const inBytes = holdsBytes(examples);
  const { count, inputs } = examples;
  const address = arena.allocate(count * inputs * (inBytes ? 1 : 4));
  eachPart(examples, inputs, (first, some) => {
    arena.write(address + first * inputs * (inBytes ? 1 : 4), inputsOf(examples, first, some));
  });
  return { kind: inBytes ? "bytes" : "floats", address, ...scaling(arena, examples) };
}

const holdsBytes = (examples: Examples): boolean => (cellsOf(examples)?.cells ?? examples.values) instanceof Uint8Array;

/** The smallest factor that turns no non-zero byte into zero. */
const smallestFactor = 2 ** -126;

/** Number of values that are copied or packed in one call. */
const valuesPerCall = 2 ** 20;

/** Calls `work` with consecutive examples, not too many at once. @param width number of values of each */
function eachPart({ count }: Examples, width: number, work: (first: number, some: number) => void): void {
  const step = Math.max(1, Math.floor(valuesPerCall / width));
  for (let first = 0; first < count; first += step) work(first, Math.min(step, count - first));
}

function packed(arena: Arena, kernels: Kernels, examples: Examples): Values {
  const { count, inputs } = examples;
  const shift = oneOf(examples.shift);
  const factor = oneOf(examples.factor);
  const table = arena.allocate(count * 8);
  const inBytes = holdsBytes(examples);
  const alike = inBytes && shift !== undefined && factor !== undefined;
  const plain = Number(shift === 0 && Math.abs(factor ?? 0) >= smallestFactor && Number.isFinite(factor));
  const columns = alike ? { shift: 0, factor: 0 } : scaling(arena, examples);
  const packed = alike ? undefined : cellsOf(examples);
  if (packed && areZero(packed, examples)) {
    packCells(arena, kernels, examples, packed, { table, ...columns });
    return { kind: "packed pairs", table };
  }
  eachPart(examples, inputs, (first, some) => {
    arena.fill(inputsOf(examples, first, some), some * inputs * (alike ? 4 : 8), (source, out) => {
      const at = table + first * 8;
      if (alike) return kernels.packBytes(source, some, inputs, shift, factor, plain, out, at);
      return kernels.packPairs(Number(inBytes), source, some, inputs, columns.shift, columns.factor, out, at);
    });
  });
  return alike ? { kind: "packed bytes", table, shift, factor } : { kind: "packed pairs", table };
}

/** Returns true if all inputs of categories are 0 after scaling where they are 0 before. */
function areZero({ categories }: Cells, { inputs, shift, factor }: Examples): boolean {
  const [shifts, factors] = [perColumn(shift, inputs), perColumn(factor, inputs)];
  let first = 0;
  for (const width of categories) {
    for (let i = first; i < first + width; i++) if ((0 - shifts[i]) * factors[i] !== 0) return false;
    first += width || 1;
  }
  return true;
}

/** @param at addresses of the table of examples, and of shift and factor [inputs] */
function packCells(
  arena: Arena,
  kernels: Kernels,
  examples: Examples,
  { cells, categories }: Cells,
  at: { table: number; shift: number; factor: number },
): void {
  const width = categories.length;
  const bytes = Number(cells instanceof Uint8Array);
  const placed = arena.place(categories);
  eachPart(examples, width, (first, some) => {
    arena.fill(cells.subarray(first * width, (first + some) * width), some * width * 8, (source, out) => {
      const table = at.table + first * 8;
      return kernels.packCells(bytes, source, some, width, placed, at.shift, at.factor, out, table);
    });
  });
}

/** Returns the value that all columns share; undefined if they differ. */
function oneOf(value: number | Float32Array): number | undefined {
  if (typeof value === "number") return Math.fround(value);
  return value.every((x) => x === value[0]) ? value[0] : undefined;
}

const sampled = 256;

/** Estimates the density from at most 256 examples spread over the set. */
function sampledDensity(examples: Examples): number {
  const { count, inputs, shift, factor } = examples;
  const [shifts, factors] = [perColumn(shift, inputs), perColumn(factor, inputs)];
  const rows = Math.min(count, sampled);
  let nonZeros = 0;
  for (let r = 0; r < rows; r++) {
    const values = inputsOf(examples, Math.floor((r * count) / rows), 1);
    for (let k = 0; k < inputs; k++) {
      if ((values[k] - shifts[k]) * factors[k] !== 0) nonZeros++;
    }
  }
  return nonZeros / (rows * inputs);
}

const perColumn = (value: number | Float32Array, inputs: number): Float32Array =>
  typeof value === "number" ? new Float32Array(inputs).fill(value) : value;
