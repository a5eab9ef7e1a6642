/**
 * Counter-based random numbers: Philox4x32-10 (Salmon et al., "Parallel Random Numbers: As Easy as 1, 2, 3", 2011).
 * Every number is a hash of (seed, purpose, epoch, batch, layer, element); there is no generator state to save, any
 * step can be replayed, and a kernel can draw the numbers of its own elements.
 *
 * key = (seed mod 2³², seed div 2³²); counter = (element div 4, batch, epoch, purpose · 2²⁴ + layer);
 * the element's number is word (element mod 4) of the block.
 */

/** Purposes of random numbers; numbers of different purposes are independent. */
export const purposes = {
  weights: 1,
  order: 2,
  dropout: 3,
  split: 4,
  sample: 5,
  search: 6,
  importance: 7,
} as const;
export type Purpose = keyof typeof purposes;

const multiplier0 = 0xd2511f53;
const multiplier1 = 0xcd9e8d57;
const weyl0 = 0x9e3779b9;
const weyl1 = 0xbb67ae85;

/** Returns the high 32 bits of the unsigned product a · b. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const low = aLow * bLow;
  const middle = aHigh * bLow + (low >>> 16);
  const cross = aLow * bHigh + (middle & 0xffff);
  return (aHigh * bHigh + Math.floor(middle / 0x10000) + Math.floor(cross / 0x10000)) >>> 0;
}

/** Encrypts counter [4] under key [2] into out [4], all uint32. */
export function philox(counter: Uint32Array, key: Uint32Array, out: Uint32Array): void {
  let [c0, c1, c2, c3] = counter as unknown as [number, number, number, number];
  let k0 = key[0];
  let k1 = key[1];
  for (let round = 0; round < 10; round++) {
    const high0 = multiplyHigh(multiplier0, c0);
    const low0 = Math.imul(multiplier0, c0) >>> 0;
    const high1 = multiplyHigh(multiplier1, c2);
    const low1 = Math.imul(multiplier1, c2) >>> 0;
    c0 = (high1 ^ c1 ^ k0) >>> 0;
    c1 = low1;
    c2 = (high0 ^ c3 ^ k1) >>> 0;
    c3 = low0;
    k0 = (k0 + weyl0) >>> 0;
    k1 = (k1 + weyl1) >>> 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

/** Random bits of one purpose, epoch, batch and layer, readable at any element in any order. */
export class RandomStream {
  private readonly key: Uint32Array;
  private readonly counter: Uint32Array;
  private readonly block = new Uint32Array(4);
  private held = -1;

  constructor(seed: number, purpose: Purpose, { epoch = 0, batch = 0, layer = 0 } = {}) {
    this.key = Uint32Array.of(seed % 0x1_0000_0000, Math.floor(seed / 0x1_0000_0000));
    this.counter = Uint32Array.of(0, batch, epoch, purposes[purpose] * 0x100_0000 + layer);
  }

  /** Returns the element's uint32. */
  bits(element: number): number {
    const block = Math.floor(element / 4);
    if (block !== this.held) {
      this.counter[0] = block;
      philox(this.counter, this.key, this.block);
      this.held = block;
    }
    return this.block[element % 4];
  }

  /** Returns a number in (0, 1), both ends excluded: (bits + ½) / 2³². */
  uniform(element: number): number {
    return (this.bits(element) + 0.5) / 0x1_0000_0000;
  }
}
