/**
 * Encodes frames as a GIF, which has 256 colours a frame at most. A frame with no more keeps its colours exactly; those
 * of others are replaced by the nearest of 256. It is a file of its own, loaded with the first animation.
 */
import { applyPalette, GIFEncoder, quantize } from "gifenc";

const maxColors = 256;

interface Indexed {
  /** Red, green and blue from 0 to 255. */
  readonly palette: readonly (readonly number[])[];
  /** Index of each pixel's colour, [pixels]. */
  readonly indices: Uint8Array;
}

export class GifFile {
  private readonly encoder = GIFEncoder();
  /** Sum and number of the differences between the colours of pixels, by channel, and their maximum; from 0 to 255. */
  private sum = 0;
  private count = 0;
  largest = 0;

  /** Mean difference of a channel of a pixel from that of the page, from 0 to 255. */
  get mean(): number {
    return this.count === 0 ? 0 : this.sum / this.count;
  }

  /** @param rgba opaque pixels, [height × width × 4]; the file repeats without end */
  add(rgba: Uint8ClampedArray<ArrayBuffer>, width: number, height: number, milliseconds: number): void {
    const { palette, indices } = exact(rgba) ?? this.rounded(rgba);
    this.count += 3 * indices.length;
    this.encoder.writeFrame(indices, width, height, { palette, delay: milliseconds, repeat: 0 });
  }

  finish(): Uint8Array<ArrayBuffer> {
    this.encoder.finish();
    return this.encoder.bytes();
  }

  private rounded(rgba: Uint8ClampedArray): Indexed {
    const palette = quantize(rgba, maxColors);
    const indices = applyPalette(rgba, palette);
    for (const [i, index] of indices.entries()) {
      for (let channel = 0; channel < 3; channel++) {
        const difference = Math.abs(palette[index][channel] - rgba[4 * i + channel]);
        this.sum += difference;
        if (difference > this.largest) this.largest = difference;
      }
    }
    return { palette, indices };
  }
}

/** Returns the colours as they are; undefined if there are too many. */
function exact(rgba: Uint8ClampedArray<ArrayBuffer>): Indexed | undefined {
  const pixels = new Uint32Array(rgba.buffer, rgba.byteOffset, rgba.length / 4);
  const indices = new Uint8Array(pixels.length);
  const known = new Map<number, number>();
  for (const [i, pixel] of pixels.entries()) {
    let index = known.get(pixel);
    if (index === undefined) {
      if (known.size === maxColors) return undefined;
      index = known.size;
      known.set(pixel, index);
    }
    indices[i] = index;
  }
  const palette = [...known.keys()].map((pixel) => [...new Uint8Array(Uint32Array.of(pixel).buffer, 0, 3)]);
  return { palette, indices };
}
