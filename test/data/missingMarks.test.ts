/** Missing values: in texts the usual words unless they are common; in formats with types their null. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dataSchema } from "../../src/config/schema/data";
import { loadData } from "../../src/data/load";
import { readNewExamples } from "../../src/data/newExamples";
import { suggestData } from "../../src/data/suggest";
import { readTableHead } from "../../src/data/tableHead";
import { Folder } from "./folder";

describe("missing values", () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder.remove());

  const write = (name: string, text: string | Uint8Array) => folder.write({ [name]: Buffer.from(text) });
  const load = (more: object) => {
    const config = dataSchema.parse({ label: "kind", scaling: "none", ...more });
    return loadData(config, { baseDir: folder.path, seed: 1 });
  };
  /** Returns the inputs that a network of this data gets from the rows of a file. */
  const predicted = async (more: object, file: string) => {
    const config = dataSchema.parse({ label: "kind", scaling: "none", ...more });
    const { inputs, columns, scaling, reading } = await load(more);
    const layout = { inputs, columns, config, scaling, reading };
    const { values } = await readNewExamples(join(folder.path, file), layout, (async function* () {})());
    return [...values];
  };
  const lines = (records: object[]) => records.map((record) => JSON.stringify(record)).join("\n");

  it("of Parquet are null and NaN: Namibia is a country, and None a class", async () => {
    write("t.parquet", readFileSync(join(__dirname, "../fixtures/parquet/words.parquet")));
    const config = { format: "parquet", path: "t.parquet", missing: "category" };
    const { inputNames, classNames, train, leftOut } = await load(config);
    const countries = ["country=DE", "country=FR", "country=NA", "country=missing"];
    assert.deepEqual(inputNames, [...countries, "size", "size=missing"]);
    assert.deepEqual([classNames, train.count, leftOut], [["None", "some"], 40, undefined]);
    const named = await load({ ...config, missingValues: ["NA"], exclude: ["size"] });
    assert.deepEqual(named.inputNames, ["country=DE", "country=FR", "country=missing"]);
    await assert.rejects(load({ ...config, missing: "error" }), {
      code: "csv-missing",
      message: /^t\.parquet, row 3: column "country" is empty/,
    });
    const head = await readTableHead({ name: "t.parquet", key: "data.path" }, folder.path, { format: "parquet" });
    assert.deepEqual(
      head.columns.map(({ missing, texts }) => [missing, texts]),
      [
        [10, ["NA", "DE", "FR"]],
        [4, undefined],
        [0, ["None", "some"]],
      ],
    );
    const { data } = await suggestData(join(folder.path, "t.parquet"), folder.path);
    assert.equal(data.missing, "mean", "a class called None is no missing label");
    // A column learned as text is read as text from a text table too.
    write("new.csv", "country,size\nNA,1\n,2\n");
    assert.deepEqual(await predicted(config, "new.csv"), [0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 2, 0]);
  });

  it("of JSON Lines and ARFF are null and a bare question mark", async () => {
    const size = (i: number) => (i === 5 ? null : i);
    const of = (i: number) => ({ country: ["NA", "DE"][i % 2], size: size(i), kind: ["x", "None"][i % 2] });
    write("t.jsonl", lines(Array.from({ length: 10 }, (_, i) => of(i))));
    const rows = Array.from(
      { length: 10 },
      (_, i) => `${["NA", "DE"][i % 2]},${size(i) ?? "?"},${["x", "None"][i % 2]}`,
    );
    const attributes = "@attribute country string\n@attribute size numeric\n@attribute kind {x,None}";
    write("t.arff", `@relation r\n${attributes}\n@data\n${rows.join("\n")}\n`);
    for (const format of ["jsonl", "arff"]) {
      const { inputNames, classNames, train } = await load({ format, path: `t.${format}`, missing: "drop" });
      assert.deepEqual(inputNames, ["country=DE", "country=NA", "size"], format);
      assert.deepEqual([classNames, train.count], [["None", "x"], 9], format);
    }
  });

  it("are refused where a typed format writes them as texts among numbers, with the key that helps", async () => {
    const of = (size: unknown, i: number) => ({ size, length: i, kind: "xy"[i % 2] });
    for (const share of [2, 10]) {
      write("t.jsonl", lines(Array.from({ length: 40 }, (_, i) => of(i % share === 1 ? "NA" : i, i))));
      const config = { format: "jsonl", path: "t.jsonl", missing: "mean" };
      await assert.rejects(load(config), {
        code: "csv-number",
        message:
          't.jsonl:2: "NA" in column "size" is not a number; correct it, leave it empty, or name it in data.missingValues',
      });
      const { columns } = await load({ ...config, missingValues: ["NA"] });
      assert.deepEqual(
        columns?.map(({ kind }) => kind),
        ["number", "number"],
      );
      await assert.rejects(load({ ...config, label: "size", exclude: ["kind"] }), { code: "csv-number" });
      // The key also applies to new rows of any format.
      write("new.csv", "size,length\nNA,3\n");
      const [size] = await predicted({ ...config, missingValues: ["NA"] }, "new.csv");
      assert.equal(size, columns?.[0].fill);
    }
  });

  /** Returns a table whose first 100 KB contain no None. */
  const late = (of: (i: number) => string, count = 12_000) =>
    `a,kind\n${Array.from({ length: count }, (_, i) => `${i % 97},${of(i)}`).join("\n")}\n`;

  it("of a text are no class that becomes common after its beginning", async () => {
    write(
      "t.csv",
      late((i) => (i < 11_000 ? ["p", "q"][i % 2] : "None")),
    );
    const config = { format: "csv", path: "t.csv", missing: "drop" };
    const { classNames, train, leftOut, reading } = await load(config);
    assert.deepEqual([classNames, train.count, leftOut], [["None", "p", "q"], 12_000, undefined]);
    assert.deepEqual(reading.form?.values, { kind: ["None"] });
    // Reads the table by its recorded format, whatever would be detected today.
    const again = (values?: Record<string, string[]>) => {
      const form = { ...(reading.form ?? { delimiter: ",", decimal: "." as const }), values };
      const recorded = { baseDir: folder.path, seed: 1, reading: { rules: 2 as const, form } };
      return loadData(dataSchema.parse({ label: "kind", ...config }), recorded);
    };
    assert.equal((await again(reading.form?.values)).train.count, 12_000);
    assert.deepEqual((await again()).classNames, ["p", "q"]);
    const { data } = await suggestData(join(folder.path, "t.csv"), folder.path);
    assert.equal(data.missing, undefined);
  });

  it("of a text are dropped and counted where the word stays rare, or numbers have it too", async () => {
    write(
      "t.csv",
      late((i) => (i % 6000 === 5999 ? "None" : ["p", "q"][i % 2])),
    );
    const config = { format: "csv", path: "t.csv", missing: "drop" };
    const rare = await load(config);
    assert.deepEqual(rare.classNames, ["p", "q"]);
    assert.deepEqual([rare.leftOut?.rows, rare.leftOut?.why], [2, ['t.csv: 2 rows where "kind" is "None"']]);
    const rows = Array.from(
      { length: 12_000 },
      (_, i) => `${i % 50 === 7 ? "NA" : i},${i > 11_000 ? "NA" : "pq"[i % 2]}`,
    );
    write("t.csv", `a,kind\n${rows.join("\n")}\n`);
    assert.deepEqual((await load(config)).classNames, ["p", "q"]);
    // An unused column gives the same classes.
    write("t.csv", `a,kind,b\n${rows.map((row, i) => `${row},${i % 13}`).join("\n")}\n`);
    assert.deepEqual((await load({ ...config, features: ["b"] })).classNames, ["p", "q"]);
  });

  it("of the test examples and of new rows are those of the training table", async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `${["None", "Grvl", "Pave"][i % 3]},${"pq"[i % 2]}`);
    write("train.csv", `alley,kind\n${rows.join("\n")}\n`);
    write("test.csv", `alley,kind\n${"Grvl,p\n".repeat(99)}None,q\n`);
    const config = { format: "csv", path: "train.csv", testPath: "test.csv", missing: "drop" };
    const { test, leftOut } = await load(config);
    assert.deepEqual([test?.count, leftOut], [100, undefined]);
    assert.deepEqual((await predicted(config, "test.csv")).slice(-3), [0, 1, 0]);
  });

  it("are no names: a column may be called NA", async () => {
    write("t.csv", `NA,kind\n${Array.from({ length: 20 }, (_, i) => `${i},${"pq"[i % 2]}`).join("\n")}\n`);
    assert.deepEqual((await load({ format: "csv", path: "t.csv", header: true })).inputNames, ["NA"]);
  });
});
