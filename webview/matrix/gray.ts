/** The gray palette for inputs that are images, instead of the diverging one. */
import { half } from "../weights/palette";

/** @param signed true for values from −limit to limit; false for values from 0, with negative ones black */
export function makeGray(signed: boolean): Uint32Array {
  const bytes = new Uint8ClampedArray((2 * half + 1) * 4);
  for (let i = -half; i <= half; i++) {
    const share = signed ? (i + half) / (2 * half) : Math.max(0, i) / half;
    bytes.set([share * 255, share * 255, share * 255, 255], (i + half) * 4);
  }
  return new Uint32Array(bytes.buffer);
}
