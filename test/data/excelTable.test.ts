/** Excel workbooks as data: sheets, titles, headers, dates, errors and formulas, as written by pandas and openpyxl. */
import assert from "node:assert/strict";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { zipSync } from "fflate";
import { dataSchema } from "../../src/config/schema/data";
import { loadData } from "../../src/data/load";
import { readNewExamples } from "../../src/data/newExamples";
import { newReading } from "../../src/data/reading";
import { suggestData } from "../../src/data/suggest";
import { readTableHead } from "../../src/data/tableHead";
import { readXlsx } from "../../src/formats/xlsx";
import { readZip } from "../../src/formats/zip";
import { Folder } from "./folder";

const fixtures = join(__dirname, "../fixtures/excel");
const cells = (...rows: string[]) => rows.map((row, i) => `<row r="${i + 1}">${row}</row>`).join("");

/** Returns a workbook of pandas with other rows in its first sheet. */
function workbook(rows: string): Uint8Array {
  const parts = Object.fromEntries(readZip(readFileSync(join(fixtures, "titled.xlsx"))));
  const sheet = `<worksheet xmlns="x"><sheetData>${rows}</sheetData></worksheet>`;
  return zipSync({ ...parts, "xl/worksheets/sheet1.xml": Buffer.from(sheet) });
}

