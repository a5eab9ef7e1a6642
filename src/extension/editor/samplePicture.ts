/** Draws examples next to each other as a grayscale bitmap. BMP needs no library, and its pixels are not smoothed. */

const gap = 2;
const headerBytes = 54;
const paletteBytes = 1024;

interface Pictures {
  /** Examples, each [height, width], row-major. */
  readonly samples: readonly Float32Array[];
  readonly height: number;
  readonly width: number;
  /** Values of black and white. */
  readonly minimum: number;
  readonly maximum: number;
  /** Screen pixels per image pixel. */
  readonly scale: number;
}

export function samplePicture({ samples, height, width, minimum, maximum, scale }: Pictures): Buffer {
  const columns = samples.length * (width + gap) - gap;
  const [pixelsWide, pixelsHigh] = [columns * scale, height * scale];
  // BMP rows are padded to four bytes and stored bottom-up.
  const stride = Math.ceil(pixelsWide / 4) * 4;
  const start = headerBytes + paletteBytes;
  const bytes = Buffer.alloc(start + stride * pixelsHigh);
  bytes.write("BM");
  bytes.writeUInt32LE(bytes.length, 2);
  bytes.writeUInt32LE(start, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(pixelsWide, 18);
  bytes.writeInt32LE(pixelsHigh, 22);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(8, 28);
  bytes.writeUInt32LE(256, 46);
  for (let grey = 0; grey < 256; grey++) bytes.fill(grey, headerBytes + 4 * grey, headerBytes + 4 * grey + 3);
  const spread = maximum - minimum || 1;
  for (let y = 0; y < pixelsHigh; y++) {
    const row = start + (pixelsHigh - 1 - y) * stride;
    for (let x = 0; x < pixelsWide; x++) {
      const column = Math.floor(x / scale);
      const sample = samples[Math.floor(column / (width + gap))];
      const inside = column % (width + gap);
      const value = inside < width ? sample[Math.floor(y / scale) * width + inside] : maximum;
      bytes[row + x] = Math.round((255 * (value - minimum)) / spread);
    }
  }
  return bytes;
}
