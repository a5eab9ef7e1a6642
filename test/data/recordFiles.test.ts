/** Parquet, JSON Lines and ARFF as data: the inputs of the same table in CSV, or an error with its place. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { dataSchema } from "../../src/config/schema/data";
import { loadData } from "../../src/data/load";
import { readNewExamples } from "../../src/data/newExamples";
import { newReading } from "../../src/data/reading";
import { suggestData } from "../../src/data/suggest";
import { readTableHead } from "../../src/data/tableHead";
import { setMemoryBound } from "../../src/formats/memoryBound";
import { Folder } from "./folder";

const fixtures = join(__dirname, "../fixtures");

describe("records of", () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder.remove());

  const load = (more: object) => {
    const config = dataSchema.parse({ label: "kind", scaling: "none", missing: "mean", ...more });
    return loadData(config, { baseDir: folder.path, seed: 1 });
  };
  const write = (name: string, text: string | Uint8Array) => folder.write({ [name]: Buffer.from(text) });
  const fixture = (name: string) => write(name.split("/")[1], readFileSync(join(fixtures, name)));
  /** Loads a table and removes the hash and format of its file. */
  const table = async (more: object) => {
    const { sha256: _, reading: __, tables: ___, ...rest } = await load(more);
    return rest;
  };
  const refuses = (more: object, code: string, message: string | RegExp) =>
    assert.rejects(load(more), { code, message });

  describe("parquet", () => {
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
      assert.deepEqual(numbers.findings, [
        { kind: "times", column: "millis", examples: [], parts: ["hour", "minute"] },
      ]);
      const { train } = await load({ ...parquet, features: ["millis"], missing: "drop" });
      const known = seconds.filter((_, i) => i % 5 !== 4).map((at) => Math.fround(at * 1000));
      assert.deepEqual(Array.from(train.values).sort(), known.sort());
      const { data } = await suggestData(join(folder.path, "times.parquet"), folder.path, {});
      assert.deepEqual(Object.keys(data.dates as object), ["millis", "micros", "nanos"]);
    });

    it("propose the hours of timestamps, midnight among them", async () => {
      fixture("parquet/plain.parquet");
      const { data } = await suggestData(join(folder.path, "plain.parquet"), folder.path, {});
      assert.deepEqual(data.dates, { day: ["month", "weekday", "hour"] });
    });

    it("leave out the index of pandas, and say so", async () => {
      fixture("parquet/indexed.parquet");
      const { inputNames, leftOut } = await load({ format: "parquet", path: "indexed.parquet" });
      assert.deepEqual(inputNames, ["a"]);
      const why = ["indexed.parquet: the index that pandas wrote is not a column"];
      assert.deepEqual(leftOut, { rows: 0, columns: 1, files: 0, why });
    });

    it("are named and used whatever the file is called", async () => {
      write("t.csv", readFileSync(join(fixtures, "parquet/snappy.parquet")));
      const wrong = 'data.format: t.csv is a Parquet file; set data.format to "parquet"';
      await refuses({ format: "csv", path: "t.csv" }, "data-format", wrong);
      const { data } = await suggestData(join(folder.path, "t.csv"), folder.path);
      assert.equal(data.format, "parquet");
      assert.equal(data.label, "kind");
      const head = await readTableHead({ name: "t.csv", key: "data.path" }, folder.path, { format: "parquet" });
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
      const { count, values } = await readNewExamples(join(folder.path, "t.csv"), layout, (async function* () {})());
      assert.equal(count, 200);
      assert.deepEqual([...values.subarray(5, 10)], [Math.fround(1 / 3), 999998, -49, 1, 0]);
    });
  });

  describe("json lines", () => {
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
      const read = (rules: 1 | 2) => loadData(config, { baseDir: folder.path, seed: 1, reading: { rules } });
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
      const { data } = await suggestData(join(folder.path, "pandas.jsonl"), folder.path);
      assert.equal(data.format, "jsonl");
    });

    it("may lack keys, have more later, hold NaN and be called as members of objects are", async () => {
      write(
        "t.jsonl",
        '\uFEFF{"a":1,"constructor":2,"kind":"x"}\r\n\r\n{"kind":"y","__proto__":5,"a":NaN,"note":"NaN"}\n',
      );
      const head = await readTableHead({ name: "t.jsonl", key: "data.path" }, folder.path, { format: "jsonl" });
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

  describe("svmlight", () => {
    const svm = (more: object) => load({ format: "svmlight", label: "label", missing: "error", ...more });
    const values = async (more: object) => {
      const { train, classNames } = await svm(more);
      return [...Array(train.count).keys()]
        .map((i) => [...train.values.subarray(4 * i, 4 * i + 4), classNames?.[train.targets[i]]].join(" "))
        .sort();
    };
    const sum = Math.fround(0.1 + 0.2);

    it("are those that scikit-learn wrote, from 1 and from 0", async () => {
      fixture("svmlight/sklearn.svm");
      fixture("svmlight/zero.svm");
      const expected = ["0 0 0 0 -1", "0 3 0 0 1", `0.5 0 0 ${sum} -1`, "1 0 -2.5 0 1"];
      assert.deepEqual(await values({ path: "sklearn.svm" }), expected);
      assert.deepEqual(await values({ path: "zero.svm" }), expected);
      const { inputNames } = await svm({ path: "zero.svm" });
      assert.deepEqual(inputNames, ["0", "1", "2", "3"]);
    });

    it("take comments and queries, and the columns of the test file too", async () => {
      fixture("svmlight/hand.svm");
      write("test.svm", "1 6:9\n-1 2:1\n");
      const { inputs, test } = await svm({ path: "hand.svm", testPath: "test.svm" });
      assert.equal(inputs, 6);
      assert.deepEqual([...(test?.values ?? [])].slice(0, 6), [0, 0, 0, 0, 0, 9]);
    });

    it("give new examples, which lack columns at the end", async () => {
      fixture("svmlight/hand.svm");
      write("new.svm", "0 2:7\n");
      const { columns, inputs } = await svm({ path: "hand.svm" });
      const config = dataSchema.parse({ format: "svmlight", path: "hand.svm" });
      const layout = {
        config,
        columns,
        inputs,
        reading: newReading,
        scaling: { kind: "none", shift: 0, factor: 1 } as const,
      };
      const { values: found } = await readNewExamples(join(folder.path, "new.svm"), layout, (async function* () {})());
      assert.deepEqual([...found], [0, 7, 0, 0]);
    });

    for (const [text, code, message] of [
      ["a 1:2\n", "svmlight-label", /^t\.svm: line 1: the label "a" is not a number; /],
      ["1,3 1:2\n", "svmlight-label", /^t\.svm: line 1: the label "1,3" is not a number; /],
      ["1 1:2\n1 3:1 2:1\n", "svmlight-pair", /^t\.svm: line 2: "2:1" is not index:value, with rising indices; /],
      ["1 1:x\n", "svmlight-pair", /^t\.svm: line 1: "1:x" is not index:value/],
      ["1 900000:1\n-1 1:2\n", "svmlight-columns", /^t\.svm: it has 900000 columns, of which at most 2 have a value/],
      ["1 900000000:1\n", "svmlight-too-large", /^t\.svm: 1 rows × 900000000 columns are read as dense values/],
    ] as const) {
      it(`refuse ${JSON.stringify(text)}`, async () => {
        write("t.svm", text);
        await assert.rejects(svm({ path: "t.svm" }), { code, message });
      });
    }
  });

  describe("arff", () => {
    it("are refused where nearly all fields are left out", async () => {
      const attributes = Array.from({ length: 1000 }, (_, i) => `@attribute c${i} real\n`).join("");
      write("t.arff", `@relation r\n${attributes}@attribute kind {a,b}\n@data\n${"{}\n".repeat(2000)}`);
      await refuses({ format: "arff", path: "t.arff" }, "records-sparse", /leave out nearly all of the 1001 columns; /);
    });

    it("are refused by their records, however long their header is", async () => {
      const attributes = Array.from({ length: 20_000 }, (_, i) => `@attribute c${i} real\n`).join("");
      write("t.arff", `@relation r\n${attributes}@attribute kind {a,b}\n@data\n${"{}\n".repeat(300)}`);
      await refuses({ format: "arff", path: "t.arff" }, "records-sparse", /^t\.arff: 5\d records /);
    });

    it("are those that Weka wrote, dense and sparse", async () => {
      for (const name of readdirSync(join(fixtures, "arff"))) fixture(`arff/${name}`);
      write(
        "t.csv",
        `sepal length,size,note,kind\n5.1,small,it's,rose\n0.3,very large,"a, b",tulip\n,small,,rose\n0,small,100% {x},tulip\n`,
      );
      const expected = await table({ format: "csv", path: "t.csv" });
      assert.deepEqual(await table({ format: "arff", path: "weka.arff" }), expected);
      assert.deepEqual(await table({ format: "arff", path: "sparse.arff" }), expected);
      const { train } = await load({ format: "arff", path: "hand.arff", exclude: ["note", "size"] });
      assert.ok(train.values.includes(Math.fround(1e-7)));
      assert.equal((await suggestData(join(folder.path, "hand.arff"), folder.path)).data.format, "arff");
    });

    for (const [text, code, message] of [
      ["@relation r\n@attribute a numeric\n", "arff-no-data", /^t\.arff: there is no @data; /],
      [
        "@relation r\n@attribute a relational\n",
        "arff-type",
        /^t\.arff: line 2: the type "relational" of "a" is not supported; /,
      ],
      ["@relation r\nx\n", "arff-header", /^t\.arff: line 2: "x" before @data; /],
      [
        "@relation r\n@attribute x real\n@attribute kind {a,b}\n@data\n1,a,2\n",
        "arff-fields",
        /^t\.arff: line 5: 3 fields for 2 attributes; /,
      ],
      [
        "@relation r\n@attribute x real\n@attribute kind {a,b}\n@data\n1,c\n",
        "arff-value",
        /^t\.arff: line 5: "c" is not one of the values of "kind"; /,
      ],
      [
        "@relation r\n@attribute x real\n@attribute kind {a,b}\n@data\n1,'a\n",
        "arff-quote",
        /^t\.arff: line 5: a quote is not closed; /,
      ],
      [
        "@relation r\n@attribute x real\n@attribute kind {a,b}\n@data\n{7 a}\n",
        "arff-sparse",
        /^t\.arff: line 5: not a sparse record; /,
      ],
    ] as const) {
      it(`refuse ${JSON.stringify(text)}`, async () => {
        write("t.arff", text);
        await refuses({ format: "arff", path: "t.arff" }, code, message);
      });
    }
  });
});