describe("excel data", () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
    for (const name of ["flowers", "titled", "formula"]) {
      copyFileSync(join(fixtures, `${name}.xlsx`), join(folder.path, `${name}.xlsx`));
    }
  });
  afterEach(() => folder.remove());

  const load = (more: object) => {
    const config = dataSchema.parse({ format: "excel", label: "kind", scaling: "none", ...more });
    return loadData(config, { baseDir: folder.path, seed: 1 });
  };
  const flowers = { path: "flowers.xlsx", sheet: "Flowers & co", exclude: ["day"], missing: "mean" };

  it("are read as the same table in CSV: numbers, categories, truth values and what is missing", async () => {
    const csv =
      "length,count,size,fresh,kind\n5.1,3,small,true,rose\n0.3,-2,large,false,tulip\n1e-7,123456789,small,true,rose\n,7,large,true,tulip\n";
    folder.write({ "flowers.csv": Buffer.from(csv) });
    const { sha256: _, reading: __, ...sheet } = await load(flowers);
    const {
      sha256: ___,
      reading: ____,
      tables: _____,
      ...table
    } = await load({ format: "csv", path: "flowers.csv", missing: "mean" });
    assert.deepEqual(sheet, table);
    assert.deepEqual(sheet.inputNames, ["length", "count", "size=large", "size=small", "fresh=false", "fresh=true"]);
    assert.deepEqual(sheet.classNames, ["rose", "tulip"]);
  });

  it("give dates as ISO 8601, which are named where they are no inputs", async () => {
    const message =
      'flowers.xlsx, row 2: "2024-01-31" in column "day" is a date or time; set data.dates to {"day":["year","month","weekday"]}, or add it to data.exclude';
    await assert.rejects(load({ ...flowers, exclude: [] }), { code: "csv-date", message });
  });

  it("begin below a title, beside empty columns, with a header that has a number in it", async () => {
    const head = await readTableHead({ name: "titled.xlsx", key: "data.path" }, folder.path, { format: "excel" });
    assert.deepEqual(
      head.columns.map(({ name }) => name),
      ["a", "2021", "kind"],
    );
    assert.equal(head.rows, 6);
  });

  it("name an error of Excel and its row, and leave it alone where its column is not used", async () => {
    const message = /^titled\.xlsx, row 5: "#DIV\/0!" in column "a" is not a number; correct it/;
    await assert.rejects(load({ path: "titled.xlsx" }), { code: "csv-number", message });
    const { train, leftOut } = await load({ path: "titled.xlsx", exclude: ["a"] });
    const why = ["titled.xlsx: 1 row is a title above the table"];
    const said = [{ id: "left-out/titles", values: { file: "titled.xlsx", titles: 1 } }];
    assert.deepEqual(leftOut, { rows: 1, columns: 0, files: 0, why, said });
    assert.equal(train.count, 6);
    assert.deepEqual([...train.values].sort(), [0, 1.5, 3, 4.5, 6, 7.5]);
  });

  it("have only empty cells and #N/A as missing values, unless missingValues names texts", async () => {
    const cell = (place: string, text: string) => `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`;
    const row = (i: number) =>
      i % 4 === 3
        ? `<c r="A${i + 2}" t="e"><v>#N/A</v></c>${cell(`B${i + 2}`, "NA")}${cell(`C${i + 2}`, "None")}`
        : `<c r="A${i + 2}"><v>${i}</v></c>${cell(`B${i + 2}`, "DE")}${cell(`C${i + 2}`, "y")}`;
    const head = cell("A1", "size") + cell("B1", "country") + cell("C1", "kind");
    folder.write({ "t.xlsx": workbook(cells(head, ...Array.from({ length: 20 }, (_, i) => row(i)))) });
    const config = { path: "t.xlsx", missing: "category", sheet: 1 };
    const { inputNames, classNames } = await load(config);
    assert.deepEqual(inputNames, ["size", "size=missing", "country=DE", "country=NA"]);
    assert.deepEqual(classNames, ["None", "y"]);
    const named = await load({ ...config, missingValues: ["NA"] });
    assert.deepEqual(named.inputNames, ["size", "size=missing", "country=DE", "country=missing"]);
  });

  it("refuse a formula without a value, another sheet, and what is no .xlsx", async () => {
    const formula = /^formula\.xlsx: cell B2 has a formula whose value was never computed; /;
    await assert.rejects(load({ path: "formula.xlsx" }), { code: "xlsx-formula", message: formula });
    const none = /^flowers\.xlsx: data\.sheet: there is no sheet 3; it has About, Flowers & co; /;
    await assert.rejects(load({ path: "flowers.xlsx", sheet: 3 }), { code: "xlsx-sheet", message: none });
    folder.write({ "t.xlsx": Buffer.from("a,b\n1,2\n"), "old.xlsx": Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]) });
    await assert.rejects(load({ path: "t.xlsx" }), { code: "xlsx-magic", message: /it seems to be text; / });
    await assert.rejects(load({ path: "old.xlsx" }), {
      code: "xlsx-magic",
      message: /\.xls\), or one with a password; /,
    });
  });

  it("are named where the config or the file's name says something else", async () => {
    writeFileSync(join(folder.path, "lie.csv"), readFileSync(join(fixtures, "titled.xlsx")));
    const message = 'data.format: lie.csv is an Excel workbook; set data.format to "excel"';
    await assert.rejects(load({ format: "csv", path: "lie.csv" }), { code: "data-format", message });
    const { data } = await suggestData(join(folder.path, "lie.csv"), folder.path);
    assert.deepEqual(data, {
      format: "excel",
      path: "lie.csv",
      label: "kind",
      // An error value among numbers is a missing value.
      missingValues: ["#DIV/0!"],
      missing: "mean",
      validation: { fraction: 0.1 },
    });
  });

  it("are bounded: cells far apart, and more than is read unpacked", async () => {
    const far = workbook(`${cells('<c r="A1"><v>1</v></c>')}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`);
    await assert.rejects(readXlsx(far), { code: "xlsx-too-large" });
    const large = workbook(`<!--${" ".repeat(2 ** 27)}-->`);
    await assert.rejects(readXlsx(large), { code: "xlsx-too-large", message: /128 MB unpacked|129 MB unpacked/ });
  }).timeout(20_000);

  it("give new examples to a network, whatever the file is called", async () => {
    const config = dataSchema.parse({ format: "excel", label: "kind", ...flowers });
    const { columns, inputs } = await load(flowers);
    writeFileSync(join(folder.path, "new.csv"), readFileSync(join(fixtures, "flowers.xlsx")));
    const layout = {
      config,
      columns,
      inputs,
      reading: newReading,
      scaling: { kind: "none", shift: 0, factor: 1 } as const,
    };
    const { count, values } = await readNewExamples(join(folder.path, "new.csv"), layout, (async function* () {})());
    assert.equal(count, 4);
    assert.deepEqual([...values.subarray(0, 6)], [Math.fround(5.1), 3, 0, 1, 0, 1]);
  });
});
