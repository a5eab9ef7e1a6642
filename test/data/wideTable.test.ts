/** Tables of very many columns are read in time that is linear in their number; otherwise the test times out. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadData } from "../../src/data/load";
import { setMemoryBound } from "../../src/formats/memoryBound";

const width = 40_000;
const names = Array.from({ length: width }, (_, i) => `c${i}`);
const row = (r: number) =>
  [...names.map((_, i) => (i % 2 ? `t${r % 2}` : (r * 31 + i * 17) % 97)), "ab"[r % 2]].join(",");
const table = [`${names.join(",")},y`, ...Array.from({ length: 4 }, (_, r) => row(r))].join("\n");

describe("a table of 40,000 columns", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "wide-"));
    writeFileSync(join(folder, "train.csv"), table);
    writeFileSync(join(folder, "test.csv"), table);
  });
  after(() => rmSync(folder, { recursive: true }));
  const data = { format: "csv", path: "train.csv", label: "y" };
  const load = (more: object) =>
    loadData({ ...data, ...more } as never, { baseDir: folder, seed: 0, cost: "cross-entropy" });

  it("is read with its test table, of numbers and texts", async () => {
    const { inputs, test } = await load({ testPath: "test.csv" });
    assert.deepEqual([inputs, test?.count], [(width / 2) * 3, 4]);
  });

  it("is read with half of its columns named, and the others excluded", async () => {
    const [features, exclude] = [names.filter((_, i) => i % 2 === 0), names.filter((_, i) => i % 2 === 1)];
    assert.equal((await load({ features, exclude })).inputs, width / 2);
  });

  it("is refused by what is held of each column, where that does not fit", async () => {
    setMemoryBound(2 ** 20);
    try {
      await assert.rejects(load({}), { code: "memory-bound", message: /^train\.csv: needs at least / });
    } finally {
      setMemoryBound(undefined);
    }
  });
});
