/** Tables in the cache: the same source as that of the file, for as long as the file is the same. */
import assert from "node:assert/strict";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { cachedTable } from "../../src/data/cache/columnCache";
import { readColumns, writeColumns } from "../../src/data/cache/columnFile";
import { noCacheVariable } from "../../src/data/cache/noCache";
import { readTableSource } from "../../src/data/csvSource";
import type { Source } from "../../src/data/source";
import type { TableConfig } from "../../src/data/tableReader";
import { Folder } from "./folder";

const lines = (count: number) =>
  Array.from({ length: count }, (_, i) => `${i / 8},${i % 9 ? i % 5 : ""},${"abc"[i % 3]},${i % 2 ? "yes" : "no"}`);
const table = (count: number) => `x,n,t,k\n${lines(count).join("\n")}\n`;
const config = { format: "csv", path: "t.csv", label: "k", missing: "category", testPath: "test.csv" } as TableConfig;

describe("the cache of tables", () => {
  let folder: Folder;
  let cache: string;
  /** Number of times that the files were read. */
  let reads: number;

  beforeEach(() => {
    folder = new Folder();
    cache = join(folder.path, "cache");
    reads = 0;
    folder.write({ "t.csv": Buffer.from(table(40)), "test.csv": Buffer.from(table(12)) });
  });
  afterEach(() => folder.remove());

  function load(more: object = {}, limits: object = {}, how: object = { verifiesLater: true }): Promise<Source> {
    const read = () => {
      reads++;
      return readTableSource({ ...config, ...more }, folder.path, { cost: "cross-entropy" });
    };
    const options = { baseDir: folder.path, cost: "cross-entropy", ...how } as const;
    return cachedTable({ ...config, ...more }, options, read, { folder: cache, minBytes: 0, ...limits });
  }

  const entries = () => readdirSync(join(cache, "tables")).map((name) => join(cache, "tables", name));

  it("returns the source that was read from the files", async () => {
    for (const more of [
      {},
      { label: "n", missing: "drop" },
      { features: ["x"] },
      { features: ["t"], testPath: undefined },
    ]) {
      reads = 0;
      const [first, { verify, ...again }] = [await load(more), await load(more)];
      assert.equal(reads, 1);
      assert.deepEqual(again, first);
      await verify?.();
    }
  });

  it("returns a table of bytes whose texts have more categories than a byte can number", async () => {
    const rows = Array.from({ length: 1028 }, (_, i) => {
      const place = i % 257;
      return `${i % 200},${place === 256 ? "" : `place ${place}`},${i % 2 ? "yes" : "no"}`;
    });
    folder.write({ "t.csv": Buffer.from(`n,t,k\n${rows.join("\n")}\n`) });
    const more = { testPath: undefined };
    const [first, { verify: _, ...again }] = [await load(more), await load(more)];
    assert.ok(first.train.values instanceof Uint8Array);
    assert.equal(first.train.values.length, 1028 * 258);
    assert.deepEqual(again, first);
  });

  it("keeps other settings apart, but not those that choose among the examples", async () => {
    await load();
    await load({ limit: 10, validation: { examples: 5 } });
    assert.equal(reads, 1);
    await load({ missing: "mean" });
    await load({ labelsStartAt: 0, label: "n", missing: "drop" });
    assert.equal(reads, 3);
  });

  it("reads a file again that was written since, also with as many bytes", async () => {
    await load();
    appendFileSync(join(folder.path, "test.csv"), "1,2,a,no\n");
    await load();
    assert.equal(reads, 2);
    const { atimeMs, mtimeMs } = statSync(join(folder.path, "t.csv"));
    writeFileSync(join(folder.path, "t.csv"), table(40).replace("yes", "no "));
    utimesSync(join(folder.path, "t.csv"), atimeMs / 1000, mtimeMs / 1000);
    await load();
    assert.equal(reads, 3);
  });

  it("does not keep a file that changes while it is read", async () => {
    const read = async () => {
      const source = await readTableSource(config, folder.path, {});
      appendFileSync(join(folder.path, "t.csv"), "1,2,a,no\n");
      return source;
    };
    await cachedTable(config, { baseDir: folder.path }, read, { folder: cache, minBytes: 0 });
    assert.throws(() => entries(), { code: "ENOENT" });
  });

  it("ignores damaged, incomplete and foreign files, and replaces them", async () => {
    await load();
    const [path] = entries();
    const bytes = readFileSync(path);
    for (let at = 0; at < bytes.length; at += 97) {
      const damaged = Buffer.from(bytes);
      damaged[at] ^= 1 << (at % 8);
      writeFileSync(path, damaged);
      await assert.rejects(readColumns(path, "t.csv"), `byte ${at}`);
    }
    for (const damaged of [Buffer.alloc(0), bytes.subarray(0, bytes.length - 40), Buffer.concat([bytes, bytes])]) {
      writeFileSync(path, damaged);
      reads = 0;
      await load();
      assert.equal(reads, 1);
      assert.deepEqual(readFileSync(path), bytes);
    }
  });

  it("refuses a file of another sha256, and forgets its table", async () => {
    const source = await load();
    const [path] = entries();
    writeColumns(path, { ...source, sha256: { ...source.sha256, "t.csv": "00" } });
    const { verify } = await load();
    await assert.rejects(async () => verify?.(), {
      code: "data-changed",
      message: /^t\.csv: its content changed, .*train again/,
    });
    assert.deepEqual(entries(), []);
  });

  it("compares a table before it is returned, unless it is verified later, and reads a file of another sha256", async () => {
    const source = await load();
    const [path] = entries();
    assert.deepEqual(await load({}, {}, {}), source);
    assert.equal(reads, 1);
    writeColumns(path, { ...source, sha256: { ...source.sha256, "test.csv": "00" } });
    assert.deepEqual(await load({}, {}, {}), source);
    assert.equal(reads, 2);
    assert.deepEqual((await readColumns(path, "t.csv")).sha256, source.sha256);
  });

  it("has the table for the reading that its run recorded, and for no other", async () => {
    const { form } = await load();
    const recorded = JSON.parse(JSON.stringify(form));
    for (const [reading, expected] of [
      [{ rules: 2, form: recorded }, 1],
      [{ rules: 2, workspaceFolder: ".." }, 1],
      [{ rules: 2, form: { ...recorded, decimal: "," } }, 2],
      [{ rules: 1 }, 3],
    ] as const) {
      await load({}, {}, { reading });
      assert.equal(reads, expected, JSON.stringify(reading));
    }
  });

  it("removes the tables that were not used for the longest time", async () => {
    const paths: string[] = [];
    for (const missing of ["category", "mean", "drop"]) {
      await load({ missing });
      paths.push(...entries().filter((path) => !paths.includes(path)));
    }
    for (const [i, path] of paths.entries()) utimesSync(path, 1000 + i, 1000 + i);
    const [category, mean, drop] = paths;
    await load();
    await load({ features: ["x"] }, { maxBytes: 2.5 * statSync(category).size });
    assert.deepEqual([category, mean, drop].map(existsSync), [true, false, true]);
    assert.equal(entries().length, 3);
    await load({ features: ["n"] }, { maxBytes: 10 });
    assert.equal(entries().length, 3);
  });

  it("removes unfinished files of processes that are gone", async () => {
    mkdirSync(join(cache, "tables"), { recursive: true });
    const [old, young] = ["old.1.part", "young.2.part"].map((name) => join(cache, "tables", name));
    for (const path of [old, young]) writeFileSync(path, "");
    utimesSync(old, 1000, 1000);
    await load();
    assert.deepEqual(
      entries().filter((path) => path.endsWith(".part")),
      [young],
    );
  });

  it("is left out where nothing can be written, by a variable and for small files", async () => {
    writeFileSync(cache, "a file in its place");
    await load();
    await load();
    assert.equal(reads, 2);
    rmSync(cache);
    await load({}, { minBytes: 1e6 });
    assert.throws(() => entries(), { code: "ENOENT" });
    process.env[noCacheVariable] = "1";
    try {
      await load();
      assert.throws(() => entries(), { code: "ENOENT" });
    } finally {
      delete process.env[noCacheVariable];
    }
  });

  it("is written by two loads at once", async () => {
    const all = await Promise.all([load(), load(), load()]);
    assert.equal(entries().length, 1);
    const { verify: _, ...again } = await load();
    for (const { verify, ...source } of all) assert.deepEqual(again, source);
  });
});
