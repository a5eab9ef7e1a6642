/** CSV tables: which columns become inputs, missing values, targets, and the errors of refused tables. */
import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { countClasses } from "../../src/data/labels";
import { csvFolder, flowers } from "./csvFolder";

describe("csv data", () => {
  const { folder, load, rowsOf, refuses } = csvFolder();

  it("take columns and classes that are called as what every JavaScript object has", async () => {
    const rows = "grid,constructor,__proto__,toString,kind\n4,red,soft,low,constructor\n20,blue,hard,high,__proto__\n";
    const data = await load(rows.concat("7,red,soft,low,valueOf\n"));
    assert.deepEqual(data.classNames, ["__proto__", "constructor", "valueOf"]);
    assert.deepEqual(
      data.columns?.map(({ name, kind }) => `${name}: ${kind}`),
      ["grid: number", "constructor: one-hot", "__proto__: one-hot", "toString: one-hot"],
    );
    // An ordinal column does not change the other columns.
    const ordered = await load(rows.concat("7,red,soft,low,valueOf\n"), { ordinal: { toString: ["low", "high"] } });
    assert.deepEqual(ordered.columns?.at(-1), { name: "toString", kind: "ordinal", values: ["low", "high"] });
    assert.deepEqual(ordered.columns?.slice(0, 3), data.columns?.slice(0, 3));
  });

  it("take the header's names, numbers as they are, and texts of the label in their order as classes", async () => {
    const data = await load(flowers);
    assert.deepEqual(data.classNames, ["rose", "tulip"]);
    assert.deepEqual(data.inputNames, ["length", "width"]);
    assert.deepEqual(rowsOf(data), ["4.9 3 1", "5.1 3.5 0", "5.5 2.3 1", "6.2 2.9 0"]);
  });

  it("keep each row's label beside it when rows are drawn", async () => {
    const text = `x,kind\n${Array.from({ length: 500 }, (_, i) => `${i + 0.5},${i % 5}`).join("\n")}\n`;
    const { train, validation, test } = await load(text, { validation: { examples: 77 }, test: { fraction: 0.1 } });
    const seen = new Set<number>();
    for (const part of [train, validation, test]) {
      for (let i = 0; i < (part?.count ?? 0); i++) {
        const x = part?.values[i] ?? 0;
        assert.equal(part?.targets[i], Math.floor(x) % 5);
        seen.add(x);
      }
    }
    assert.deepEqual([train.count, validation?.count, test?.count, seen.size], [373, 77, 50, 500]);
  });

  it("draw by the seed: the same one the same examples, another one others", async () => {
    const text = `x,kind\n${Array.from({ length: 60 }, (_, i) => `${i}.5,${i % 2}`).join("\n")}\n`;
    const held = async (seed: number) => [
      ...((await load(text, { validation: { examples: 9 } }, { seed })).validation?.values ?? []),
    ];
    assert.deepEqual(await held(1), await held(1));
    assert.notDeepEqual(await held(1), await held(2));
  });

  it("give every part each class in its share, rare ones too", async () => {
    const label = (i: number) => (i < 10 ? "rare" : i < 40 ? "some" : "many");
    const text = `x,kind\n${Array.from({ length: 200 }, (_, i) => `${i},${label(i)}`).join("\n")}\n`;
    const { validation, test } = await load(text, { validation: { fraction: 0.2 }, test: { fraction: 0.2 } });
    assert.deepEqual([...countClasses(test?.targets as Int32Array, 3)], [32, 2, 6]);
    const validated = countClasses(validation?.targets as Int32Array, 3);
    for (const [label, fair] of [25.6, 1.6, 4.8].entries()) assert.ok(Math.abs(validated[label] - fair) < 1);
  });

  it("tell delimiter and decimal comma, read quotes, CRLF and a byte order mark", async () => {
    const text = '\uFEFF"a b";c;kind\r\n"1,5";2;"x;y"\r\n2,25;3;z\r\n';
    const data = await load(text);
    assert.deepEqual(data.inputNames, ["a b", "c"]);
    assert.deepEqual(data.classNames, ["x;y", "z"]);
    assert.deepEqual(rowsOf(data), ["1.5 2 0", "2.25 3 1"]);
    assert.deepEqual(rowsOf(await load("a|kind\n1.5|x\n2|y\n")), ["1.5 0", "2 1"]);
    assert.deepEqual(rowsOf(await load("a\tkind\n1.5\tx\n2\ty\n")), ["1.5 0", "2 1"]);
  });

  it("number columns from 1 where there is no header", async () => {
    const data = await load("1.5,2,a\n3,4,b\n", { label: "3" });
    assert.deepEqual(data.inputNames, ["1", "2"]);
    assert.deepEqual(rowsOf(data), ["1.5 2 0", "3 4 1"]);
    const named = await load("1,2,3\n3,4,0\n5,6,1\n", { label: "3", header: true });
    assert.equal(named.train.count, 2);
  });

  it("are read gzipped too", async () => {
    assert.deepEqual(rowsOf(await load(gzipSync(flowers))), rowsOf(await load(flowers)));
  });

  it("are refused where the gzipped file is cut off or damaged, however large it is", async () => {
    const rows = Array.from({ length: 60000 }, (_, i) => `${(i * 7919) % 10007}.${i % 97},${i % 2}`).join("\n");
    const whole = gzipSync(`x,kind\n${rows}\n`);
    await assert.rejects(load(whole.subarray(0, whole.length / 2)), { kind: "data", code: "gzip-truncated" });
    const damaged = Uint8Array.from(whole).fill(0, whole.length / 2, whole.length / 2 + 50);
    await assert.rejects(load(damaged), { kind: "data" });
    assert.equal((await load(whole)).train.count, 60000);
  });

  it("give each text an input of its own, in their order", async () => {
    const data = await load("city,x,kind\nUlm,1.5,a\nBonn,2,b\nUlm,3,b\n");
    assert.deepEqual(data.inputNames, ["city=Bonn", "city=Ulm", "x"]);
    assert.deepEqual(rowsOf(data), ["0 1 1.5 0", "0 1 3 1", "1 0 2 1"]);
  });

  it("number the texts of an ordinal column as the config orders them", async () => {
    const data = await load("size,kind\nlarge,a\nsmall,b\nmedium,a\n", {
      ordinal: { size: ["small", "medium", "large"] },
    });
    assert.deepEqual(rowsOf(data), ["0 1", "1 0", "2 0"]);
  });

  it("learn from the columns that are named, without those that are excluded", async () => {
    assert.deepEqual((await load(flowers, { features: ["width"] })).inputNames, ["width"]);
    assert.deepEqual((await load(flowers, { exclude: ["width"] })).inputNames, ["length"]);
    const message = 'data.features: t.csv has no column "wide"; it has length, width, kind; correct the name';
    await assert.rejects(load(flowers, { features: ["wide"] }), { kind: "config", code: "csv-column", message });
  });

  it("keep whole numbers from 0 to 255 as bytes", async () => {
    assert.ok((await load("a,b,kind\n0,255,x\n7,3,y\n")).train.values instanceof Uint8Array);
    assert.ok((await load("a,b,kind\n0,256,x\n7,3,y\n")).train.values instanceof Float32Array);
  });

  it("standardize small whole numbers, take pixels for pixels, and leave texts alone", async () => {
    const small = await load("age,city,kind\n20,A,x\n40,B,y\n", { scaling: "auto" });
    assert.deepEqual(small.scaling, { kind: "standardize", shift: [30, 0, 0], factor: [Math.fround(0.1), 1, 1] });
    const pixels = Array.from({ length: 64 }, (_, i) => `p${i}`).join();
    const picture = (value: number, kind: string) => `${Array(64).fill(value).join()},${kind}`;
    const digits = await load(`${pixels},kind\n${picture(0, "x")}\n${picture(200, "y")}\n`, { scaling: "auto" });
    assert.equal(digits.scaling.kind, "unit");
  });

  it("set the order of classes by the names given where these are the labels", async () => {
    const data = await load(flowers, { classNames: ["tulip", "rose"] });
    assert.deepEqual(rowsOf(data), ["4.9 3 0", "5.1 3.5 1", "5.5 2.3 0", "6.2 2.9 1"]);
    await refuses(flowers, "class-names", /also has the class "rose"; add its name$/, {
      classNames: ["tulip", "lily"],
    });
  });

  it("have a test table of their own, read as the training table was", async () => {
    folder().write({ "test.csv": Buffer.from("kind,width,length\ntulip,1,2\n") });
    const { test } = await load(flowers, { testPath: "test.csv" });
    assert.deepEqual([...(test?.values ?? []), ...(test?.targets ?? [])], [2, 1, 1]);
    folder().write({ "test.csv": Buffer.from("length,width,kind\n1,2,lily\n") });
    const message = 'test.csv:2: the label "lily" does not occur in the training examples (rose, tulip); correct it';
    await assert.rejects(load(flowers, { testPath: "test.csv" }), { code: "csv-label", message });
  });

  const refusals: [string, string, string, RegExp, object?][] = [
    [
      "dates",
      "day,kind\n2024-01-31,a\n2024-02-01,b\n",
      "csv-date",
      /^t\.csv:2: "2024-01-31" in column "day" is a date or time; set data\.dates to \{"day":\["month","weekday"\]\}, or /,
    ],
    ["German dates", "day,kind\n31.1.2024 10:00,a\n1.2.2024,b\n", "csv-date", /is a date or time; set data\.dates to /],
    [
      "a word among numbers",
      "x,kind\n1,a\n2,b\nten,a\n4,b\n5,a\n",
      "csv-number",
      /^t\.csv:4: "ten" in column "x" is not a number/,
    ],
    ["two decimal marks", 'x,kind\n"1,5",a\n2.5,b\n', "csv-decimal", /^t\.csv:2: "1,5" .* write them all in one way$/],
    [
      "a decimal comma among texts",
      'x,kind\n"1,5",a\n"2,5",b\nnone of these,a\n"3,5",b\n"4,5",b\n"4,5",b\n',
      "csv-number",
      /^t\.csv:4: "none of these" .* is not a number/,
    ],
    [
      "a row of another length",
      "x,kind\n1,a\n2,b,c\n",
      "csv-fields",
      /^t\.csv: line 3: 3 fields where the lines before it have 2/,
    ],
    ["an open quote", 'x,kind\n1,"a\n2,b\n', "csv-quote", /never closed/],
    ["a quote in the middle", 'x,kind\n1,a"b\n', "csv-quote", /line 2: a quote stands in the middle of field 2/],
    ["one class", "x,kind\n1,a\n2,a\n", "one-class", /every label is "a"/],
    ["two columns of one name", "x,x,kind\n1,2,a\n", "csv-header", /two columns are named "x"/],
    ["a header alone", "x,kind\n", "no-examples", /contains no examples/],
    ["nothing", "", "csv-empty", /the file is empty/],
    ["a number beyond float32", "x,kind\n1e39,a\n2,b\n", "not-finite", /1e39 in column "x" is more than float32 holds/],
    ["an empty column", "x,y,kind\n1,,a\n2,,b\n", "csv-column-empty", /column "y" is empty; add it to data\.exclude/],
    ["a label that is an input", "x,kind\n1,a\n2,b\n", "csv-column", /is the label too/, { features: ["x", "kind"] }],
    [
      "several texts as labels",
      "x,y,kind\n1,b,a\n2,c,b\n",
      "task-labels",
      /numeric labels; these are text$/,
      { label: ["kind", "y"] },
    ],
  ];
  for (const [what, text, code, message, more] of refusals) {
    it(`refuse ${what}`, () => refuses(text, code, message, more));
  }

  it("refuse a column of names, which are no categories", async () => {
    const text = `name,kind\n${Array.from({ length: 300 }, (_, i) => `n${i},${i % 2}`).join("\n")}\n`;
    await refuses(text, "csv-texts", /column "name" has 300 different texts, .*add it to data\.exclude$/);
  });

  it("refuse what is no text, by what it seems to be", async () => {
    const picture = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13);
    await assert.rejects(load(picture), { code: "csv-magic", message: /it seems to be a PNG picture/ });
  });
});
