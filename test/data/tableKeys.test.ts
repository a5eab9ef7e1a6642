/** The config's keys for the format of a table: each has its effect, and contradictions to the table are refused. */
import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { Folder } from "./folder";

const utf16 = (text: string) => Buffer.from(text, "utf16le");
const latin = (text: string) => Buffer.from(text, "latin1");
const places = "Größe,k\n1,Hälle\n2,Hölle\n";

/** Cases of a key: the table, the config, and the examples as inputs and class name. */
const values: [string, string | Buffer, object, string[]][] = [
  ["encoding", latin(places), { encoding: "windows-1252" }, ["1 Hälle", "2 Hölle"]],
  ["encoding", utf16("a,k\n1,x\n2,y\n"), { encoding: "utf-16le" }, ["1 x", "2 y"]],
  ["encoding", utf16("\ufeffa,k\n1,x\n2,y\n").swap16(), { encoding: "utf-16be" }, ["1 x", "2 y"]],
  ["encoding", Buffer.from(places), { encoding: "utf-8" }, ["1 Hälle", "2 Hölle"]],
  // A byte order mark that an editor left before text in another encoding.
  [
    "encoding",
    Buffer.concat([Buffer.from("\ufeff"), latin(places)]),
    { encoding: "windows-1252" },
    ["1 Hälle", "2 Hölle"],
  ],
  ["comment", "// a\na,k\n1,x\n// b,c\n2,y\n", { comment: "//" }, ["1 x", "2 y"]],
  ["comment", "a,k\n1,x\n!2,y\n3,y\n", { comment: "!" }, ["1 x", "3 y"]],
  ["skipLines", "u,v\n5,6\na,k\n1,x\n2,y\n", { skipLines: 2 }, ["1 x", "2 y"]],
  ["skipLines", "# a\n\na,k\n1,x\n2,y\n", { skipLines: 2 }, ["1 x", "2 y"]],
  ["missingValues", "a,k\n1,x\n-,y\n4,y\n", { missingValues: ["-"], missing: "drop" }, ["1 x", "4 y"]],
  [
    "missingValues",
    "a,k\n1,x\n-999,y\n3,x\n4,y\n",
    { missingValues: ["-999"], missing: "drop" },
    ["1 x", "3 x", "4 y"],
  ],
  ["missingValues", "a,k\n1,None\n2,y\n3,y\n", { missingValues: [] }, ["1 None", "2 y", "3 y"]],
  ["units", "a,k\n1 qx,x\n2,y\n3 qx,x\n", { units: { a: "qx" } }, ["1 x", "2 y", "3 x"]],
  ["units", "a,k\n1%,x\n50%,y\n", { units: { a: "percent" } }, ["0.01 x", "0.5 y"]],
  ["thousands", "a;k\n1.234;x\n2.345;y\n", { thousands: "." }, ["1234 x", "2345 y"]],
  ["thousands", "a;k\n1,234;x\n2,345;y\n", { thousands: "," }, ["1234 x", "2345 y"]],
  ["thousands", "a;k\n1 234,5;x\n2 345,5;y\n", { thousands: " " }, ["1234.5 x", "2345.5 y"]],
  // A "." between digits is then a decimal point, not a separator of thousands.
  ["thousands", "a;k\n1.234;x\n2.345;y\n", { thousands: "'" }, ["1.234 x", "2.345 y"]],
];

/** Cases that are refused, with their errors. */
const misuses: [string, string | Buffer, object, RegExp][] = [
  [
    "encoding",
    latin(places),
    { encoding: "utf-8" },
    /^table\.csv: line 1: not UTF-8; set data\.encoding to "windows-1252"/,
  ],
  ["encoding", latin("a,k\n1,x\n2,Hölle\n"), { encoding: "utf-8" }, /^table\.csv: line 3: not UTF-8; /],
  [
    "encoding",
    utf16("\ufeffa,k\n1,x\n"),
    { encoding: "utf-8" },
    /begins with the mark of utf-16le.*; remove data\.encoding$/,
  ],
  ["encoding", utf16("\ufeffa,k\n1,x\n"), { encoding: "utf-16be" }, /begins with the mark of utf-16le/],
  [
    "encoding",
    Buffer.concat([utf16("a,k\n1,x\n2,y\n"), Buffer.from([7])]),
    { encoding: "utf-16le" },
    /: not UTF-16; remove/,
  ],
  ["encoding", "a,k\n1,x\n", { encoding: "latin1" }, /expected one of/],
  ["comment", "a,k\n1,x\n", { comment: "" }, /Too small/],
  ["comment", "# a\n# b\n", { comment: "#" }, /^table\.csv: every line is empty/],
  ["skipLines", "a,k\n1,x\n2,y\n", { skipLines: -1 }, /Too small/],
  ["skipLines", "a,k\n1,x\n2,y\n", { skipLines: 9 }, /^table\.csv: every line is empty/],
  ["skipLines", "a,k\n1,x\n2,y\n", { skipLines: 1 }, /^data\.label: table\.csv has no column "k"; it has 1, 2; /],
  [
    "skipLines",
    "title\na,k\n1,x\n2,y\n",
    { skipLines: 0 },
    /^data\.label: table\.csv has no column "k"; it has title; /,
  ],
  // A column of numbers does not become a column of texts.
  [
    "missingValues",
    "a,k\n1,x\nNA,y\n3,x\n",
    { missingValues: ["-"] },
    /^table\.csv:3: "NA" in column "a" is not a number; /,
  ],
  ["missingValues", "a,k\n1,x\n2,y\n", { missingValues: "NA" }, /expected array/],
  [
    "units",
    "a,k\n1 kg,x\n2 kg,y\n",
    { units: { b: "kg" } },
    /^data\.units: table\.csv has no column "b"; it has a, k; /,
  ],
  ["units", "a,k\n1 kg,x\n2 kg,y\n", { units: { a: "lb" } }, /^table\.csv:2: "1 kg" in column "a" is not a number/],
  ["units", "a,k\n1 kg,x\n2 kg,y\n", { units: { a: "" } }, /Too small/],
  ["thousands", "a;k\n1.234;x\n", { thousands: ".", decimal: "." }, /^data\.thousands: "\." is data\.decimal too; /],
  [
    "thousands",
    "a;k\n1.234,5;x\n2,5;y\n",
    { thousands: "," },
    /^table\.csv:\d: .* has other marks than its other numbers/,
  ],
  ["thousands", "a;k\n1234;x\n", { thousands: "x" }, /expected one of/],
];

