/** Tables as users have them: each is read with the right numbers, or refused with an error that helps. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dataSchema } from "../../src/config/schema/data";
import { loadData } from "../../src/data/load";
import { Folder } from "./folder";

const baseDir = join(__dirname, "..", "fixtures", "tables");
const regression = { cost: "quadratic", activation: "linear" } as const;

const load = (path: string, label: string | string[], more: object = {}, goal: object = {}) =>
  loadData(dataSchema.parse({ format: "csv", path, label, scaling: "none", ...more }), { baseDir, seed: 1, ...goal });

type Loaded = Awaited<ReturnType<typeof load>>;

/** Returns inputs and label of each example, sorted. */
const rowsOf = ({ train }: Loaded): string[] =>
  Array.from({ length: train.count }, (_, i) => [
    ...train.values.subarray(i * train.inputs, (i + 1) * train.inputs),
    train.targets[i],
  ])
    .map((row) => row.map((value) => Number(value.toPrecision(6))).join(" "))
    .sort();

/** Parses the fixture with one case per line. */
function casesOf(text: string) {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return lines.map((line) => {
    const cells = line.split("|").map((cell) => cell.trim());
    const [what, file, label, inputs, count, classes, rows, more = "", form = ""] = cells;
    const list = (cell: string) => cell.split("; ");
    return {
      what,
      file,
      label,
      inputs: list(inputs),
      count: Number(count),
      classes: classes === "quantity" ? undefined : list(classes),
      rows: list(rows),
      more: JSON.parse(more || "{}"),
      form: JSON.parse(form || "{}") as Record<string, unknown>,
    };
  });
}

const cases = casesOf(readFileSync(join(baseDir, "cases.txt"), "utf8"));

/** Cases: what is special, the table with the label k, its examples, and further keys of `data`. */
const kinds: [string, string, string[], object?][] = [
  ["two delimiters at the end of each line", "a;k;;\n1;x;;\n2;y;;\n", ["1 0", "2 1"]],
  ["psql's rule and count of rows", " a | k \n---+---\n 1 | x \n 2 | y \n(2 rows)\n\n", ["1 0", "2 1"]],
  ["names that are years above a nameless index", ",2020,2021\n0,7,x\n1,8,y\n", ["0 7 0", "1 8 1"], { label: "2021" }],
  ["a nameless index beside a column called 1", ",0,1,k\n5,7,9.5,x\n6,8,2.5,y\n", ["5 7 9.5 0", "6 8 2.5 1"]],
  [
    "decimal commas between semicolons",
    "1,5;2,5;3,75 €;x\n2,5;3,5;4,25 €;y\n",
    ["1.5 2.5 3.75 0", "2.5 3.5 4.25 1"],
    { label: "4" },
  ],
  ["commas of thousands separated by tabs", "1,000,500\tx\n2,000,500\ty\n", ["1000500 0", "2000500 1"], { label: "2" }],
  ["a currency before parentheses", 'a,k\n"$(1,200.50)",x\n"$3,400.00",y\n', ["-1200.5 0", "3400 1"]],
  ["a minus behind the number", "a;k\n1.200,50-;x\n3.400,00;y\n", ["-1200.5 0", "3400 1"]],
  ["quotes behind backslashes", 'a\tb\tk\n1\t"q\\"q"\tx\n2\t"z"\ty\n', ["1 1 0 0", "2 0 1 1"]],
  ["quotes behind backslashes between blanks", '"a" "b" "k"\n1 "q \\"q\\"" "x"\n2 "z" "y"\n', ["1 1 0 0", "2 0 1 1"]],
  [
    "a missing word of a database",
    "1\tx\n\\N\ty\n3\tx\n",
    ["1 0 0", "2 1 1", "3 0 0"],
    { label: "2", missing: "category" },
  ],
  [
    "Excel's missing word in German",
    "a;k\n1,5;x\n#NV;y\n2,5;x\n",
    ["1.5 0 0", "2 1 1", "2.5 0 0"],
    { missing: "category" },
  ],
  [
    "NA without quotes among texts with them",
    `"a","k"\n${'"p","x"\nNA,"y"\n"q","x"\n'.repeat(3)}`,
    ["0 0 1 1", "0 1 0 0", "1 0 0 0"],
    { missing: "category" },
  ],
  [
    "None among texts of which only some need quotes",
    `a,k\n${'"p,q",x\nNone,y\n"q,r",x\n'.repeat(3)}`,
    ["0 0 1 0", "0 1 0 0", "1 0 0 1"],
  ],
  [
    "an error in the first cell below comments",
    "# made today\na,b,k\n1,2,x\n#N/A,3,y\n3,4,y\n",
    ["1 2 0", "3 4 1"],
    { missing: "drop" },
  ],
  ["lines that end with \\r alone, and a title", "Report\ra;b;k\r1;2;x\r3;4;y\r", ["1 2 0", "3 4 1"]],
  [
    "numbers as names that the config says",
    "0;1;2\n1;0;2\n0;2;1\n2;1;0\n",
    ["0 2 1", "1 0 2", "2 1 0"],
    { label: "2", features: ["0", "1"], scaling: "none" },
  ],
];

