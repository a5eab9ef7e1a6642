import assert from "node:assert/strict";
import type { DataProfile } from "../../../src/config/dataProfile";
import { dataSchema } from "../../../src/config/schema/data";
import { RandomStream } from "../../../src/core/random";
import { profileData } from "../../../src/data/profile/profile";
import { Folder } from "../folder";

const rows = 60;
const random = new RandomStream(5, "sample");

/** A table of three columns that are no finding, and others. @param more the names and fields of other columns */
function table(more: Record<string, (row: number) => string | number> = {}): Buffer {
  const names = ["x", "z", ...Object.keys(more), "k"];
  const lines = Array.from({ length: rows }, (_, row) => {
    const numbers = [random.uniform(2 * row), random.uniform(2 * row + 1)].map((value) => value.toFixed(5));
    return [...numbers, ...Object.values(more).map((field) => field(row)), "abc"[row % 3]];
  });
  return Buffer.from([names, ...lines].map((line) => line.join(",")).join("\n"));
}

describe("findings of a profile", () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder.remove());

  const profile = (bytes: Buffer, more: object = {}): Promise<DataProfile> => {
    folder.write({ "table.csv": bytes });
    const data = dataSchema.parse({ format: "csv", path: "table.csv", label: "k", ...more });
    return profileData(data, { baseDir: folder.path, seed: 1 });
  };
  const found = ({ findings }: DataProfile) => findings.map(({ kind, columns, count }) => [kind, columns ?? count]);

  it("are none for a table in order", async () => {
    assert.deepEqual(found(await profile(table())), []);
  });

  it("name numbers, texts and thresholds that decide the label alone", async () => {
    const leaks = {
      code: (i: number) => [7, 3, 5][i % 3],
      text: (i: number) => `is ${i % 3}`,
      grade: (i: number) => 100 * (i % 3) + i / 1000,
    };
    assert.deepEqual(found(await profile(table(leaks))), [["decides-label", ["code", "text", "grade"]]]);
  });

  it("name a quantity that is the label in another unit", async () => {
    const values = Array.from({ length: 40 }, (_, i) => random.uniform(500 + i) * 30);
    const lines = values.map((celsius, i) => `${celsius},${i % 7},${celsius * 1.8 + 32}`);
    const bytes = Buffer.from(["celsius,other,k", ...lines].join("\n"));
    assert.deepEqual(found(await profile(bytes, { task: "regression" })), [["decides-label", ["celsius"]]]);
  });

  it("name row numbers, constant columns and mostly missing ones", async () => {
    const more = { row: (i: number) => i + 1, same: () => 4, rare: (i: number) => (i % 4 === 0 ? (i * 1.37) % 7 : "") };
    assert.deepEqual(found(await profile(table(more), { missing: "mean" })), [
      ["row-numbers", ["row"]],
      ["constant", ["same"]],
      ["mostly-missing", ["rare"]],
    ]);
  });

  it("count duplicates, examples with another label, and examples in two sets", async () => {
    const lines = table().toString().split("\n");
    const [first, second] = [lines[1], lines[2]];
    const other = second.replace(/[abc]$/, "c");
    const bytes = Buffer.from([...lines, first, first, other].join("\n"));
    const { findings, sets } = await profile(bytes, {
      test: { examples: 3, stratified: false },
      validation: { examples: 0, stratified: false },
    });
    assert.deepEqual(sets, { train: 60, validation: 0, test: 3, rest: 0 });
    assert.deepEqual(findings, [
      { kind: "shared-test", count: 2, of: 3 },
      { kind: "conflicts", count: 2, examples: ["2, 63"] },
      { kind: "duplicates", count: 2, examples: ["1, 61", "1, 62"] },
    ]);
  });

  it("compare with the rows of a test table, whose classes are those of the training table", async () => {
    const [header, ...lines] = table().toString().split("\n");
    folder.write({ "test.csv": Buffer.from([header, lines[4], lines[3], "0.5,0.5,a"].join("\n")) });
    const { findings, classes, sets } = await profile(Buffer.from([header, ...lines].join("\n")), {
      testPath: "test.csv",
    });
    assert.deepEqual([sets?.test, findings], [3, [{ kind: "shared-test", count: 2, of: 3 }]]);
    assert.deepEqual(
      classes?.map(({ name, test }) => [name, test]),
      [
        ["a", 2],
        ["b", 1],
        ["c", 0],
      ],
    );
  });

  it("say why a column or the label cannot be used, and still profile the rest", async () => {
    const dates = { on: (i: number) => `2024-01-${10 + (i % 7)}` };
    const { findings, columns } = await profile(table(dates));
    assert.deepEqual(
      findings.map(({ kind, columns }) => [kind, columns]),
      [["problem", ["on"]]],
    );
    assert.match(findings[0].message ?? "", /set data.dates/);
    assert.equal(columns.find(({ name }) => name === "x")?.distinct, rows);
  });
});