describe("the keys of a table", () => {
  const folder = new Folder();
  after(() => folder.remove());

  const load = async (table: string | Buffer, more: object) => {
    folder.write({ "table.csv": typeof table === "string" ? Buffer.from(table) : table });
    return folder.loadTable({ scaling: "none", ...more }, { cost: "cross-entropy" });
  };
  const examples = async (table: string | Buffer, more: object) => {
    const { train, classNames = [] } = await load(table, more);
    assert.equal(train.inputs, 1);
    const number = (value: number) => Number(value.toPrecision(6));
    return Array.from(train.targets, (target, i) => `${number(train.values[i])} ${classNames[target]}`).sort();
  };

  for (const [key, table, more, expected] of values) {
    it(`${key} does what it says: ${JSON.stringify(more)}`, async () =>
      assert.deepEqual(await examples(table, more), expected));
  }
  for (const [key, table, more, message] of misuses) {
    it(`${key} is refused where it is wrong: ${JSON.stringify(more)} (${message})`, () =>
      assert.rejects(load(table, more), (error: Error) => message.test(error.message.replace(/\s+/g, " "))));
  }

  it("need not say the encoding: UTF-16 with and without its mark, Windows-1252 in gzip", async () => {
    const found = async (table: Buffer) => {
      const { reading } = await load(table, {});
      assert.deepEqual(await examples(table, {}), ["1 Hälle", "2 Hölle"]);
      return reading.form?.encoding;
    };
    assert.equal(await found(utf16(`\ufeff${places}`)), "utf-16le");
    assert.equal(await found(utf16(`\ufeff${places}`).swap16()), "utf-16be");
    assert.equal(await found(utf16(places)), "utf-16le");
    assert.equal(await found(utf16(places).swap16()), "utf-16be");
    assert.equal(await found(gzipSync(latin(places))), "windows-1252");
    assert.equal(await found(gzipSync(utf16(`\ufeff${places}`))), "utf-16le");
    assert.equal(await found(Buffer.from(`\ufeff${places}`)), undefined);
  });

  it("leave no byte of a wrong encoding to be replaced, behind a mark of UTF-8 either", () =>
    assert.rejects(load(Buffer.concat([Buffer.from("\ufeff"), latin(places)]), {}), {
      code: "csv-encoding",
      message: /line 1: not UTF-8/,
    }));

  it("find a class called None that only later rows have", async () => {
    const rows = Array.from({ length: 24_000 }, (_, i) => `${i % 97},${i < 20_000 ? ["yes", "no"][i % 2] : "None"}`);
    const table = `a,k\n${rows.join("\n")}\n`;
    assert.ok(table.indexOf("None") > 2 ** 16, "the first look would reach it");
    const { classNames, train, leftOut } = await load(table, {});
    assert.deepEqual([classNames, train.count, leftOut], [["None", "no", "yes"], 24_000, undefined]);
    // No rows of the class are dropped silently.
    const dropped = await load(table, { missing: "drop" });
    assert.deepEqual([dropped.classNames, dropped.train.count], [["None", "no", "yes"], 24_000]);
  });

  it("call None a value where the config does: an order, or the names of classes", async () => {
    const table = "a,k\nNone,x\nsmall,y\nlarge,x\n";
    const { train } = await load(table, { ordinal: { a: ["None", "small", "large"] } });
    assert.deepEqual([...train.values].sort(), [0, 1, 2]);
    const { classNames } = await load("a,k\n1,None\n2,y\n3,y\n", { classNames: ["None", "y"] });
    assert.deepEqual(classNames, ["None", "y"]);
  });
});
