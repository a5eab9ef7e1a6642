/**
 * Examples in a form that kernels read: arrays uploaded once, as constants of the kernels that gather a minibatch.
 * GPU.js has only float32 arrays, which represent integers of 24 bits: so three bytes share one number.
 */
import type { Examples } from "../../core/backend";
import type { Constants, KernelSource } from "./kernelSource";

/** The two kernels that gather; each reads the indices of its examples from the minibatch's scalars. */
export interface Resident {
  /** (values − shift) · factor [rows, inputs] */
  readonly inputs: KernelSource;
  /** One-hot, the class itself, or dense targets [rows, outputs] */
  readonly targets: KernelSource;
  /** Bytes of all uploaded arrays. */
  readonly bytes: number;
}

/** Column of the first example index in a minibatch's row of scalars; the step's scalars come before (update.ts). */
export const firstExample = 4;

/** Number of examples whose indices float32 can distinguish. */
const maxExamples = 2 ** 24;

/** Returns the bytes of the largest array; infinite if the examples cannot be resident. */
export function residentBytes({ count, inputs, values }: Examples): number {
  if (count > maxExamples) return Number.POSITIVE_INFINITY;
  return count * 4 * (values instanceof Uint8Array ? wordsOf(inputs) : inputs);
}

export function residentOf(examples: Examples): Resident {
  const inputs = inputsKernel(examples);
  const targets = targetsKernel(examples);
  const all = [...Object.values(inputs.constants ?? {}), ...Object.values(targets.constants ?? {})];
  return { inputs, targets, bytes: all.reduce((sum, { values }) => sum + values.byteLength, 0) };
}

const wordsOf = (inputs: number): number => Math.ceil(inputs / 3);

/** Missing rows of a shorter minibatch are 0. */
const find = `if (this.thread.y >= scalars[0][0]) { return 0; }
    const example = Math.floor(scalars[0][${firstExample} + this.thread.y]);`;

function inputsKernel({ count, inputs, values, shift, factor }: Examples): KernelSource {
  const constants: Constants = {
    ...(values instanceof Uint8Array
      ? { words: { values: packed(values, inputs), size: [wordsOf(inputs), count] } }
      : { values: { values, size: [inputs, count] } }),
    ...(typeof shift !== "number" && { shift: { values: shift, size: [inputs, 1] } }),
    ...(typeof factor !== "number" && { factor: { values: factor, size: [inputs, 1] } }),
  };
  const column = (name: string, constant: number | Float32Array) =>
    typeof constant === "number" ? literal(constant) : `this.constants.${name}[0][this.thread.x]`;
  const body = `${find}
    ${values instanceof Uint8Array ? unpack : "const value = this.constants.values[example][this.thread.x];"}
    const difference = value - ${column("shift", shift)};
    return difference * ${column("factor", factor)};`;
  return { parameters: ["scalars"], body, functions: [], constants };
}

/** Multiplications by powers of two are exact, WGSL's divisions are not; (x + 0.5) / 3 stays clear of integers. */
const unpack = `const at = Math.floor((this.thread.x + 0.5) / 3);
    const place = this.thread.x - 3 * at;
    const word = this.constants.words[example][at];
    const high = Math.floor(word * ${1 / 65536});
    const low = word - high * 65536;
    const middle = Math.floor(low * ${1 / 256});
    let value = low - middle * 256;
    if (place > 1.5) { value = high; }
    if (place > 0.5 && place < 1.5) { value = middle; }`;

/** Packs three bytes into each number [count, words]. */
function packed(values: Uint8Array, inputs: number): Float32Array {
  const words = wordsOf(inputs);
  const count = values.length / inputs;
  const all = new Float32Array(count * words);
  for (let i = 0; i < count; i++) {
    const row = values.subarray(i * inputs, (i + 1) * inputs);
    for (let j = 0; j < words; j++) {
      const [low, middle = 0, high = 0] = row.subarray(3 * j, 3 * j + 3);
      all[i * words + j] = low + 256 * middle + 65536 * high;
    }
  }
  return all;
}

function targetsKernel({ count, outputs, targets }: Examples): KernelSource {
  if (targets instanceof Float32Array) {
    const constants: Constants = { targets: { values: targets, size: [outputs, count] } };
    const body = `${find} return this.constants.targets[example][this.thread.x];`;
    return { parameters: ["scalars"], body, functions: [], constants };
  }
  const constants: Constants = { classes: { values: Float32Array.from(targets), size: [1, count] } };
  const one = "const own = this.constants.classes[example][0];";
  const body =
    outputs === 1
      ? `${find} ${one} return own;`
      : `${find} ${one} if (Math.abs(own - this.thread.x) < 0.5) { return 1; } return 0;`;
  return { parameters: ["scalars"], body, functions: [], constants };
}

/** Returns the float32 value as text that GPU.js reads as a float. */
function literal(value: number): string {
  const rounded = Math.fround(value);
  return Number.isInteger(rounded) ? `${rounded}.0` : `${rounded}`;
}
