/**
 * Encodes a screenshot as a PNG of at most 256 colours, a third of its size: VS Code's windows have few colours, apart
 * from the edges of letters. The palette holds the most frequent colours at 5 bits per channel, each as the mean of its
 * pixels; all other pixels take the nearest colour.
 */
import { deflateSync } from "node:zlib";
import { PNG } from "pngjs";
import { crc32 } from "../../src/formats/crc32";

const most = 256;
const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);

export function smallPng(screenshot: Buffer): Buffer {
  const { width, height, data } = PNG.sync.read(screenshot);
  const bins = new Map<number, Float64Array>();
  const binOf = (at: number) => ((data[at] >> 3) << 10) | ((data[at + 1] >> 3) << 5) | (data[at + 2] >> 3);
  for (let at = 0; at < data.length; at += 4) {
    const bin = binOf(at);
    const sums = bins.get(bin) ?? new Float64Array(4);
    for (let channel = 0; channel < 3; channel++) sums[channel] += data[at + channel];
    sums[3]++;
    bins.set(bin, sums);
  }
  const means = [...bins]
    .sort(([, a], [, b]) => b[3] - a[3])
    .map(([bin, [r, g, b, n]]) => ({ bin, rgb: [r, g, b].map((sum) => Math.round(sum / n)) }));
  const palette = means.slice(0, most).map(({ rgb }) => rgb);
  const distance = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, each, i) => sum + (each - b[i]) ** 2, 0);
  const nearest = (rgb: readonly number[]) =>
    palette.reduce((best, each, i) => (distance(each, rgb) < distance(palette[best], rgb) ? i : best), 0);
  const indexOf = new Map(means.map(({ bin, rgb }, i) => [bin, i < most ? i : nearest(rgb)]));
  // Each row begins with its filter type: 0, none.
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = indexOf.get(binOf((y * width + x) * 4)) ?? 0;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits per pixel: an index into the palette.
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from(palette.flat())),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc32(body) >>> 0);
  return Buffer.concat([length, body, check]);
}
