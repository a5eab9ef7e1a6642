/** Two independent hashes of 32 bits for numbers and texts. */

const number = new Float64Array(1);
const words = new Uint32Array(number.buffer);

/** Mixes 32 bits into a hash, with the finalizer of MurmurHash3. */
export function mixed(hash: number, value: number): number {
  let mix = hash ^ value;
  mix = Math.imul(mix ^ (mix >>> 16), 0x85ebca6b);
  mix = Math.imul(mix ^ (mix >>> 13), 0xc2b2ae35);
  return mix ^ (mix >>> 16);
}

/** Returns a hash of a number, in which −0 is 0. @param seed different ones give independent hashes */
export function hashOfNumber(value: number, seed: number): number {
  number[0] = value + 0;
  return mixed(mixed(seed, words[0]), words[1] + 0x9e3779b1);
}

export function hashOfText(text: string, seed: number): number {
  let hash = seed ^ text.length;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash, 31) + text.charCodeAt(i) + (hash >>> 15);
  return mixed(seed, hash);
}

/** Seeds of the two hashes of a value. */
export const [firstSeed, secondSeed] = [0x2545f491, 0x9e3779b9];
