/** New rows for a trained network are parsed in the format of its training table, whatever program wrote them. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type DataConfig, dataSchema } from "../../src/config/schema/data";
import { loadData } from "../../src/data/load";
import { readNewExamples } from "../../src/data/newExamples";
import { Folder } from "./folder";

const tables = join(__dirname, "..", "fixtures", "tables");
const regression = { cost: "quadratic", activation: "linear" } as const;

describe("new rows", () => {
  const folder = new Folder();
  after(() => folder.remove());

  async function read(config: DataConfig, input: string, goal: object = {}, stdin = ""): Promise<number[]> {
    const { inputs, columns, scaling, reading } = await loadData(config, { baseDir: tables, seed: 1, ...goal });
    async function* typed() {
      yield Buffer.from(stdin);
    }
    const { values } = await readNewExamples(input, { inputs, columns, config, scaling, reading }, typed());
    return Array.from(values, (value) => Number(value.toPrecision(6)));
  }
  const of = (path: string, label: string, more: object = {}) =>
    dataSchema.parse({ format: "csv", path, label, ...more });

  it("may be one row with a decimal comma, in a file or typed", async () => {
    const config = of("komma.csv", "y");
    assert.deepEqual(await read(config, join(tables, "new-one-row.csv"), regression), [4.5, 2]);
    assert.deepEqual(await read(config, join(tables, "new-two-rows.csv"), regression), [4.5, 2, 4.5, 2]);
    assert.deepEqual(await read(config, "-", regression, "a;b\n4,5;2\n"), [4.5, 2]);
    assert.deepEqual(await read(config, "-", regression, "4,5;2\n"), [4.5, 2]);
    assert.deepEqual(await read(config, "-", regression, "a,b\n4.5,2\n"), [4.5, 2]);
  });

  it("without names are those of the training table, with or without its labels", async () => {
    const first = [-0.69, 2.44, -0.09, 1.25];
    const all = of("lf.csv", "1");
    assert.deepEqual((await read(all, join(tables, "new.csv"))).slice(0, 4), first);
    assert.deepEqual((await read(all, join(tables, "withlabel.csv"))).slice(0, 4), first);
    const some = of("lf.csv", "1", { exclude: ["5"] });
    assert.deepEqual((await read(some, join(tables, "new.csv"))).slice(0, 3), first.slice(0, 3));
    assert.deepEqual((await read(some, join(tables, "withlabel.csv"))).slice(0, 3), first.slice(0, 3));
    assert.deepEqual(await read(some, "-", {}, "1.5,2,3\n"), [1.5, 2, 3]);
    await assert.rejects(read(some, "-", {}, "1,2\n"), { code: "csv-column", message: /the 3 columns .* or all 5/ });
  });

  it("may be in another encoding than the training table", async () => {
    assert.deepEqual(await read(of("flats.csv", "Art"), join(tables, "new-utf8.csv")), [0, 1, 0, 60]);
  });

  it("are shifted as the training table was, and carry its units or none", async () => {
    const times = of("ts.csv", "late");
    const { columns } = await loadData(times, { baseDir: tables, seed: 1 });
    const shift = columns?.[0].kind === "number" ? (columns[0].shift ?? 0) : 0;
    assert.deepEqual(await read(times, "-", {}, "time_ms,noise\n1700000000100,0.5\n"), [1700000000100 - shift, 0.5]);
    const rates = of("kg.csv", "k");
    assert.deepEqual(await read(rates, "-", {}, "rate,n\n3.6 kg,5\n7.5,2\n"), [3.6, 5, 7.5, 2]);
    await assert.rejects(read(rates, "-", {}, "rate,n\n3.6 lb,5\n"), { code: "csv-number" });
  });

  it("are a test table too, in the form of the training table", async () => {
    writeFileSync(join(folder.path, "train.csv"), "a;b;k\n1,5;2;x\n2,5;3;y\n1.234,5;4;x\n3,5;1;y\n");
    writeFileSync(join(folder.path, "test.csv"), "a;b;k\n4;2;x\n2.345;3;y\n");
    const data = dataSchema.parse({
      format: "csv",
      path: "train.csv",
      testPath: "test.csv",
      label: "k",
      scaling: "none",
    });
    const { test } = await loadData(data, { baseDir: folder.path, seed: 1 });
    assert.deepEqual([...(test?.values ?? [])], [4, 2, 2345, 3]);
  });
});
