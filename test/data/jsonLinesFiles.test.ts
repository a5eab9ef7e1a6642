/** JSON Lines as data: the inputs of the same table in CSV, or an error with its place. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { dataSchema } from "../../src/config/schema/data";
import { loadData } from "../../src/data/load";
import { suggestData } from "../../src/data/suggest";
import { readTableHead } from "../../src/data/tableHead";
import { setMemoryBound } from "../../src/formats/memoryBound";
import { recordTables } from "./recordTables";

describe("records of json lines", () => {
  const { write, fixture, table, refuses, path } = recordTables();

  it("are refused where nearly all fields are absent, which costs more than the file has bytes", async () => {
    const wide = `{${Array.from({ length: 5000 }, (_, i) => `"c${i}":${i}`)},"kind":"a"}\n`;
    write("t.jsonl", wide + "{}\n".repeat(2000));
    const absent = /^t\.jsonl: 2001 records leave out nearly all of the 5001 columns; /;
    await refuses({ format: "jsonl", path: "t.jsonl" }, "records-sparse", absent);
  });

  it("are refused by their records, however long the names of their columns are", async () => {
    const wide = `{${Array.from({ length: 20_000 }, (_, i) => `"c${i}":1`)},"kind":"a"}\n`;
    write("t.jsonl", wide + "{}\n".repeat(150));
    await refuses({ format: "jsonl", path: "t.jsonl" }, "records-sparse", /^t\.jsonl: 151 records /);
  });

  it("count with their absent fields against the memory bound", async () => {
    write("t.jsonl", `{"a":1,"b":2,"kind":"a"}\n${"{}\n".repeat(400_000)}`);
    // Less than is in use: any claim of a megabyte is refused.
    setMemoryBound(2 ** 20);
    try {
      await refuses({ format: "jsonl", path: "t.jsonl" }, "memory-bound", /^t\.jsonl: /);
    } finally {
      setMemoryBound(undefined);
    }
  });

  it("are no reason to refuse a table that a run of version 0.1.0 was trained on", async () => {
    write("t.csv", '{"a,kind\n1,x\n2,y\n');
    const config = dataSchema.parse({ format: "csv", path: "t.csv", label: "kind", delimiter: ",", header: true });
    const read = (rules: 1 | 2) => loadData(config, { baseDir: path(), seed: 1, reading: { rules } });
    await assert.rejects(read(2), { code: "data-format" });
    await assert.rejects(read(1), { code: "csv-quote" });
  });

  it("are those that pandas wrote", async () => {
    fixture("jsonl/pandas.jsonl");
    write(
      "t.csv",
      'length,size,fresh,kind\n5.1,small,true,rose\n0.3,"very ""large""",false,tulip\n,,true,rose\n1e-7,small,true,tulip\n',
    );
    const found = await table({ format: "jsonl", path: "pandas.jsonl" });
    assert.deepEqual(found, await table({ format: "csv", path: "t.csv" }));
    const { data } = await suggestData(join(path(), "pandas.jsonl"), path());
    assert.equal(data.format, "jsonl");
  });

  it("may lack keys, have more later, hold NaN and be called as members of objects are", async () => {
    write(
      "t.jsonl",
      '\uFEFF{"a":1,"constructor":2,"kind":"x"}\r\n\r\n{"kind":"y","__proto__":5,"a":NaN,"note":"NaN"}\n',
    );
    const head = await readTableHead({ name: "t.jsonl", key: "data.path" }, path(), { format: "jsonl" });
    assert.deepEqual(
      head.columns.map(({ name, missing, examples }) => [name, missing, ...examples]),
      [
        ["a", 1, "1"],
        ["constructor", 1, "2"],
        ["kind", 0, "x", "y"],
        ["__proto__", 1, "5"],
        ["note", 1, "NaN"],
      ],
    );
  });

  for (const [text, code, message] of [
    ['{"a":1}\n{"a":\n', "jsonl-damaged", /^t\.jsonl: line 2: not JSON \(.*\); write one object per line$/],
    ['{"a":1}\n[1,2]\n', "jsonl-object", /^t\.jsonl: line 2: a list; /],
    ["[\n{}\n]\n", "jsonl-object", /^t\.jsonl: line 1: a list; .*lines=True/],
    ['{"a":1}\n{"a":[1]}\n', "jsonl-nested", /^t\.jsonl: line 2: "a" contains a list or an object; /],
    ["", "csv-empty", /^t\.jsonl: every line is empty; /],
    [Uint8Array.of(0x7b, 0x22, 0xff, 0x22), "text-encoding", /^t\.jsonl: line 1: not UTF-8; /],
  ] as const) {
    it(`refuse ${JSON.stringify(String(text))}`, async () => {
      write("t.jsonl", text);
      await refuses({ format: "jsonl", path: "t.jsonl" }, code, message);
    });
  }
});