describe("tables as people have them", () => {
  const folder = new Folder();
  after(() => folder.remove());

  for (const { what, file, label, inputs, count, classes, rows, more, form } of cases) {
    it(`are read with ${what}`, async () => {
      const data = await load(file, label, more, classes ? {} : regression);
      assert.deepEqual(data.inputNames, inputs);
      assert.equal(data.train.count, count);
      assert.deepEqual(data.classNames, classes);
      const found = rowsOf(data);
      for (const row of rows) assert.ok(found.includes(row), `${row} is none of ${found.slice(0, 5).join("; ")}, …`);
      const has = data.reading.form as unknown as Record<string, unknown>;
      for (const [key, value] of Object.entries(form)) assert.equal(has[key], value);
    });
  }

  for (const [what, text, rows, more = {}] of kinds) {
    it(`are read with ${what}`, async () => {
      folder.write({ "table.csv": Buffer.from(text) });
      const found = rowsOf(await folder.loadTable({ scaling: "none", ...more }));
      assert.deepEqual([...new Set(found)], rows);
    });
  }

  it("are refused where numbers may be names or an example, with two fixes that work", async () => {
    folder.write({ "table.csv": Buffer.from("0,1,2\n1,0,2\n0,2,1\n2,1,0\n") });
    const of = (more: object) => folder.loadTable({ label: "2", scaling: "none", ...more });
    await assert.rejects(of({}), {
      code: "csv-header",
      message: "table.csv: line 1: 0, 1, 2 may be names of columns or an example; set data.header to true or false",
    });
    assert.deepEqual((await of({ header: true })).inputNames, ["0", "1"]);
    assert.equal((await of({ header: true })).train.count, 3);
    assert.equal((await of({ header: false })).train.count, 4);
  });

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

  it("are told of numbers that are written in a way that is not read", async () => {
    const finding = async (fields: string[], more: object = {}) => {
      const rows = Array.from({ length: 60 }, (_, i) => `${fields[i % fields.length]};${i % 7};${"ab"[i % 2]}`);
      folder.write({ "table.csv": Buffer.from(`v;x;k\n${rows.join("\n")}\n`) });
      const { findings = [] } = await folder.loadTable({ label: "k", ...more });
      return findings.map(({ kind, column, examples }) => `${kind} ${column} ${examples[0]}`);
    };
    for (const unread of ["1,84,422", "0.5D+01", "0x1F", "36:15", "１２.５", "1_000", "1,2345,6789"]) {
      assert.deepEqual(await finding([unread, "12"]), [`numbers v ${unread}`]);
      assert.deepEqual(await finding([unread, "12"], { label: "v" }), [`label-numbers v ${unread}`]);
    }
    for (const text of ["1.10.2", "192.168.0.1", "2D", "size 4", "10-20", "1/2"])
      assert.deepEqual(await finding([text, "x"]), [], text);
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

  it("are refused where two columns have one name, with two fixes that work", async () => {
    const message =
      /two columns are named "a"; give each a unique name, or, if the first line is an example, set data\.header to false$/;
    await assert.rejects(load("dup.csv", "k"), { code: "csv-header", message });
    const text = readFileSync(join(baseDir, "dup.csv"), "utf8");
    folder.write({ "table.csv": Buffer.from(text.replace("a,a,k", "a,b,k")) });
    const renamed = await folder.loadTable({ scaling: "none" });
    assert.deepEqual([renamed.inputNames, renamed.train.count], [["a", "b"], text.trim().split("\n").length - 1]);
    folder.write({ "table.csv": Buffer.from("a,a,k\nb,a,l\na,b,k\n") });
    const [named, numbered] = [{ label: "k" }, { label: "3", header: false }];
    await assert.rejects(folder.loadTable(named), { code: "csv-header", message });
    const followed = await folder.loadTable(numbered);
    assert.deepEqual([followed.inputNames, followed.train.count], [["1=a", "1=b", "2=a", "2=b"], 3]);
  });

  it("with a header of numbers have no column of another number", async () => {
    const numbers = { code: "csv-column", message: /no column "4"; it has 0, 1, 2, 3; correct the name$/ };
    await assert.rejects(load("intcols-q.csv", "4", {}, regression), numbers);
  });

  it("are warned of where the only input numbers the rows", async () => {
    const { inputNames, findings } = await load("r-write-csv.csv", "Species", { features: ["1"] });
    assert.deepEqual(inputNames, ["1"]);
    assert.deepEqual(
      findings?.map(({ kind, column }) => [kind, column]),
      [["row-numbers", "1"]],
    );
    // If it is the only input, or has a name, such a column may be the time.
    for (const header of ['"","y"', '"week","y","z"']) {
      const rows = Array.from({ length: 30 }, (_, i) => `${i + 1},${i % 2}${header.includes("z") ? ",1" : ""}`);
      folder.write({ "table.csv": Buffer.from(`${header}\n${rows.join("\n")}\n`) });
      const features = [header.startsWith('""') ? "1" : "week"];
      assert.equal((await folder.loadTable({ label: "y", features })).findings, undefined, header);
    }
  });

  it("may tell in their last rows alone how numbers are written", async () => {
    const late = join("..", "new-config", "late.csv");
    const data = await load(late, "k");
    assert.equal((data.reading.form as { decimal?: string }).decimal, ",");
    const found = rowsOf(data);
    assert.equal(data.train.count, 130);
    for (const row of ["127.5 2 1", "128.5 3 0", "0 0 0"]) assert.ok(found.includes(row), row);
  });

  for (const [what, text] of [
    ["commas in quotes", 'a,b,k\n"36,271",20,x\n"20,778",21,y\n"12,373",22,x\n'],
    ["semicolons", "a;b;k\n36,271;20;x\n20,778;21;y\n12,373;22;x\n"],
  ] as const) {
    it(`are refused where a comma may be either, between ${what}, with two fixes that work`, async () => {
      folder.write({ "table.csv": Buffer.from(text) });
      const message =
        'table.csv:2: "36,271" in column "a" may be 36.271 or 36271; set data.thousands to "," if it is the larger ' +
        'number, and data.decimal to "," if not';
      const of = (more: object) => folder.loadTable({ scaling: "none", ...more });
      await assert.rejects(of({}), { code: "csv-number", message });
      const rows = async (more: object) => rowsOf(await of(more));
      assert.deepEqual(await rows({ thousands: "," }), ["12373 22 0", "20778 21 1", "36271 20 0"]);
      assert.deepEqual(await rows({ decimal: "," }), ["12.373 22 0", "20.778 21 1", "36.271 20 0"]);
    });
  }

  it("are refused where a mark may be either, with two fixes that work", async () => {
    const file = "doubt.csv";
    const of = (more: object = {}) => load(file, "k", more);
    await assert.rejects(of(), { code: "csv-number", message: /doubt\.csv:2: "3\.541" .* may be 3\.541 or 3541; / });
    assert.ok(rowsOf(await of({ decimal: "." })).includes("3.541 5 0"));
    assert.ok(rowsOf(await of({ decimal: "," })).includes("3541 5 0"));
  });
});
