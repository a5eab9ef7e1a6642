/** Plain PNG pictures have the pixels that pngjs reads, and all others are left to it. */
import assert from "node:assert/strict";
import { deflateSync } from "node:zlib";
import * as fc from "fast-check";
import { PNG } from "pngjs";
import { crc32 } from "../../src/formats/crc32";
import { fromRgba, type Picture } from "../../src/formats/picture";
import { readPlainPng } from "../../src/formats/plainPng";
import { readPicture } from "../../src/formats/readPicture";
import { amount, firstSeed } from "../soak";

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const numbers = Buffer.alloc(8);
  numbers.writeUInt32BE(data.length);
  numbers.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([numbers.subarray(0, 4), body, numbers.subarray(4)]);
}

interface Drawn {
  width: number;
  height: number;
  colours: number;
  depth: number;
  interlace: number;
  isGrey: boolean;
  others: string[];
  parts: number;
  bytes: number[];
}

/** Returns a picture whose rows have random filters and samples. */
function pictureOf({ width, height, colours, depth, interlace, isGrey, others, parts, bytes }: Drawn): Buffer {
  const channels = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }[colours] ?? 1;
  const rowBytes = Math.ceil((width * channels * depth) / 8);
  const rows = Buffer.alloc(height * (rowBytes + 1), 1);
  for (let i = 0; i < rows.length; i++) {
    const inRow = i % (rowBytes + 1);
    const isOpacity = channels === 4 && (inRow - 1) % 4 === 3;
    const sample = isGrey && channels >= 3 ? Math.floor((inRow - 1) / channels) : i;
    if (inRow === 0) rows[i] = bytes[i % bytes.length] % (isGrey ? 1 : 5);
    else rows[i] = isGrey && isOpacity ? 255 : bytes[sample % bytes.length];
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([depth, colours, 0, 0, interlace], 8);
  const packed = deflateSync(rows);
  const size = Math.ceil(packed.length / parts);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    ...others.map((type) => chunk(type, Buffer.from([0, 1, 134, 160, 0, 0]))),
    ...(colours === 3 ? [chunk("PLTE", Buffer.from(Array.from({ length: 768 }, (_, i) => i % 256)))] : []),
    ...Array.from({ length: parts }, (_, i) => chunk("IDAT", packed.subarray(i * size, (i + 1) * size))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

const pictures: fc.Arbitrary<Drawn> = fc.record({
  width: fc.integer({ min: 1, max: 9 }),
  height: fc.integer({ min: 1, max: 6 }),
  colours: fc.constantFrom(0, 0, 2, 2, 3, 4, 6, 6),
  depth: fc.constantFrom(8, 8, 8, 16),
  interlace: fc.constantFrom(0, 0, 0, 0, 1),
  isGrey: fc.boolean(),
  others: fc.array(fc.constantFrom("gAMA", "tEXt", "pHYs", "tRNS", "abCd", "ABCD"), { maxLength: 1 }),
  parts: fc.constantFrom(1, 1, 2, 3),
  bytes: fc.array(fc.nat(255), { minLength: 1, maxLength: 40 }),
});

function byPngjs(bytes: Buffer): Picture | string {
  try {
    return fromRgba(PNG.sync.read(bytes));
  } catch {
    return "damaged";
  }
}

const same = (a: Picture | string, b: Picture | string) =>
  assert.deepEqual(
    typeof a === "string" ? a : { ...a, pixels: [...a.pixels] },
    typeof b === "string" ? b : { ...b, pixels: [...b.pixels] },
  );

describe("a plain PNG picture", () => {
  let [plain, all] = [0, 0];

  it("has the pixels that pngjs reads, also if a byte is damaged", () => {
    fc.assert(
      fc.property(pictures, fc.nat(), fc.nat(255), (drawn, where, change) => {
        const bytes = pictureOf(drawn);
        for (const damage of [0, change]) {
          const damaged = Buffer.from(bytes);
          damaged[where % bytes.length] ^= damage;
          const size = [damaged.readUInt32BE(16), damaged.readUInt32BE(20)];
          if (Math.max(...size) > 1000) continue;
          const found = readPlainPng(damaged);
          all++;
          if (!found) continue;
          plain++;
          same(found, byPngjs(damaged));
        }
      }),
      { numRuns: amount(2000), seed: firstSeed() },
    );
    assert.ok(plain > all / 10 && plain < all, `${plain} of ${all} pictures are plain`);
  });

  it("is read by readPicture under the rules of every version", () => {
    const drawn = { width: 5, height: 3, colours: 2, depth: 8, interlace: 0, isGrey: false, others: [], parts: 2 };
    const bytes = pictureOf({ ...drawn, bytes: [7, 200, 13, 4, 99, 250, 31] });
    assert.ok(readPlainPng(bytes));
    for (const rules of [1, 2] as const) same(readPicture(bytes, { rules }), byPngjs(bytes));
  });

  it("does not unpack to more than its pixels", () => {
    const bytes = pictureOf({
      width: 2,
      height: 1,
      colours: 0,
      depth: 8,
      interlace: 0,
      isGrey: true,
      others: [],
      parts: 1,
      bytes: [1],
    });
    const bomb = Buffer.concat([
      bytes.subarray(0, 33),
      chunk("IDAT", deflateSync(Buffer.alloc(2 ** 20))),
      chunk("IEND", Buffer.alloc(0)),
    ]);
    assert.equal(readPlainPng(bomb), undefined);
  });
});
