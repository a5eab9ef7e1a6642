/** Examples in the WebAssembly memory: unchanged, or packed if most of their inputs are zero (kernels/pack.ts). */
import type { Examples, ResidentExamples } from "../../core/backend";
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

const placed = (arena: Arena, examples: Examples): Values => ({
  kind: examples.values instanceof Uint8Array ? "bytes" : "floats",
  address: arena.place(examples.values),
  ...scaling(arena, examples),
});

/** The smallest factor that turns no non-zero byte into zero. */
const smallestFactor = 2 ** -126;

/** Number of inputs that are packed in one call. */
const inputsPerCall = 2 ** 20;

function packed(arena: Arena, kernels: Kernels, examples: Examples): Values {
  const { count, inputs, values } = examples;
  const shift = oneOf(examples.shift);
  const factor = oneOf(examples.factor);
  const table = arena.allocate(count * 8);
  const inBytes = values instanceof Uint8Array;
  const alike = inBytes && shift !== undefined && factor !== undefined;
  const plain = Number(shift === 0 && Math.abs(factor ?? 0) >= smallestFactor && Number.isFinite(factor));
  const columns = alike ? { shift: 0, factor: 0 } : scaling(arena, examples);
  const step = Math.max(1, Math.floor(inputsPerCall / inputs));
  for (let first = 0; first < count; first += step) {
    const some = Math.min(step, count - first);
    arena.fill(
      values.subarray(first * inputs, (first + some) * inputs),
      some * inputs * (alike ? 4 : 8),
      (source, out) => {
        const at = table + first * 8;
        if (alike) return kernels.packBytes(source, some, inputs, shift, factor, plain, out, at);
        return kernels.packPairs(Number(inBytes), source, some, inputs, columns.shift, columns.factor, out, at);
      },
    );
  }
  return alike ? { kind: "packed bytes", table, shift, factor } : { kind: "packed pairs", table };
}

/** Returns the value that all columns share; undefined if they differ. */
function oneOf(value: number | Float32Array): number | undefined {
  if (typeof value === "number") return Math.fround(value);
  return value.every((x) => x === value[0]) ? value[0] : undefined;
}

const sampled = 256;

/** Estimates the density from at most 256 examples spread over the set. */
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
