/** Tables as people have them on their disks: each is read with its own numbers, or refused with what would help. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { dataSchema } from "../../src/config/schema/data";
import { loadData } from "../../src/data/load";

const baseDir = join(__dirname, "..", "fixtures", "tables");
const regression = { cost: "quadratic", activation: "linear" } as const;

const load = (path: string, label: string | string[], more: object = {}, goal: object = {}) =>
  loadData(dataSchema.parse({ format: "csv", path, label, scaling: "none", ...more }), { baseDir, seed: 1, ...goal });

type Loaded = Awaited<ReturnType<typeof load>>;

/** Inputs and label of each example, sorted. */
const rowsOf = ({ train }: Loaded): string[] =>
  Array.from({ length: train.count }, (_, i) => [
    ...train.values.subarray(i * train.inputs, (i + 1) * train.inputs),
    train.targets[i],
  ])
    .map((row) => row.map((value) => Number(value.toPrecision(6))).join(" "))
    .sort();

interface Case {
  file: string;
  label: string;
  more?: object;
  goal?: object;
  inputs: string[];
  count: number;
  /** Classes, or undefined for a regression. */
  classes?: string[];
  /** Some of the examples. */
  rows: string[];
  form?: object;
}

const cases: Record<string, Case> = {
  "numbers as names of columns": {
    file: "intcols.csv",
    label: "label",
    inputs: ["0", "1", "2"],
    count: 100,
    classes: ["a", "b"],
    rows: ["0.953 -0.115 0.342 1"],
  },
  "nothing but numbers as names": {
    file: "intcols-q.csv",
    label: "3",
    goal: regression,
    inputs: ["0", "1", "2"],
    count: 100,
    rows: ["-0.525 -1.509 0.038 -0.066"],
  },
  "years as names": {
    file: "years.csv",
    label: "2023",
    goal: regression,
    inputs: ["region=N", "region=S", "2021", "2022"],
    count: 80,
    rows: ["1 0 4255 4681 5090", "0 1 4265 4691 5110"],
  },
  "German thousands and decimals": {
    file: "german.csv",
    label: "k",
    inputs: ["Preis", "n"],
    count: 80,
    classes: ["hi", "lo"],
    rows: ["927.36 4 1", "8816.23 7 0"],
    form: { delimiter: ";", decimal: "," },
  },
  "points that are thousands as another column has decimal commas": {
    file: "german-point.csv",
    label: "k",
    inputs: ["Preis", "n"],
    count: 80,
    classes: ["hi", "lo"],
    rows: ["452 1.1 1", "4114 8 1"],
  },
  "points that are thousands as whole numbers stand beside them": {
    file: "miete.csv",
    label: "miete",
    goal: regression,
    inputs: ["flaeche", "zimmer"],
    count: 120,
    rows: ["177 5 3541", "35 4 705"],
  },
  "the same by the decimal comma that the config says": {
    file: "miete-x.csv",
    label: "art",
    more: { decimal: "," },
    inputs: ["miete", "zimmer"],
    count: 120,
    classes: ["billig", "teuer"],
    rows: ["3541 3 1", "705 2 0"],
  },
  "quoted thousands": {
    file: "incomes.csv",
    label: "owner",
    inputs: ["age", "income"],
    count: 60,
    classes: ["no", "yes"],
    rows: ["20 36271 1", "21 430 0"],
  },
  "few quoted thousands": {
    file: "incomes-mostly-small.csv",
    label: "owner",
    inputs: ["age", "income"],
    count: 60,
    classes: ["no", "yes"],
    rows: ["20 889 0", "21 157 0"],
  },
  millions: {
    file: "big-first.csv",
    label: "owner",
    inputs: ["age", "income"],
    count: 100,
    classes: ["no", "yes"],
    rows: ["46 244420 0"],
  },
  dollars: {
    file: "dollar.csv",
    label: "k",
    inputs: ["rate", "n"],
    count: 80,
    classes: ["hi", "lo"],
    rows: ["7544 6 0", "3662 5 1"],
  },
  "dollars to learn": {
    file: "dollarlabel.csv",
    label: "price",
    goal: regression,
    inputs: ["sqm", "rooms"],
    count: 60,
    rows: ["86 6 89000", "51 5 53500"],
  },
  kilograms: {
    file: "kg.csv",
    label: "k",
    inputs: ["rate", "n"],
    count: 80,
    classes: ["hi", "lo"],
    rows: ["3.6 5 1", "35.3 3 1"],
  },
  "blanks between thousands": {
    file: "nbsp.csv",
    label: "k",
    inputs: ["rate", "n"],
    count: 80,
    classes: ["hi", "lo"],
    rows: ["30454 6 1", "92591 2 0"],
  },
  "parentheses around what is negative": {
    file: "paren.csv",
    label: "k",
    inputs: ["rate", "n"],
    count: 80,
    classes: ["hi", "lo"],
    rows: ["-3.7 5 1", "-6 9 1"],
  },
  percent: {
    file: "percent.csv",
    label: "k",
    inputs: ["rate", "n"],
    count: 80,
    classes: ["hi", "lo"],
    rows: ["62 6 0", "74 5 0"],
  },
  "percent to learn": {
    file: "percentlabel.csv",
    label: "share",
    goal: regression,
    inputs: ["sqm", "rooms"],
    count: 60,
    rows: ["86 6 43", "51 5 26"],
  },
  "money with and without cents": {
    file: "money.csv",
    label: "y",
    inputs: ["h", "w", "eur"],
    count: 3,
    classes: ["a", "b"],
    rows: ["1 2 50.1 0", "2 3 25 1", "3 4 10 0"],
  },
  "exponents behind decimal commas": {
    file: "exp_de.csv",
    label: "y",
    inputs: ["h", "w"],
    count: 4,
    classes: ["0", "1"],
    rows: ["0.025 3 0", "1.5 2 1", "1700 2 1", "2.75 3 0"],
  },
  "small exponents beside a missing number": {
    file: "readr-write-csv2.csv",
    label: "cls",
    more: { missing: "drop" },
    inputs: ["len", "size=l", "size=m", "size=s"],
    count: 4,
    classes: ["u", "v"],
    rows: ["6e-7 1 0 0 0", "1.5 0 0 1 0"],
  },
  "both marks in one column": {
    file: "thou.csv",
    label: "y",
    inputs: ["h", "w"],
    count: 4,
    classes: ["a", "b"],
    rows: ["1.7 2.25 0", "1234.5 2 0", "2.75 3 1", "2000.25 3 1"],
  },
  "a class called None": {
    file: "sleep.csv",
    label: "disorder",
    more: { missing: "drop" },
    inputs: ["hours", "stress"],
    count: 60,
    classes: ["Apnea", "Insomnia", "None"],
    rows: ["7.1 9 0", "7.2 1 2"],
  },
  "a category called None": {
    file: "none.csv",
    label: "k",
    inputs: ["a", "alley=Grvl", "alley=None", "alley=Pave"],
    count: 60,
    classes: ["p", "q"],
    rows: ["0 0 1 0 0", "1 1 0 0 1"],
  },
  "Windows-1252": {
    file: "flats.csv",
    label: "Art",
    inputs: ["Ort=Hälle", "Ort=Hölle", "Ort=Ulm", "Größe"],
    count: 60,
    classes: ["groß", "klein"],
    rows: ["0 0 1 42 1"],
    form: { encoding: "windows-1252" },
  },
  "a header that ends as Windows ends lines": {
    file: "crlf-header.csv",
    label: "kind",
    inputs: ["a", "b"],
    count: 30,
    classes: ["cold", "hot"],
    rows: ["5.6 8.1 0"],
  },
  "rows that end as Windows ends lines": {
    file: "lf-header.csv",
    label: "kind",
    inputs: ["a", "b"],
    count: 30,
    classes: ["cold", "hot"],
    rows: ["5.6 8.1 0"],
  },
  "one line that ends otherwise": {
    file: "one-lf-inside.csv",
    label: "kind",
    inputs: ["a", "b"],
    count: 30,
    classes: ["cold", "hot"],
    rows: ["5.6 8.1 0"],
  },
  "a first line that states counts and classes": {
    file: "iris_training.csv",
    label: "5",
    inputs: ["1", "2", "3", "4"],
    count: 60,
    classes: ["setosa", "versicolor", "virginica"],
    rows: ["4.5 3.1 1.1 0.4 0", "5.8 3 2.6 1.4 1"],
  },
  "runs of blanks and a quoted name": {
    file: "cars-named.data",
    label: "1",
    more: { exclude: ["6"] },
    goal: regression,
    inputs: ["2", "3", "4", "5"],
    count: 40,
    rows: ["4 125 2964 18.1 31.8"],
    form: { delimiter: " " },
  },
  "sep=;": {
    file: "cells.csv",
    label: "kind",
    inputs: ["length", "width"],
    count: 30,
    classes: ["x", "y"],
    rows: ["7.5 4.3 0"],
  },
  '"sep=,"': {
    file: "cells-quoted.csv",
    label: "kind",
    inputs: ["length", "width"],
    count: 30,
    classes: ["x", "y"],
    rows: ["6.6 3.7 0"],
  },
  "Excel's own sep=": {
    file: "excel-sep.csv",
    label: "Sorte",
    inputs: ["Höhe", "Breite"],
    count: 4,
    classes: ["a", "b"],
    rows: ["1.5 2 0"],
  },
  comments: {
    file: "comment.csv",
    label: "k",
    inputs: ["a", "b"],
    count: 50,
    classes: ["p", "q"],
    rows: ["-0.44 1.29 1"],
  },
  "a title": {
    file: "title.csv",
    label: "k",
    inputs: ["a", "b"],
    count: 50,
    classes: ["p", "q"],
    rows: ["-0.44 1.29 1"],
  },
  "a comma at the end of each line": {
    file: "trail.csv",
    label: "k",
    inputs: ["a", "b"],
    count: 50,
    classes: ["p", "q"],
    rows: ["-0.44 1.29 1"],
  },
  "a comma at the end of each row": {
    file: "trail-only-rows.csv",
    label: "k",
    inputs: ["a", "b"],
    count: 50,
    classes: ["p", "q"],
    rows: ["-0.44 1.29 1"],
  },
  "texts without a header": {
    file: "ttt.csv",
    label: "5",
    inputs: ["1=b", "1=o", "1=x", "2=b", "2=o", "2=x", "3=b", "3=o", "3=x", "4=b", "4=o", "4=x"],
    count: 61,
    classes: ["negative", "positive"],
    rows: ["0 0 1 0 1 0 0 0 1 1 0 0 1"],
  },
  "what numpy.savetxt writes": {
    file: "numpy-savetxt.txt",
    label: "3",
    inputs: ["1", "2"],
    count: 4,
    classes: ["0", "1"],
    rows: ["1 2.5 0", "3 4 1", "5 6.25 0", "7 8 1"],
  },
  "numpy's header in a comment": {
    file: "numpy-header.csv",
    label: "y",
    inputs: ["a", "b"],
    count: 4,
    classes: ["0", "1"],
    rows: ["1 2.5 0", "3 4 1", "5 6.25 0", "7 8 1"],
  },
  "what Octave writes": {
    file: "octave-ascii.txt",
    label: "3",
    goal: regression,
    inputs: ["1", "2"],
    count: 3,
    rows: ["1 2 3", "4 5.5 6", "7 8 9.25"],
  },
  "R's names of rows": {
    file: "r-write-table.txt",
    label: "Species",
    inputs: ["Sepal.Length", "Sepal.Width", "Petal.Length", "Petal.Width"],
    count: 150,
    classes: ["setosa", "versicolor", "virginica"],
    rows: ["5.1 3.5 1.4 0.2 0"],
  },
  "R's tabs without quotes": {
    file: "r-write-table-tabs.txt",
    label: "cls",
    more: { missing: "drop", exclude: ["name"] },
    inputs: ["len", "size=l", "size=m", "size=s", "ok=FALSE", "ok=TRUE"],
    count: 4,
    classes: ["u", "v"],
    rows: ["1.5 0 0 1 0 1 0", "6e-7 1 0 0 0 1 1"],
  },
  "UCI's columns": {
    file: "uci.data",
    label: "1",
    more: { exclude: ["9"] },
    goal: regression,
    inputs: ["2", "3", "4", "5", "6", "7", "8"],
    count: 3,
    rows: ["8 307 130 3504 12 70 1 18", "8 350 165 3693 11.5 70 1 15", "4 79 58 1825 18.6 77 2 36"],
  },
  "Weka's single quotes": {
    file: "weka-single-quotes.csv",
    label: "class",
    more: { missing: "drop", exclude: ["when", "my name", "len"] },
    inputs: ["text=hello, world", "text=it's", 'text=q"q', "text=x"],
    count: 4,
    classes: ["no", "yes"],
    rows: ["0 0 0 1 1", "0 0 1 0 0", "0 1 0 0 0", "1 0 0 0 1"],
  },
};

