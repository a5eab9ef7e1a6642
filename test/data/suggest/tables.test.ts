/** The config that New Network Config… writes for a table: label, inputs, and the reasons in its comments. */
import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suggestData } from "../../../src/data/suggest";
import { quoted } from "../../../src/data/suggest/suggestion";
import { Folder } from "../folder";

const fixtures = join(__dirname, "../../fixtures");

describe("the config for a table", () => {
  let folder: Folder;
  before(() => {
    folder = new Folder();
    for (const each of ["tables", "new-config"]) {
      for (const name of readdirSync(join(fixtures, each)))
        copyFileSync(join(fixtures, each, name), join(folder.path, name));
    }
  });
  after(() => folder.remove());

  const path = (name: string) => join(folder.path, name);
  const suggest = async (name: string, answers = {}) => {
    const found = await suggestData(path(name), folder.path, answers);
    const excluded = (found.data.exclude ?? []) as string[];
    return { ...found, why: excluded.map((column, i) => `${quoted(column)} ${found.reasons?.[i]}`).join("; ") };
  };
  const write = (name: string, header: string, rows: unknown[][]) =>
    writeFileSync(path(name), `${header}\n${rows.map((row) => row.join()).join("\n")}\n`);
  const rows = (count: number, row: (i: number) => unknown[]) => Array.from({ length: count }, (_, i) => row(i));

  for (const [name, label, exclude, ...reasons] of [
    [
      "titanic.csv",
      "Survived",
      ["PassengerId", "Name", "Ticket"],
      /"PassengerId" holds keys \("1", "2", "3", …\)/,
      /"Name" has a different text in almost every row/,
    ],
    [
      "customer.csv",
      "churn",
      ["CustomerID", "email"],
      /"CustomerID" holds keys/,
      /"email" holds e-mail addresses, such as "c0@x\.org"/,
    ],
    ["pandas-index.csv", "kind", ["1"], /"1" counts the rows \("0", "1", "2", …\)/],
    ["pandas-to-csv.csv", "target", ["1"], /counts the rows/],
    ["r-write-csv.csv", "Species", ["1"], /counts the rows/],
    ["datefeature.csv", "y", undefined],
    ["time.csv", "y", undefined],
    ["datelabel.csv", "b", ["a"], /"a" counts the rows/],
    ["ts.csv", "late", undefined],
    ["ymd.csv", "odd", undefined],
    ["sleep.csv", "disorder", undefined],
    ["years.csv", "2023", undefined],
    ["iris_training.csv", "5", undefined],
  ] as const) {
    it(`${name}: learns ${label}${exclude ? `, and leaves out ${exclude.join(", ")}` : ""}`, async () => {
      const { data, why } = await suggest(name);
      assert.deepEqual([data.label, data.exclude], [label, exclude]);
      for (const reason of reasons) assert.match(why, reason as RegExp);
    });
  }

  it("learns from the parts of dates and times that differ, not from an open order of day and month", async () => {
    for (const [name, dates] of [
      ["datefeature.csv", { day: ["month", "weekday"] }],
      ["time.csv", { at: ["hour", "minute"] }],
      ["datelabel.csv", { due: ["month", "weekday"] }],
    ] as const) {
      assert.deepEqual((await suggest(name)).data.dates, dates, name);
    }
    write(
      "us.csv",
      "when,a,k",
      rows(30, (i) => [`${(i % 12) + 1}/${(i % 11) + 1}/2024`, i * 0.5, "pq"[i % 2]]),
    );
    const { data, why } = await suggest("us.csv");
    assert.deepEqual([data.dates, data.exclude], [undefined, ["when"]]);
    assert.match(
      why,
      /"when" holds dates, such as "1\/1\/2024", which data\.dates can make inputs of; set data\.dateOrder/,
    );
    write(
      "us-sure.csv",
      "when,a,k",
      rows(30, (i) => [`${(i % 12) + 1}/${i + 1}/2024`, i * 0.5, "pq"[i % 2]]),
    );
    assert.deepEqual((await suggest("us-sure.csv")).data.dates, { when: ["month", "weekday"] });
  });

  it("keeps the column that decides although it has a text where a number is missing", async () => {
    const { data, notes } = await suggest("dirty.csv");
    assert.deepEqual([data.exclude, data.missingValues, data.missing], [undefined, ["-"], "mean"]);
    assert.deepEqual(notes.missingValues, ['In the numbers of "size" "-" is read as missing, first in line 92.']);
    assert.match(String(notes.missing), /"size" in 1 of 200 rows/);
  });

  it("keeps the other words for missing values where it names one, and takes none for a value of another column", async () => {
    write(
      "words.csv",
      "a,b,c,k",
      rows(60, (i) => [
        i % 7 === 3 ? "NA" : i * 1.5,
        i % 9 === 4 ? "unknown" : i % 5,
        ["x", "-", "y"][i % 3],
        "pq"[i % 2],
      ]),
    );
    const { data } = await suggest("words.csv");
    assert.deepEqual([data.missingValues, data.exclude], [["NA", "unknown"], undefined]);
    write(
      "value.csv",
      "a,c,k",
      rows(60, (i) => [i === 33 ? "-" : i * 1.5, ["x", "-", "y"][i % 3], "pq"[i % 2]]),
    );
    const second = await suggest("value.csv");
    assert.deepEqual([second.data.missingValues, second.data.exclude], [undefined, ["a"]]);
    assert.match(second.why, /"a" holds numbers, but line 35 has "-"/);
  });

  it("says that a column of numbers is not read, and not that it holds names", async () => {
    write(
      "lakh.csv",
      "pay,a,k",
      rows(30, (i) => [`"${1 + (i % 9)},${10 + i},${100 + i}"`, i * 0.5, "pq"[i % 2]]),
    );
    const { data, why } = await suggest("lakh.csv");
    assert.deepEqual(data.exclude, ["pay"]);
    assert.match(why, /"pay" holds numbers in an unsupported notation, such as "1,10,100"/);
  });

  it("says which field of which line makes a column no input", async () => {
    write(
      "typo.csv",
      "a,b,k",
      rows(50, (i) => [i * 0.3, i === 20 ? "1O.5" : i / 2, "pq"[i % 2]]),
    );
    const { data, why } = await suggest("typo.csv");
    assert.deepEqual(data.exclude, ["b"]);
    assert.match(why, /"b" holds numbers, but line 22 has "1O\.5"/);
    const message = /^concat\.csv: no column is left to learn "k" from \("a" holds numbers, but line 22 has "a"; "b" /;
    await assert.rejects(suggest("concat.csv"), { code: "suggest-no-inputs", kind: "data", message });
  });

  it("finds the text among numbers that carry units", async () => {
    write(
      "units.csv",
      "w,k",
      rows(40, (i) => [i === 11 ? "n.a." : `${i}.5 kg`, "pq"[i % 2]]),
    );
    const { data, notes } = await suggest("units.csv");
    assert.deepEqual([data.missingValues, data.exclude], [["n.a."], undefined]);
    assert.match(String(notes[""]), /unit "kg" in w/);
  });

  it("leaves out constants and empty columns, but not the edge of pictures", async () => {
    write(
      "constant.csv",
      "a,one,none,k",
      rows(30, (i) => [i * 0.3, "x", "", "pq"[i % 2]]),
    );
    const { data, why } = await suggest("constant.csv");
    assert.deepEqual(data.exclude, ["one", "none"]);
    assert.match(why, /"one" is "x" in every row; "none" has no value/);
    const pixels = Array.from({ length: 64 }, (_, i) => `p${i}`);
    write(
      "pixels.csv",
      `${pixels.join()},label`,
      rows(30, (i) => [...pixels.map((_, j) => (j < 8 ? 0 : (i * j) % 200)), i % 2]),
    );
    assert.equal((await suggest("pixels.csv")).data.exclude, undefined);
  });

  it("keeps what is called like a key and is none, and leaves out keys in any order", async () => {
    write(
      "key.csv",
      "key,no,id,k",
      rows(60, (i) => [i % 12, i % 2, 1000 + ((i * 37) % 60), "pq"[i % 2]]),
    );
    const { data, why } = await suggest("key.csv");
    assert.deepEqual(data.exclude, ["id"]);
    assert.match(why, /"id" holds keys/);
  });

  it("leaves out free text, addresses, and texts that hardly repeat", async () => {
    const words = ["good", "bad", "large", "small", "old"];
    const text = (i: number) => `${words[i % 5]} and ${words[(i * 3) % 4]} and number ${i}`;
    const row = (i: number) => [text(i), `https://x.org/${i}`, `C${i % 40}`, "pq"[i % 2], i * 0.5];
    write("texts.csv", "note,url,cabin,k,v", rows(60, row));
    const { data, why } = await suggest("texts.csv", { label: "k" });
    assert.deepEqual(data.exclude, ["note", "url", "cabin"]);
    assert.match(why, /"note" holds free text.*"url" holds addresses.*"cabin" has a different text/);
  });

  it("drops rows without a label, and first the columns that would take most rows along", async () => {
    write(
      "gaps.csv",
      "a,rare,y",
      rows(40, (i) => [i % 9 === 2 ? "" : i * 0.5, i % 4 === 0 ? i : "", i % 10 === 1 ? "NA" : i * 3.25]),
    );
    const { data, notes, why } = await suggest("gaps.csv");
    assert.deepEqual([data.missing, data.exclude], ["drop", ["rare"]]);
    assert.match(why, /"rare" has no value in 30 of 40 rows, which would all be dropped/);
    assert.match(String(notes.missing), /"y" in 4 of 40 rows, "a" in 5 of 40 rows/);
  });

  it("asks what a number is that may be thousands or decimals, and follows the answer", async () => {
    const { ambiguity, data, notes } = await suggest("doubt.csv");
    assert.deepEqual(ambiguity, {
      column: "a",
      field: "3.541",
      place: "line 2",
      readings: [
        { decimal: ".", number: "3.541" },
        { decimal: ",", number: "3541" },
      ],
    });
    assert.equal(data.decimal, ".");
    assert.match(String(notes.decimal), /is 3\.541, a guess: with "," it is 3541/);
    const answered = await suggest("doubt.csv", { decimal: "," });
    assert.equal(answered.data.decimal, ",");
    assert.match(String(answered.notes[""]), /thousands separated by points in a/);
    for (const name of ["german.csv", "miete.csv", "dollar.csv"]) {
      assert.equal((await suggest(name)).ambiguity, undefined, name);
    }
  });

  it("asks about classes and quantities where the values leave it open, and follows the answer", async () => {
    write(
      "cars.csv",
      "hp,cyl",
      rows(60, (i) => [90 + i * 0.7, [4, 6, 8][i % 3]]),
    );
    const { target, task } = await suggest("cars.csv");
    assert.deepEqual([task, target.isSure], ["classification", false]);
    const answered = await suggest("cars.csv", { task: "regression" });
    assert.deepEqual([answered.task, answered.target.isSure], ["regression", true]);
  });

  it("learns one-hot columns at the end together, and offers other columns of 0 and 1 so", async () => {
    const { data, task, labels, notes } = await suggest("oh.csv");
    assert.deepEqual([data.label, task], [["setosa", "versicolor", "virginica"], "classification"]);
    assert.match(String(notes.label), /"virginica" are the targets .*: 3 columns with a single 1 in every row/);
    assert.equal(labels?.[0].name, "setosa, versicolor, virginica");
    assert.equal((await suggest("oh.csv", { label: "setosa" })).data.label, "setosa");
    write(
      "bits.csv",
      "x,p,q,r",
      rows(40, (i) => [i * 0.7, i % 2, (i >> 1) % 2, (i >> 2) % 2]),
    );
    const bits = await suggest("bits.csv");
    assert.deepEqual([bits.data.label, bits.labels?.[0].name], ["r", "p, q, r"]);
    const together = await suggest("bits.csv", { label: "p, q, r" });
    assert.deepEqual([together.data.label, together.task], [["p", "q", "r"], "multi-label"]);
    assert.match(String(together.notes.label), /so they are labels that do not exclude each other/);
  });

  it("says how the table is written where that is not the usual way", async () => {
    for (const [name, form] of [
      ["flats.csv", "Windows-1252, separated by semicolons"],
      ["german.csv", "thousands separated by points in Preis"],
      ["title.csv", "1 line before the table skipped"],
      ["comment.csv", "comments begin with #"],
      ["trail.csv", "a delimiter at the end of each line"],
      ["sleep.csv", "None: no missing value in disorder"],
      ["ttt.csv", "no line names the columns"],
      ["iris_training.csv", "classes named by the first line: setosa, versicolor, virginica"],
    ]) {
      const [said] = (await suggest(name)).notes[""];
      assert.ok(said.startsWith("The table is read as ") && said.includes(form), `${name}: ${said}`);
    }
    assert.equal((await suggest("dirty.csv")).notes[""], undefined);
  });

  it("holds nothing back of a handful of rows", async () => {
    for (const name of ["t2.csv", "t3.csv"]) {
      const { data, notes } = await suggest(name);
      assert.equal(data.validation, undefined, name);
      assert.match(String(notes.path), /No examples are held out for validation/);
    }
  });

  it("tests on the table beside it, in its folder or in the next, where it has the same columns", async () => {
    const table = rows(20, (i) => [i * 0.5, "pq"[i % 2]]);
    write("Train.csv", "a,k", table);
    write("Test.csv", "a,k", table);
    const { data } = await suggest("Train.csv");
    assert.deepEqual([data.path, data.testPath], ["Train.csv", "Test.csv"]);
    for (const each of ["train", "test"]) mkdirSync(path(each));
    write("train/flats.csv", "a,k", table);
    write(
      "test/flats.csv",
      "a",
      rows(20, (i) => [i * 0.5]),
    );
    const other = await suggest("train/flats.csv");
    assert.equal(other.data.testPath, undefined);
    assert.match(String(other.notes.path), /"test\/flats\.csv" is not tested on: it has no column "k"/);
    write(
      "test/flats.csv",
      "k,a",
      rows(20, (i) => ["pq"[i % 2], i * 0.5]),
    );
    assert.equal((await suggest("train/flats.csv")).data.testPath, "test/flats.csv");
  });

  it("refuses a table that has only a header", async () => {
    write("header.csv", "a,k", []);
    await assert.rejects(suggest("header.csv"), { code: "no-examples" });
  });

  it("takes the largest sheet of a workbook, and the one that a person chooses", async () => {
    copyFileSync(join(fixtures, "excel/flowers.xlsx"), path("flowers.xlsx"));
    const { data, sheets, notes } = await suggest("flowers.xlsx");
    assert.deepEqual([data.sheet, sheets?.map(({ name }) => name)], ["Flowers & co", ["Flowers & co", "About"]]);
    assert.match(String(notes.sheet), /the workbook also has "About"/);
    await assert.rejects(suggest("flowers.xlsx", { sheet: "About" }), { code: "suggest-no-inputs" });
  });

  it("writes nothing of a text into a comment that ends it or hides", () => {
    assert.equal(quoted('a"\n// b'), '"a\\"\\n// b"');
    assert.equal(quoted("a\u2028b\u202ec\u0085d"), '"a\\u2028b\\u202ec\\u0085d"');
  });
});
