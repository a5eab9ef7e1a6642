/** Parquet as data: the inputs of the same table in CSV, or an error with its place. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dataSchema } from "../../src/config/schema/data";
import { readNewExamples } from "../../src/data/newExamples";
import { newReading } from "../../src/data/reading";
import { suggestData } from "../../src/data/suggest";
import { readTableHead } from "../../src/data/tableHead";
import { fixtures, recordTables } from "./recordTables";

describe("records of parquet", () => {
  const { load, write, fixture, table, refuses, path } = recordTables();

  const rows = Array.from({ length: 200 }, (_, i) => [
    i % 7 === 3 ? "" : i / 10 + 0.1,
    Math.fround(i / 3),
    BigInt(i) * 1000003n - 5n,
    (i % 100) - 50,
    i % 3 === 0,
    i % 11 === 5 ? "" : ["small", "large"][i % 2],
    ["rose", "tulip", "lily"][i % 3],
  ]);
  const csv = `length,narrow,count,small,fresh,size,kind\n${rows.map((row) => row.join(",")).join("\n")}\n`;

  for (const name of ["plain", "snappy", "gzip", "zstd", "brotli", "lz4", "version2"]) {
    it(`are those that Arrow wrote: ${name}`, async () => {
      fixture(`parquet/${name}.parquet`);
      write("t.csv", csv);
      const found = await table({ format: "parquet", path: `${name}.parquet`, exclude: ["day"] });
      assert.deepEqual(found, await table({ format: "csv", path: "t.csv" }));
    });
  }

  it("give dates as ISO 8601, and refuse lists", async () => {
    fixture("parquet/snappy.parquet");
    fixture("parquet/nested.parquet");
    const date = /^snappy\.parquet, row 1: "2024-01-01" in column "day" is a date or time; /;
    await refuses({ format: "parquet", path: "snappy.parquet" }, "csv-date", date);
    const nested = /^nested\.parquet: the column "pixels" contains lists or records; /;
    await refuses({ format: "parquet", path: "nested.parquet" }, "parquet-nested", nested);
    write("t.parquet", csv);
    await refuses({ format: "parquet", path: "t.parquet" }, "parquet-magic", /it seems to be text; /);
  });

  it("read times of day in each unit where dates names them, and say that they are numbers elsewhere", async () => {
    fixture("parquet/times.parquet");
    const parquet = { format: "parquet", path: "times.parquet" };
    const parts = { millis: ["hour", "minute"], micros: ["hour", "minute"], nanos: ["minute"] };
    const read = await load({ ...parquet, dates: parts });
    const seconds = Array.from({ length: 200 }, (_, i) => ((i * 37) % 1440) * 60 + 0.5);
    const two = (count: number) => String(count).padStart(2, "0");
    const clock = (at: number) => `${two(Math.floor(at / 3600))}:${two(Math.floor(at / 60) % 60)}:00.5`;
    const rows = seconds.map((at, i) => {
      const time = i % 5 === 4 ? "" : clock(at);
      return `${time},${time},${time},${at < 43_200 ? "early" : "late"}`;
    });
    write("t.csv", `millis,micros,nanos,kind\n${rows.join("\n")}\n`);
    assert.deepEqual(read.train, (await load({ format: "csv", path: "t.csv", dates: parts })).train);
    const numbers = await load({ ...parquet, exclude: ["nanos"], dates: { micros: ["hour"] } });
    assert.deepEqual(numbers.findings, [{ kind: "times", column: "millis", examples: [], parts: ["hour", "minute"] }]);
    const { train } = await load({ ...parquet, features: ["millis"], missing: "drop" });
    const known = seconds.filter((_, i) => i % 5 !== 4).map((at) => Math.fround(at * 1000));
    assert.deepEqual(Array.from(train.values).sort(), known.sort());
    const { data } = await suggestData(join(path(), "times.parquet"), path(), {});
    assert.deepEqual(Object.keys(data.dates as object), ["millis", "micros", "nanos"]);
  });

  it("propose the hours of timestamps, midnight among them", async () => {
    fixture("parquet/plain.parquet");
    const { data } = await suggestData(join(path(), "plain.parquet"), path(), {});
    assert.deepEqual(data.dates, { day: ["month", "weekday", "hour"] });
  });

  it("leave out the index of pandas, and say so", async () => {
    fixture("parquet/indexed.parquet");
    const { inputNames, leftOut } = await load({ format: "parquet", path: "indexed.parquet" });
    assert.deepEqual(inputNames, ["a"]);
    const why = ["indexed.parquet: the index that pandas wrote is not a column"];
    const said = [{ id: "left-out/index", values: { file: "indexed.parquet" } }];
    assert.deepEqual(leftOut, { rows: 0, columns: 1, files: 0, why, said });
  });

  it("are named and used whatever the file is called", async () => {
    write("t.csv", readFileSync(join(fixtures, "parquet/snappy.parquet")));
    const wrong = 'data.format: t.csv is a Parquet file; set data.format to "parquet"';
    await refuses({ format: "csv", path: "t.csv" }, "data-format", wrong);
    const { data } = await suggestData(join(path(), "t.csv"), path());
    assert.equal(data.format, "parquet");
    assert.equal(data.label, "kind");
    const head = await readTableHead({ name: "t.csv", key: "data.path" }, path(), { format: "parquet" });
    assert.equal(head.columns.length, 8);
    const keys = { format: "parquet", path: "t.csv", exclude: ["day", "length", "size"] };
    const { columns, inputs } = await load(keys);
    const config = dataSchema.parse({ label: "kind", ...keys });
    const layout = {
      config,
      columns,
      inputs,
      reading: newReading,
      scaling: { kind: "none", shift: 0, factor: 1 } as const,
    };
    const { count, values } = await readNewExamples(join(path(), "t.csv"), layout, (async function* () {})());
    assert.equal(count, 200);
    assert.deepEqual([...values.subarray(5, 10)], [Math.fround(1 / 3), 999998, -49, 1, 0]);
  });
});
