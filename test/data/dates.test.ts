/** Dates and times as inputs, by the key `dates`: in every table format, in new rows, and in ambiguous cases. */
import assert from "node:assert/strict";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { dateColumn } from "../../src/data/dateColumn";
import { loadData } from "../../src/data/load";
import { readNewExamples } from "../../src/data/newExamples";
import { datesFolder, fixtures, none } from "./datesFolder";

describe("dates in a table", () => {
  const { folder, write, parse, load, rows, csv, loadDates } = datesFolder();

  it("become an input for each part, in the order of the config", async () => {
    const data = await loadDates(
      ["2024-03-01 12:30", "1999-12-31T23:59:59Z", "2024-02-29 00:05:00+02:00"],
      ["year", "hour", "month", "day", "weekday", "minute"],
    );
    assert.deepEqual(
      data.inputNames,
      ["year", "hour", "month", "day", "weekday", "minute"].map((part) => `d ${part}`),
    );
    assert.deepEqual(rows(data), [
      [1999, 23, 12, 31, 5, 59],
      [2024, 0, 2, 29, 4, 5],
      [2024, 12, 3, 1, 5, 30],
    ]);
    assert.deepEqual(data.columns, [
      { name: "d", kind: "date", parts: ["year", "hour", "month", "day", "weekday", "minute"] },
    ]);
  });

  it("go around as a sine and a cosine, but for the year", async () => {
    const data = await loadDates(["2024-03-01", "2024-06-01", "2024-12-01"], ["year", "month", "cyclic"]);
    assert.deepEqual(data.inputNames, ["d year", "d month sin", "d month cos"]);
    assert.deepEqual(rows(data), [
      [2024, 0, -1],
      [2024, 0, 1],
      [2024, 1, 0],
    ]);
  });

  it("have the order that the column shows, or that the config says; it is recorded", async () => {
    const order = async (fields: string[], more: object = {}) => {
      const data = await loadDates(fields, ["day", "month"], more);
      const [column] = data.columns ?? [];
      return [column.kind === "date" && column.order, ...rows(data)];
    };
    assert.deepEqual(await order(["3/1/2024", "13/2/2024"]), ["dmy", [3, 1], [13, 2]]);
    assert.deepEqual(await order(["3/1/2024", "2/13/2024"]), ["mdy", [1, 3], [13, 2]]);
    assert.deepEqual(await order(["3.1.2024", "2.2.2024"]), [undefined, [2, 2], [3, 1]]);
    assert.deepEqual(await order(["3/1/2024", "2/2/2024"], { dateOrder: "mdy" }), ["mdy", [1, 3], [2, 2]]);
    const open =
      't.csv:2: "3/1/2024" in column "d" leaves the order of day and month open; set data.dateOrder to "dmy" or "mdy", or write it as 2024-01-31';
    await assert.rejects(order(["3/1/2024", "2/2/2024"]), { code: "csv-date", message: open });
    const mixed =
      't.csv:3: "13/2/2024" in column "d" is written in another way than "2024-01-03" (t.csv:2); write all its dates in one way';
    await assert.rejects(order(["2024-01-03", "13/2/2024"]), { code: "csv-date", message: mixed });
    const said = /^t\.csv:3: "13\/2\/2024" in column "d" is not an unambiguous date or time in the order mdy; /;
    await assert.rejects(order(["3/1/2024", "13/2/2024"], { dateOrder: "mdy" }), { code: "csv-date", message: said });
  });

  it("are refused where one is none, or lacks a part", async () => {
    const refuses = (fields: string[], parts: string[], message: RegExp) =>
      assert.rejects(loadDates(fields, parts), { code: "csv-date", message });
    await refuses(
      ["2024-01-31", "2024-02-30"],
      ["month"],
      /^t\.csv:3: "2024-02-30" in column "d" is not an unambiguous date or time/,
    );
    await refuses(
      ["2024-01-31", "45352"],
      ["month"],
      /^t\.csv:3: "45352" in column "d" is not an unambiguous date or time/,
    );
    await refuses(["12:30", "1.5"], ["hour"], /^t\.csv:3: "1\.5" in column "d" is not an unambiguous date or time/);
    await refuses(
      ["12:30", "12:45"],
      ["hour", "month"],
      /^t\.csv:2: "12:30" in column "d" has no month; write it with one, or remove "month" from data\.dates$/,
    );
    await refuses(["2024-01-31 10:00", "2024-02-01"], ["hour"], /^t\.csv:3: "2024-02-01" in column "d" has no hour; /);
  });

  it("need a name that is an input's, and something that goes around", async () => {
    write("t.csv", "date,size,y\n2024-01-31,s,a\n2024-02-01,m,b\n");
    const refuses = (more: object, message: string | RegExp) =>
      assert.rejects(load(more), { code: "csv-column", kind: "config", message });
    await refuses(
      { dates: { dat: ["year"] } },
      'data.dates: "dat" is not one of the feature columns (date, size); did you mean "date"?',
    );
    await refuses(
      { dates: { y: ["year"] } },
      /"y" is not one of the feature columns \(date, size\); correct its name$/,
    );
    await refuses(
      { dates: { date: ["year"] }, exclude: ["date"] },
      /"date" is not one of the feature columns \(size\)/,
    );
    await refuses({ dates: { date: ["year", "cyclic"] } }, /"date" has no cyclic part; add month/);
    await refuses({ dates: { size: ["year"] }, ordinal: { size: ["s", "m"] } }, /"size" is in data\.ordinal too; /);
  });

  it("above dates are an example, not a header; above numbers they are names", async () => {
    write("t.csv", "2024-03-01,a\n2024-04-02,b\n2024-05-03,a\n");
    const { inputNames, train } = await load({ label: "2", dates: { "1": ["month"] } });
    assert.deepEqual([inputNames, train.count], [["1 month"], 3]);
    write("t.csv", "place,2024-03-01,2024-04-01,y\nUlm,1,2,a\nBonn,2,3,b\n");
    assert.deepEqual((await load({ exclude: ["place"] })).inputNames, ["2024-03-01", "2024-04-01"]);
  });

  it("may have any name", async () => {
    write("t.csv", "constructor,__proto__,toString,y\n2024-01-31,1,2024-01-31,a\n2024-02-01,2,2024-02-01,b\n");
    const { inputNames } = await load({ dates: { constructor: ["month"], toString: ["day"] } });
    assert.deepEqual(inputNames, ["constructor month", "__proto__", "toString day"]);
  });

  it("are standardized as other numbers are, and what says that they are missing is left alone", async () => {
    const data = await loadDates(["2024-02-01", "", "2024-04-01", ""], ["month"], {
      missing: "category",
      scaling: "auto",
    });
    assert.deepEqual(data.scaling.shift, [3, 0]);
    assert.deepEqual((data.scaling.factor as number[])[1], 1);
  });

  it("in a test table are read in the training table's order", async () => {
    write("t.csv", csv(["3/1/2024", "2/13/2024"]));
    write("test.csv", csv(["4/1/2024", "2024-05-02"]));
    const { test } = await load({ dates: { d: ["month", "day"] }, testPath: "test.csv" });
    assert.deepEqual([...(test?.values ?? [])], [4, 1, 5, 2]);
    write("t.csv", csv(["2024-01-03", "2024-02-13"]));
    const open =
      /^test\.csv:2: "4\/1\/2024" in column "d" leaves the order of day and month open; set data\.dateOrder to /;
    await assert.rejects(load({ dates: { d: ["month"] }, testPath: "test.csv" }), { code: "csv-date", message: open });
    const said = await load({ dates: { d: ["month", "day"] }, testPath: "test.csv", dateOrder: "dmy" });
    assert.deepEqual([...(said.test?.values ?? [])], [1, 4, 5, 2]);
  });

  it("of an Excel workbook are its date cells, midnight among them", async () => {
    copyFileSync(join(fixtures, "excel/flowers.xlsx"), join(folder().path, "t.xlsx"));
    const excel = { format: "excel", path: "t.xlsx", sheet: 2, label: "kind", features: ["day"] };
    const data = await load({ ...excel, dates: { day: ["year", "month", "day", "hour", "minute"] } });
    assert.deepEqual(rows(data), [
      [1999, 12, 31, 0, 0],
      [2024, 1, 31, 0, 0],
      [2024, 2, 29, 12, 30],
      [2024, 3, 1, 0, 0],
    ]);
  });

  it("of a Parquet file are its timestamps", async () => {
    copyFileSync(join(fixtures, "parquet/snappy.parquet"), join(folder().path, "t.parquet"));
    const parquet = { format: "parquet", path: "t.parquet", label: "kind", features: ["day"] };
    const { train } = await load({ ...parquet, dates: { day: ["year", "month", "day", "hour"] } });
    const found = Array.from({ length: 200 }, (_, i) => [...train.values.subarray(4 * i, 4 * i + 4)].join(" "));
    const expected = Array.from({ length: 200 }, (_, i) => {
      const day = new Date(Date.UTC(2024, 0, 1 + i, i % 2 ? 12 : 0));
      return [day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate(), day.getUTCHours()].join(" ");
    });
    assert.deepEqual(found.sort(), expected.sort());
  });

  it("of JSON Lines and ARFF are texts", async () => {
    write("t.jsonl", '{"d":"2024-03-01T12:30:00Z","y":"a"}\n{"d":"2024-04-01T13:30:00Z","y":"b"}\n');
    const parts = { dates: { d: ["month", "hour"] } };
    assert.deepEqual(rows(await load({ format: "jsonl", path: "t.jsonl", ...parts })), [
      [3, 12],
      [4, 13],
    ]);
    write(
      "t.arff",
      `@relation r\n@attribute d date "dd/MM/yyyy"\n@attribute y {a,b}\n@data\n"3/1/2024",a\n"4/1/2024",b\n`,
    );
    const arff = { format: "arff", path: "t.arff", dates: { d: ["day", "month"] } };
    await assert.rejects(load(arff), { code: "csv-date", message: /set data\.dateOrder to "dmy" or "mdy"/ });
    assert.deepEqual(rows(await load({ ...arff, dateOrder: "dmy" })), [
      [3, 1],
      [4, 1],
    ]);
  });

  it("of new rows are refused where their order is open, whatever they were trained on", async () => {
    write("t.csv", csv(["2024-01-03", "2024-02-13"]));
    const config = parse({ dates: { d: ["month"] } });
    const { inputs, columns, scaling, reading } = await loadData(config, { baseDir: folder().path, seed: 1 });
    const read = (text: string) => {
      write("new.csv", text);
      return readNewExamples(join(folder().path, "new.csv"), { inputs, columns, config, scaling, reading }, none);
    };
    assert.deepEqual([...(await read("d\n2024-05-01\n1.6.2024\n")).values], [5, 6]);
    const message =
      /new\.csv:2: "3\/1\/2024" in column "d" leaves the order of day and month open; .*, or write it as 2024-01-31$/;
    await assert.rejects(read("d\n3/1/2024\n"), { code: "csv-date", message });
    await assert.rejects(read("d\nyesterday\n"), {
      code: "csv-date",
      message: /"yesterday" in column "d" is not an unambiguous date or time/,
    });
  });

  it("are proposed by the parts that change", () => {
    assert.deepEqual(dateColumn(["2024-01-31", "2025-01-30"]), ["year", "weekday"]);
    assert.deepEqual(dateColumn(["12:30", "12:45"]), ["minute"]);
    assert.deepEqual(dateColumn(["3/1/2024 10:00", "5/2/2024 11:00"]), ["month", "weekday", "hour"]);
    assert.deepEqual(dateColumn(["12:30"]), ["hour", "minute"]);
    assert.equal(dateColumn(["12:30", "?"]), undefined);
    assert.equal(dateColumn([]), undefined);
  });
});
