/** Detection of equal examples. */
import type { Examples } from "../core/backend";
import { bitsOf } from "./inputRanges";

/** Returns the inputs of an example as a string, for comparison. */
export const contentOf = (examples: Examples, i: number): string => bytesOf(examples, i).toString("latin1");

const bytesOf = ({ inputs, values }: Examples, i: number): Buffer =>
  Buffer.from(
    values.buffer,
    values.byteOffset + i * inputs * values.BYTES_PER_ELEMENT,
    inputs * values.BYTES_PER_ELEMENT,
  );

/** Returns the number of `examples` that also occur in `train`, with equal inputs and target. */
export function countShared(examples: Examples, train: Examples): number {
  // A text of each example would take as much memory as the examples.
  const found = new Map<number, { first: number; count: number; isShared: boolean }[]>();
  const hashOf = hashing(examples);
  for (let i = 0; i < examples.count; i++) {
    const hash = hashOf(i);
    const alike = found.get(hash);
    const same = alike?.find(({ first }) => areEqual(examples, first, examples, i));
    if (same) same.count++;
    else if (alike) alike.push({ first: i, count: 1, isShared: false });
    else found.set(hash, [{ first: i, count: 1, isShared: false }]);
  }
  const hashOfTrain = hashing(train);
  let shared = 0;
  for (let i = 0; i < train.count; i++) {
    for (const content of found.get(hashOfTrain(i)) ?? []) {
      if (content.isShared || !areEqual(examples, content.first, train, i)) continue;
      content.isShared = true;
      shared += content.count;
    }
  }
  return shared;
}

/**
 * Returns a function that hashes the inputs of an example without its zeros, and its targets: many examples may have
 * the same inputs.
 */
function hashing({ inputs, values, targets, count }: Examples): (i: number) => number {
  const bits = bitsOf(values);
  const outputs = targets.length / count;
  const target = new Float32Array(1);
  const targetBits = new Int32Array(target.buffer);
  return (i) => {
    let hash = 0;
    for (let k = 0; k < outputs; k++) {
      // -0 equals 0.
      target[0] = targets[i * outputs + k] + 0;
      hash = mixed(hash, targetBits[0]);
    }
    const start = i * inputs;
    for (let k = 0; k < inputs; k++) {
      const value = bits[start + k];
      if (value !== 0) hash = mixed(hash, value + k);
    }
    return hash;
  };
}

const mixed = (hash: number, value: number): number => {
  const product = Math.imul(hash ^ value, 0x9e3779b1);
  return product ^ (product >>> 15);
};

function areEqual(a: Examples, i: number, b: Examples, j: number): boolean {
  const outputs = a.targets.length / a.count;
  for (let k = 0; k < outputs; k++) if (a.targets[i * outputs + k] !== b.targets[j * outputs + k]) return false;
  return bytesOf(a, i).equals(bytesOf(b, j));
}
