/**
 * A table that omits its zeros is the one that has them: the same statistics, the same inputs to the bit, or the same
 * error. The zeros are counted in an svmlight file, and written out in a text table and in records of all fields.
 */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { readTableSource } from "../../src/data/csvSource";
import { unpacked } from "../../src/data/packedTable";
import { openSvmlight } from "../../src/data/svmlightTable";
import { scanColumns } from "../../src/data/table/scanColumns";
import type { TableConfig, TableReader } from "../../src/data/tableReader";
import { amount, firstSeed } from "../soak";

const kinds: readonly string[][] = [
  ["0", "1", "255", "7"],
  ["-3", "+4", "300", "0", "-0", "007"],
  ["0.5", "-1.25", "1e-3", "0.0", ".75", "0.1234567890123456"],
  ["1.234", "2.500", "7.001", "1e39"],
  ["1700000000001", "1700000000002", "1700000000003.5", "16777217"],
];
/** Columns that a config lists under `dates`. */
const days = ["20240131", "20231231"];

interface Drawn {
  svmlight: string;
  csv: string;
  config: Partial<TableConfig>;
}

const tables: fc.Arbitrary<Drawn> = fc
  .tuple(
    fc.integer({ min: 2, max: 40 }),
    fc.integer({ min: 5, max: 12 }),
    fc.constantFrom(0, 1),
    fc.constantFrom(1, 3, 10),
    fc.constantFrom("class", "number", "column", "several", "group"),
    fc.record({
      missing: fc.constantFrom("drop", "mean", "category", "error"),
      features: fc.constantFrom(undefined, undefined, ["4", "2"], ["2", "3", "4"]),
      exclude: fc.constantFrom(undefined, undefined, ["3"]),
      ordinal: fc.constantFrom(undefined, undefined, { "4": ["0", "1", "7"] }, { "2": ["1", "255", "7"] }),
      dates: fc.constantFrom(undefined, undefined, undefined, { "4": ["year", "month"] }),
    }),
    fc.infiniteStream(fc.nat(2 ** 20)),
  )
  .map(([rows, width, first, density, label, keys, stream]) => {
    const draw = (below: number) => stream.next().value % below;
    const names = Array.from({ length: width }, (_, i) => String(first + i));
    const { ordinal = {}, dates = {} } = keys as Partial<TableConfig>;
    const kindOf = names.map((name) => (name in dates ? days : (ordinal[name] ?? kinds[draw(kinds.length)])));
    const lines: string[] = [];
    const dense = [["label", ...names].join(",")];
    for (let row = 0; row < rows; row++) {
      const target = label === "number" ? String((draw(100) - 50) / 4) : String(draw(3));
      // The last field is there, so that the file has all columns; the first one, so that it has index 0.
      const isThere = (i: number) => {
        if (row === 0 && (i === 0 || i === width - 1)) return true;
        return kindOf[i] === days || kindOf[i][0] === "1" ? draw(400) > 0 : draw(10) < density;
      };
      const fields = kindOf.map((kind, i) => (isThere(i) ? kind[draw(kind.length)] : undefined));
      const pairs = fields.flatMap((field, i) => (field === undefined ? [] : [`${names[i]}:${field}`]));
      const query = draw(8) === 0 ? ["qid:3"] : [];
      lines.push([target, ...query, ...pairs].join(" ") + (draw(8) === 0 ? " # 9:9" : ""));
      dense.push([target, ...fields.map((field) => field ?? "0")].join(","));
    }
    const labels = {
      column: { label: "1" },
      several: { label: ["label", "1"] },
      group: { validation: { folds: 2, group: "1" } },
    }[label as string];
    return {
      svmlight: `${lines.join("\n")}\n`,
      csv: `${dense.join("\n")}\n`,
      config: { label: "label", ...keys, ...labels } as Partial<TableConfig>,
    };
  });

describe("a table without its zeros", () => {
  const folder = mkdtempSync(join(tmpdir(), "matrix-network-sparse-"));
  after(() => rmSync(folder, { recursive: true }));
  const numRuns = amount(200);

  async function read(config: Partial<TableConfig>, cost: string) {
    try {
      const {
        form: _,
        tables: __,
        sha256: ___,
        name: ____,
        ...source
      } = await readTableSource(config as TableConfig, folder, { cost } as never);
      return stated({ ...source, train: unpacked(source.train, "t.csv") });
    } catch (error) {
      const { message } = error as Error;
      // A text table has a line of names before its records.
      return message.replaceAll(/t\.csv:(\d+)/g, (__, line) => `t.svm:${line - 1}`).replaceAll("t.csv", "t.svm");
    }
  }

  let [errors, all] = [0, 0];

  it("is the text table that has them", async () => {
    await fc.assert(
      fc.asyncProperty(tables, fc.constantFrom("cross-entropy", "quadratic"), async (drawn, cost) => {
        writeFileSync(join(folder, "t.svm"), drawn.svmlight);
        writeFileSync(join(folder, "t.csv"), drawn.csv);
        const text = { format: "csv", path: "t.csv", header: true, delimiter: ",", decimal: "." };
        const asText = await read({ ...text, ...drawn.config } as never, cost);
        all++;
        if (!asText.startsWith("{")) errors++;
        assert.equal(await read({ format: "svmlight", path: "t.svm", ...drawn.config } as never, cost), asText);
      }),
      { numRuns, seed: firstSeed() },
    );
    assert.ok(errors > 0 && errors < all, `${errors} of ${all} tables have errors`);
  });

  it("has the statistics of the records with them", async () => {
    await fc.assert(
      fc.asyncProperty(tables, async ({ svmlight }) => {
        writeFileSync(join(folder, "t.svm"), svmlight);
        const table = await openSvmlight({ name: "t.svm", key: "data.path" }, folder, {});
        const [sparse, dense] = [await scanColumns(table), await scanColumns(withZeros(table))];
        assert.equal(stated(sparse), stated(dense));
      }),
      { numRuns, seed: firstSeed() },
    );
  });
});

/** Returns the table without its own way to read records. */
const withZeros = (table: TableReader): TableReader => ({
  ...table,
  read: (begin) =>
    table.read((header) => {
      const take = begin(header);
      return (record, where) => take(record, where);
    }),
});

/** Numbers in full: JSON has no NaN, no −0 and no maps. */
const stated = (read: object) =>
  JSON.stringify(read, (_, value) => {
    if (value instanceof Map) return [...value];
    if (ArrayBuffer.isView(value)) return [value.constructor.name, ...Array.from(value as Float32Array, numberText)];
    return typeof value === "number" ? numberText(value) : value;
  });

const numberText = (value: number) => (Object.is(value, -0) ? "-0" : String(value));
