/** Small files that would take very long to read: repetitions are counted and not processed again and again. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zipSync } from "fflate";
import { readArrayHeads } from "../../src/data/arrayHeads";
import { readHdf5 } from "../../src/formats/hdf5";
import { readJpeg } from "../../src/formats/jpeg";
import { npyHead } from "./amounts";

const segment = (marker: number, bytes: readonly number[]) => [0xff, marker, 0, bytes.length + 2, ...bytes];
const zeros = (count: number) => Array<number>(count).fill(0);

/** A progressive image of 8 × 8 pixels; each scan ends its only block after one bit. */
function jpegOfScans(scans: number): Uint8Array {
  const table = (kind: number, symbol: number) => segment(0xc4, [kind, 1, ...zeros(15), symbol]);
  return Uint8Array.from([
    ...[0xff, 0xd8],
    ...segment(0xdb, [0, ...Array<number>(64).fill(1)]),
    ...segment(0xc2, [8, 0, 8, 0, 8, 1, 1, 0x11, 0]),
    ...table(0x00, 0),
    ...table(0x10, 0),
    ...[...segment(0xda, [1, 1, 0, 0, 0, 0]), 0],
    ...Array.from({ length: scans - 1 }, () => [...segment(0xda, [1, 1, 0, 1, 63, 0]), 0]).flat(),
    ...[0xff, 0xd9],
  ]);
}

/** Returns a file in which every member of the root is the root itself. */
function hdf5OfItself(): Uint8Array {
  const bytes = Buffer.from(readFileSync(join(__dirname, "../fixtures/arrays/plain.h5")));
  const [entries, entrySize] = [bytes.indexOf("SNOD"), 40];
  const root = bytes.readBigUInt64LE(64);
  for (let i = 0; i < bytes.readUInt16LE(entries + 6); i++) bytes.writeBigUInt64LE(root, entries + 16 + i * entrySize);
  return bytes;
}

describe("small files that would take very long", () => {
  it("are refused: a JPEG picture of thousands of scans, each over all pixels", () => {
    assert.equal(readJpeg(jpegOfScans(500)).width, 8);
    assert.throws(() => readJpeg(jpegOfScans(501)), { code: "picture-kind", message: /more than 500 scans/ });
  });

  it("are refused: an HDF5 file whose groups are their own members", () => {
    assert.throws(() => readHdf5(hdf5OfItself()), {
      code: "hdf5-damaged",
      message: /more than 10000 datasets and groups/,
    });
  });

  it("are read in part where a person chooses among arrays: an archive of very many", async () => {
    const folder = mkdtempSync(join(tmpdir(), "members-"));
    try {
      const array = npyHead("|u1", [1], new Uint8Array(1));
      const members = Array.from({ length: 1100 }, (_, i) => [`a${i}.npy`, array] as const);
      writeFileSync(join(folder, "many.npz"), zipSync(Object.fromEntries(members), { level: 0 }));
      assert.equal((await readArrayHeads("many.npz", folder)).length, 1000);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
