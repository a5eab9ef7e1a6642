/**
 * Archives that unpack to far more than their size: refused now, but read for runs that version 0.1.0 trained on them.
 */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { readSourceFile, streamSourceFile } from "../../src/data/files";
import { unpackedBoundOf } from "../../src/data/reading";
import { readNpz, writeNpz } from "../../src/formats/npz";
import { readZip } from "../../src/formats/zip";

const [member, members] = [4 * 2 ** 20, 65];
const folder = mkdtempSync(join(tmpdir(), "unpacked-"));
const file = { name: "zeros.gz", key: "data.path" };

describe("an archive beyond the bound", () => {
  before(() => {
    // A gzip file may have several members: 260 MiB of zeros in 260 kB.
    const packed = gzipSync(Buffer.alloc(member));
    writeFileSync(join(folder, file.name), Buffer.concat(Array(members).fill(packed)));
  });
  after(() => rmSync(folder, { recursive: true }));

  it("is refused in gzip, and read for a run of version 0.1.0", async () => {
    await assert.rejects(readSourceFile(file, folder), { code: "gzip-too-large", message: /^zeros\.gz: / });
    const { bytes } = await readSourceFile(file, folder, { rules: 1 });
    assert.equal(bytes.length, member * members);
  }).timeout(60_000);

  it("is refused in a table that is read piece by piece, too, and read for a run of version 0.1.0", async () => {
    const length = async (rules: 1 | 2) => {
      let sum = 0;
      for await (const piece of streamSourceFile(file, folder, { rules })) sum += piece.length;
      return sum;
    };
    await assert.rejects(length(2), { code: "gzip-too-large", message: /^zeros\.gz: .* more than 256 MB / });
    assert.equal(await length(1), member * members);
  }).timeout(60_000);

  it("is refused in zip by the bound of its entries", () => {
    const zip = zipSync({ "a.bin": new Uint8Array(1000) });
    assert.throws(() => [...readZip(zip, undefined, () => 999)], { code: "zip-too-large", message: /^a\.bin unpacks/ });
    assert.equal([...readZip(zip, undefined, () => 1000)][0][1].length, 1000);
    const arrays = readNpz(writeNpz([["a", { shape: [3], data: Float32Array.of(1, 2, 3) }]]), undefined, () => 1);
    // An uncompressed entry cannot be larger than it says.
    assert.equal(arrays.get("a")?.data.length, 3);
  });

  it("lies at 256 MiB and 250 times the packed size, for runs of version 0.1.0 at what the memory holds", () => {
    assert.deepEqual([100, 2 ** 21].map(unpackedBoundOf(2)), [2 ** 28, 250 * 2 ** 21]);
    assert.deepEqual([100, 2 ** 21].map(unpackedBoundOf(1)), [2 ** 32, 2 ** 32]);
  });
});
