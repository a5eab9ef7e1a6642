/** The first rows of tables and arrays: what the editor shows of them while a config is written. */
import assert from "node:assert/strict";
import { mkdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { readArrayHeads } from "../../src/data/arrayHeads";
import { readTableHead } from "../../src/data/tableHead";
import { writeNpy } from "../../src/formats/npy";
import { Folder } from "./folder";

describe("the beginning of a table", () => {
  const folder = new Folder();
  const write = (name: string, bytes: string | Uint8Array) => folder.write({ [name]: Buffer.from(bytes) });
  after(() => folder.remove());
  const head = (name: string, form = {}) => readTableHead({ name, key: "data.path" }, folder.path, form);

  it("tells each column's kind, range, texts and what is missing", async () => {
    write("t.csv", "size;weight;day\nsmall;3,5;2024-01-31\nlarge;NA;2024-02-01\nsmall;-1;2024-02-02\n");
    assert.deepEqual(await head("t.csv"), {
      rows: 3,
      columns: [
        { name: "size", kind: "text", examples: ["small", "large"], texts: ["small", "large"], missing: 0 },
        { name: "weight", kind: "number", examples: ["3,5", "-1"], range: [-1, 3.5], missing: 1 },
        {
          name: "day",
          kind: "date",
          examples: ["2024-01-31", "2024-02-01", "2024-02-02"],
          texts: ["2024-01-31", "2024-02-01", "2024-02-02"],
          missing: 0,
        },
      ],
    });
  });

  it("is fewer rows of a table of very many columns, which omits its zeros", async () => {
    write("wide.svm", `0 100000:1\n${"1\n".repeat(400)}`);
    const { rows, columns } = await head("wide.svm", { format: "svmlight" });
    assert.deepEqual([rows, columns.length, columns[100_000].range], [20, 100_001, [0, 1]]);
  });

  it("is all that is read of a large file, plain or packed", async () => {
    const rows = `a,b\n${"1,x\n".repeat(200_000)}`;
    write("plain.csv", rows);
    truncateSync(join(folder.path, "plain.csv"), 2 ** 30);
    write("packed.csv.gz", gzipSync(rows));
    for (const name of ["plain.csv", "packed.csv.gz"]) {
      const { rows: seen, columns } = await head(name);
      assert.deepEqual([seen, columns.map((column) => column.name)], [500, ["a", "b"]]);
    }
  });

  it("may end within a record", async () => {
    write("wide.csv", `a,b\n${`1,${"x".repeat(100_000)}\n`.repeat(6)}`);
    assert.equal((await head("wide.csv")).rows, 2);
  });

  it("fails as training would where there is no table", async () => {
    write("empty.csv", "");
    await assert.rejects(head("empty.csv"), { code: "csv-empty" });
    await assert.rejects(head("none.csv"), { code: "data-missing" });
  });
});

describe("the beginnings of arrays", () => {
  const folder = new Folder();
  const write = (name: string, bytes: string | Uint8Array) => folder.write({ [name]: Buffer.from(bytes) });
  after(() => folder.remove());
  const x = writeNpy({ shape: [100, 28, 28], data: new Uint8Array(78400) });
  const y = writeNpy({ shape: [100], data: new Float64Array(100) });
  const heads = [
    { name: "x", shape: [100, 28, 28], type: "u1" },
    { name: "y", shape: [100], type: "f8" },
  ];

  it("are told of an .npz, packed or not", async () => {
    for (const level of [0, 9] as const) {
      write("a.npz", zipSync({ "x.npy": x, "y.npy": y, "notes.txt": new Uint8Array(3) }, { level }));
      assert.deepEqual(await readArrayHeads("a.npz", folder.path), heads);
    }
  });

  it("are told of a folder, and what cannot be read is left out", async () => {
    mkdirSync(join(folder.path, "arrays"));
    for (const [name, bytes] of [
      ["x.npy", x],
      ["y.npy", y],
      ["bad.npy", Buffer.from("nonsense")],
    ] as const) {
      writeFileSync(join(folder.path, "arrays", name), bytes);
    }
    const found = await readArrayHeads("arrays", folder.path);
    assert.deepEqual(
      found.sort((a, b) => (a.name < b.name ? -1 : 1)),
      heads,
    );
  });

  it("fail where there is no archive", async () => {
    write("bad.npz", "no archive at all, but long enough to be looked through");
    await assert.rejects(readArrayHeads("bad.npz", folder.path), { code: "zip-magic" });
    await assert.rejects(readArrayHeads("none.npz", folder.path), { code: "data-missing" });
  });
});