describe("tables as people have them", () => {
  for (const [what, { file, label, more, goal, inputs, count, classes, rows, form }] of Object.entries(cases)) {
    it(`are read with ${what}`, async () => {
      const data = await load(file, label, more, goal);
      assert.deepEqual(data.inputNames, inputs);
      assert.equal(data.train.count, count);
      assert.deepEqual(data.classNames, classes);
      const found = rowsOf(data);
      for (const row of rows) assert.ok(found.includes(row), `${row} is none of ${found.slice(0, 5).join("; ")}, …`);
      const has = data.reading.form as unknown as Record<string, unknown>;
      for (const [key, value] of Object.entries(form ?? {})) assert.equal(has[key], value);
    });
  }

  it("have a test file with a line of its own before it, and a point behind each label", async () => {
    const { train, test } = await load("adult.data", "4", { testPath: "adult.test", missing: "category" });
    assert.deepEqual([train.count, test?.count], [80, 31 - 1]);
  });

  it("say what they leave out: rows that were dropped, and names of rows", async () => {
    const { leftOut } = await load("r-write-table-tabs.txt", "cls", { missing: "drop" });
    assert.deepEqual([leftOut?.rows, leftOut?.columns], [2, 1]);
    assert.match(leftOut?.why.join() ?? "", /1 row where "len" is "NA"/);
    assert.equal((await load("miete.csv", "miete", {}, regression)).leftOut, undefined);
  });

  it("keep large numbers apart, inputs and targets", async () => {
    const { columns, train } = await load("ts.csv", "late");
    assert.ok(columns?.[0].kind === "number");
    assert.ok(Math.abs((columns[0].shift ?? 0) - 1_700_000_020_000) < 1000);
    const times = Array.from({ length: train.count }, (_, i) => train.values[i * train.inputs]).sort((a, b) => a - b);
    assert.ok(times.slice(1).every((time, i) => time - times[i] === 100));
    const days = await load("ymd.csv", "odd", { scaling: "auto" });
    assert.equal(new Set(days.train.values).size, 28);
    const { targets } = await load("price.csv", "balance", { scaling: "auto", features: ["y"] }, regression);
    assert.ok(Math.abs((targets?.[0].shift ?? 0) - 100_000_149.5) < 1);
  });

  it("are told of what no network should learn from or as", async () => {
    const kinds = async (file: string, label: string, more = {}) =>
      ((await load(file, label, more)).findings ?? []).map(({ kind, column }) => `${kind} ${column}`);
    assert.deepEqual(await kinds("r-write-csv.csv", "Species"), ["row-numbers 1"]);
    assert.deepEqual(await kinds("pandas-index.csv", "kind"), ["row-numbers 1"]);
    assert.deepEqual(await kinds("customer.csv", "churn"), ["row-numbers CustomerID", "keys email"]);
    assert.deepEqual(await kinds("case.csv", "k"), ["spellings k", "spellings k"]);
    assert.ok((await kinds("datelabel.csv", "due")).includes("label-dates due"));
    assert.deepEqual(await kinds("kg.csv", "k"), []);
  });

  it("are refused where two columns have one name", () =>
    assert.rejects(load("dup.csv", "k"), { code: "csv-header", message: /or set data\.header to false$/ }));

  it("are refused where a mark may be either, with two fixes that work", async () => {
    const file = "doubt.csv";
    const of = (more: object = {}) => load(file, "k", more);
    await assert.rejects(of(), { code: "csv-number", message: /doubt\.csv:2: "3\.541" .* may be 3\.541 or 3541; / });
    assert.ok(rowsOf(await of({ decimal: "." })).includes("3.541 5 0"));
    assert.ok(rowsOf(await of({ decimal: "," })).includes("3541 5 0"));
  });
});
