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
    const alike = found.get(hash) ?? [];
    const same = alike.find(({ first }) => areEqual(examples, first, examples, i));
    if (same) same.count++;
    else found.set(hash, [...alike, { first: i, count: 1, isShared: false }]);
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

/** Returns a function that hashes the inputs of an example without its zeros. */
function hashing({ inputs, values }: Examples): (i: number) => number {
  const bits = bitsOf(values);
  return (i) => {
    let hash = 0;
    const start = i * inputs;
    for (let k = 0; k < inputs; k++) {
      const value = bits[start + k];
      if (value !== 0) hash = Math.imul(hash ^ (value + k), 0x9e3779b1) ^ (hash >>> 15);
    }
    return hash;
  };
}

function areEqual(a: Examples, i: number, b: Examples, j: number): boolean {
  const outputs = a.targets.length / a.count;
  for (let k = 0; k < outputs; k++) if (a.targets[i * outputs + k] !== b.targets[j * outputs + k]) return false;
  return bytesOf(a, i).equals(bytesOf(b, j));
}
