/** Tables of spreadsheets and data frames whose first lines or first column are easily misread. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { suggestData } from "../../src/data/suggest";
import { Folder } from "./folder";

const rows = (count: number, row: (i: number) => unknown[]) =>
  `${Array.from({ length: count }, (_, i) => row(i).join()).join("\n")}\n`;

describe("tables of bad luck", () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder.remove());
  const write = (text: string) => folder.write({ "table.csv": Buffer.from(text) });
  const exclusions = async () => {
    const { data, reasons = [] } = await suggestData(join(folder.path, "table.csv"), folder.path);
    return ((data.exclude ?? []) as string[]).map((column, i) => `${column} ${reasons[i]}`);
  };

  it("have years above whole numbers, beside texts that do not repeat", async () => {
    write(`country,2020,2021\n${rows(30, (i) => [`C${i}`, (i * 7) % 30, (i * 11) % 30])}`);
    const found = await folder.loadTable({ label: "2021", exclude: ["country"], task: "regression" });
    assert.deepEqual([found.inputNames, found.train.count], [["2020"], 30]);
    // Years in every row are not column names.
    write(rows(30, (i) => [`C${i}`, 2000 + i, 2001 + i]));
    assert.equal((await folder.loadTable({ label: "3", exclude: ["1"], task: "regression" })).train.count, 30);
  });

  it("have titles and an empty line filled up with delimiters", async () => {
    write(
      `Sales 2024,,,\nprinted today,,,\n,,,\nregion,units,price,k\n${rows(30, (i) => ["NS"[i % 2], i, i / 2, "ab"[i % 2]])}`,
    );
    const { inputNames, train, leftOut } = await folder.loadTable();
    assert.deepEqual([inputNames, train.count], [["region=N", "region=S", "units", "price"], 30]);
    assert.equal(leftOut, undefined);
  });

  it("begin with rows that mostly lack values, which are no titles", async () => {
    write(`x,,\ny,,\nz,1,2\n${rows(20, (i) => ["xyz"[i % 3], i % 5, i % 2])}`);
    const { train } = await folder.loadTable({ label: "3", missing: "drop" });
    assert.equal(train.count, 21);
  });

  it("have an index with gaps, without a name", async () => {
    write(`,a,k\n${rows(40, (i) => [i + (i > 20 ? 7 : 0), ((i * 7) % 40) / 2, "ab"[i % 2]])}`);
    assert.deepEqual(await exclusions(), ['1 counts the rows ("0", "1", "2", …)']);
    const { findings } = await folder.loadTable();
    assert.deepEqual(
      findings?.map(({ kind, column }) => [kind, column]),
      [["row-numbers", "1"]],
    );
  });

  it("have numbers in two forms, of which the reason names one with its line", async () => {
    write(`a,p,k\n${rows(40, (i) => [((i * 7) % 40) / 2, i % 9 === 2 ? `${i}.5*` : `${i}.5`, "ab"[i % 2]])}`);
    assert.deepEqual(await exclusions(), ['p holds numbers, but line 4 has "2.5*"']);
  });
});
