/** Tables of several pieces of a file: a piece is overwritten by a later one while the table is read. */
import assert from "node:assert/strict";
import { readTableSource } from "../../src/data/csvSource";
import { streamSourceFile } from "../../src/data/files";
import type { TableConfig } from "../../src/data/tableReader";
import { Folder } from "./folder";

const count = 35_000;
const config = { format: "csv", path: "t.csv", label: "y", features: ["x"] } as TableConfig;

describe("a table of several pieces", () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder.remove());

  const write = (lines: string[]) => folder.write({ "t.csv": Buffer.from(["x,name,y", ...lines].join("\n")) });
  const lines = (name: string) => Array.from({ length: count }, (_, i) => `${i},${name},${i % 7 ? "yes" : "no"}`);
  const values = async (rules: 1 | 2) => {
    const { train } = await readTableSource(config, folder.path, { cost: "cross-entropy", reading: { rules } });
    return Array.from(train.values);
  };
  const numbers = Array.from({ length: count }, (_, i) => i);

  for (const [how, rules, name] of [
    ["in blocks", 2, "Köln am Rhein"],
    ["by the parser, from a blank behind a quote on", 2, '"Köln" '],
    ["by the rules of version 0.1.0", 1, "Köln am Rhein"],
  ] as const)
    it(`is read as it is written ${how}`, async () => {
      write(lines(name));
      assert.deepEqual(await values(rules), numbers);
    });

  it("is passed on to its last byte, and once", async () => {
    write(lines("Köln am Rhein"));
    const pieces: Buffer[] = [];
    for await (const piece of streamSourceFile({ name: "t.csv", key: "data.path" }, folder.path))
      pieces.push(Buffer.from(piece));
    assert.ok(pieces.length > 2);
    assert.ok(Buffer.concat(pieces).equals(Buffer.from(["x,name,y", ...lines("Köln am Rhein")].join("\n"))));
  });
});
