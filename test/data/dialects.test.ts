/**
 * The same table written by twelve programs gives the examples of its plainest text, bit for bit, or is refused with
 * the line. Tables and the programs' choices are random.
 */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { dataSchema } from "../../src/config/schema/data";
import { NetworkError } from "../../src/core/errors";
import { widthOf } from "../../src/data/columnEncoding";
import { loadData } from "../../src/data/load";
import { amount, firstSeed } from "../soak";
import { dialects } from "./dialects/dialects";
import { Draw } from "./dialects/draw";
import { dress } from "./dialects/dress";
import { plain } from "./dialects/numbers";
import { type DrawnTable, drawTable, isNumbers, valuesOf } from "./dialects/table";
import { ofTable, quoteMinimal, separated } from "./dialects/written";
import { Folder } from "./folder";

type Loaded = Awaited<ReturnType<typeof loadData>>;

describe("a table that another program wrote", () => {
  const folder = new Folder();
  after(() => folder.remove());

  const load = ({ label }: DrawnTable, name: string, bytes: Buffer, data: object) => {
    writeFileSync(join(folder.path, name), bytes);
    const given = { path: name, scaling: "none", ...(name !== "table.octave" && { missing: "category" }), ...data };
    const goal =
      label === "quantity"
        ? ({ cost: "quadratic", activation: "linear" } as const)
        : { cost: "cross-entropy" as const };
    return loadData(dataSchema.parse(given), { baseDir: folder.path, seed: 1, ...goal });
  };
  /** Loads the table as text without marks, with column names and a fully specified format. */
  const plainest = async (table: DrawnTable): Promise<Loaded> => {
    const naming = { names: table.columns.map(({ name }) => name), isThere: true };
    const style = {
      delimiter: ",",
      missing: "",
      number: (number: Parameters<typeof plain>[0]) => plain(number),
      quote: quoteMinimal(","),
    };
    const { text } = separated(table, naming, style);
    const form = { delimiter: ",", decimal: ".", header: true, skipLines: 0, encoding: "utf-8" };
    const loaded = await load(table, "plain.csv", Buffer.from(text), { ...ofTable(naming), ...form });
    checkNumbers(table, loaded);
    return loaded;
  };

  const outcomes = { same: 0, refused: 0 };
  const count = amount(300);

  for (const [place, { name, write, isPlain = false }] of dialects.entries()) {
    it(`is the same table, or refused with the line: ${name}`, async () => {
      for (let i = place; i < count; i += dialects.length) {
        const seed = firstSeed() + i;
        const table = drawTable(seed, isPlain);
        const draw = new Draw(seed + 0x1_0000_0000);
        const written = write(table, draw);
        const { bytes, how } = dress(written, draw);
        const label = `seed ${seed}, ${how}\n${JSON.stringify(written.data)}\n${written.text.split("\n").slice(0, 8).join("\n")}`;
        const expected = examplesOf(await plainest(table));
        const file = `table.${written.data.format}`;
        const found = await load(table, file, bytes, written.data).catch((error: unknown) => error);
        if (found instanceof NetworkError) {
          assert.match(found.message, new RegExp(`^${file}:( line )?\\d+: `), `${label}\n${found.message}`);
          outcomes.refused++;
          continue;
        }
        if (found instanceof Error) throw found;
        assert.deepEqual(examplesOf(found as Loaded), expected, label);
        outcomes.same++;
      }
    }).timeout(120_000);
  }

  it("is mostly read", () => assert.ok(outcomes.same > 4 * outcomes.refused, JSON.stringify(outcomes)));
});

/** Returns what a network learns from, without column names, which some files lack. */
function examplesOf({ train, classNames, targets }: Loaded) {
  return {
    count: train.count,
    inputs: train.inputs,
    values: Array.from(train.values),
    targets: Array.from(train.targets),
    classNames,
    targetShifts: targets?.map(({ shift }) => shift),
  };
}

/** Checks that the plainest table is read as the numbers it was made of; the order of its rows is random. */
function checkNumbers({ columns, rows }: DrawnTable, { train, columns: read = [] }: Loaded): void {
  const numbers = read.flatMap((column, i) => {
    const at = read.slice(0, i).reduce((sum, before) => sum + widthOf(before), 0);
    const made = columns[i];
    return column.kind === "number" && isNumbers(made) ? [{ column, at, made: valuesOf(made) }] : [];
  });
  const rowsOf = (cellOf: (number: (typeof numbers)[number], row: number) => number | undefined) =>
    Array.from({ length: rows }, (_, row) => numbers.map((each) => cellOf(each, row) ?? "missing").join(" ")).sort();
  const found = rowsOf(({ column, at }, row) => {
    const input = row * train.inputs + at;
    return column.flag && train.values[input + 1] === 1 ? undefined : train.values[input];
  });
  const expected = rowsOf(({ column, made }, row) => {
    const value = made[row];
    return value === undefined ? undefined : Math.fround(value - (column.shift ?? 0));
  });
  assert.equal(train.count, rows);
  assert.deepEqual(found, expected);
}
