/**
 * A table that is read in blocks is the one that is read record by record: the same numbers to the bit, or the same
 * error. A comment mark that begins with a letter turns blocks off.
 */
import assert from "node:assert/strict";
import { mkdtempSync, promises, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { readTableSource } from "../../src/data/csvSource";
import { unpacked } from "../../src/data/packedTable";
import type { TableConfig } from "../../src/data/tableReader";
import { amount, firstSeed } from "../soak";

const kinds: Record<string, string[]> = {
  whole: ["0", "1", "7", "12", "255", "-3", "+4", "007", "2e2", "300"],
  point: ["0.5", "-1.25", "3.", ".75", "1e-3", "12.340", "0.1234567890123456", "-0", "7", "16777217"],
  group: ["1.234", "2.500", "12.340", "7.001"],
  money: ["$1,200", "$35", "$7.50", "$(3.10)"],
  percent: ["5%", "12.5%", "0%"],
  comma: ["1,5", "2,25", "3"],
  text: ["red", "dark red", "é", 'say "hi"', "a, b", "Red", "\u00a0x"],
  date: ["2024-03-01", "2023-12-31", "2024-02-29"],
  large: ["1700000000001", "1700000000002", "1700000000003.5"],
};
const words = ["", "NA", "None", "?", "-"];
const odd = ["1e999", "36:15", "x", "0x1F", "3/1/2024", "99999999999999999999", "\n", '"', "#N/A"];

interface Drawn {
  text: string;
  config: Partial<TableConfig>;
}

const tables: fc.Arbitrary<Drawn> = fc
  .tuple(
    fc.array(fc.constantFrom(...Object.keys(kinds)), { minLength: 1, maxLength: 4 }),
    fc.constantFrom("whole", "text", "point"),
    fc.integer({ min: 5, max: 40 }),
    fc.constantFrom(0, 0, 1, 6),
    fc.constantFrom(0, 0, 0, 1),
    fc.constantFrom(",", ";", "\t"),
    fc.record<Partial<TableConfig>>(
      {
        missing: fc.constantFrom("drop", "mean", "category"),
        labelsStartAt: fc.constantFrom(0, 1),
        scaling: fc.constant("none"),
      },
      { requiredKeys: [] },
    ),
    fc.boolean(),
    fc.infiniteStream(fc.nat(2 ** 20)),
  )
  .map(([columns, label, rows, missing, wrong, delimiter, keys, isQuantity, stream]) => {
    const draw = (below: number) => stream.next().value % below;
    const pick = (from: readonly string[]) => from[draw(from.length)];
    const write = (field: string) => {
      const isQuoted = field.includes(delimiter) || field.includes('"') || field.includes("\n") || draw(20) === 0;
      return isQuoted && field !== '"' ? `"${field.replaceAll('"', '""')}"` : field;
    };
    const fieldOf = (kind: string) => {
      if (missing > 0 && draw(40) < missing) return pick(words);
      return wrong > 0 && draw(60) === 0 ? pick(odd) : pick(kinds[kind]);
    };
    const lines = [[...columns.map((kind, i) => `${kind}${i}`), "y"].join(delimiter)];
    for (let row = 0; row < rows; row++) {
      lines.push([...columns, label].map((kind) => write(fieldOf(kind))).join(delimiter));
      if (wrong > 0 && draw(80) === 0) lines.push("1");
    }
    const dates = columns.flatMap((kind, i) => (kind === "date" ? [[`date${i}`, ["month", "day"]]] : []));
    const groups = isQuantity && label === "whole" ? { validation: { folds: 2, group: "y" } } : {};
    return {
      text: `${lines.join("\n")}\n`,
      config: { ...keys, ...groups, dates: Object.fromEntries(dates) } as Partial<TableConfig>,
    };
  });

describe("a table read in blocks", () => {
  const folder = mkdtempSync(join(tmpdir(), "matrix-network-blocks-"));
  after(() => rmSync(folder, { recursive: true }));

  async function read({ config }: Drawn, comment: string, cost: string) {
    const whole = { format: "csv", path: "t.csv", label: "y", ...config, comment } as TableConfig;
    try {
      const { form, ...source } = await readTableSource(whole, folder, { cost } as never);
      return { ...source, train: unpacked(source.train, "t.csv"), form: { ...form, comment: "" } };
    } catch (error) {
      return String((error as Error).message);
    }
  }

  let [errors, all] = [0, 0];

  it("is the one that is read record by record", async () => {
    await fc.assert(
      fc.asyncProperty(tables, fc.constantFrom("cross-entropy", "quadratic"), async (drawn, cost) => {
        writeFileSync(join(folder, "t.csv"), drawn.text);
        const [inBlocks, byRecord] = [await read(drawn, "~~", cost), await read(drawn, "Q~", cost)];
        all++;
        if (typeof byRecord === "string") errors++;
        assert.deepEqual(withoutComment(inBlocks), withoutComment(byRecord));
      }),
      { numRuns: amount(150), seed: firstSeed() },
    );
    assert.ok(errors > 0 && errors < all, `${errors} of ${all} tables have errors`);
  });

  /** Returns how often a table is opened. */
  async function openedFor(text: string, config: Partial<TableConfig>, comment: string): Promise<number> {
    writeFileSync(join(folder, "t.csv"), text);
    const { open } = promises;
    let opened = 0;
    const counting = (...given: Parameters<typeof open>) => {
      opened++;
      return open(...given);
    };
    try {
      Object.assign(promises, { open: counting });
      const found = await read({ text, config }, comment, "cross-entropy");
      assert.notEqual(typeof found, "string", String(found));
    } finally {
      Object.assign(promises, { open });
    }
    return opened;
  }

  it("needs no second pass if its columns are plain", async () => {
    const lines = Array.from(
      { length: 50 },
      (_, i) => `${i}.5,${i % 7},${i % 5 ? i : ""},c${i % 4},${i % 2},k${i % 3}`,
    );
    for (const [text, config] of [
      [`a,b,c,d,e,y\n${lines.join("\n")}\n`, { missing: "mean" }],
      [`a,b,c,d,e,y\n${lines.join("\n")}\n`, { missing: "category" }],
      [`a,b,c,d,e,y\n${lines.join("\n")}\n`, { missing: "drop" }],
      [`b,y\n${lines.map((line) => line.split(",").slice(3, 5).join(",")).join("\n")}\n`, {}],
      [`b;y\n${lines.map((_, i) => `${i},5;${i % 2}`).join("\n")}\n`, {}],
    ] as [string, Partial<TableConfig>][]) {
      const [inBlocks, byRecord] = [await openedFor(text, config, "~~"), await openedFor(text, config, "Q~")];
      assert.equal(inBlocks, byRecord - 1, text.slice(0, 60));
    }
  });
});

/** The described form names the comment mark, in which both configs differ. */
const withoutComment = (read: unknown) =>
  typeof read === "string" ? read : JSON.parse(JSON.stringify(read, stated).replaceAll(/"comment":"[Q~]*"/g, '"":""'));

/** Numbers in full: JSON has no NaN and no −0. */
const stated = (_: string, value: unknown) =>
  ArrayBuffer.isView(value)
    ? Array.from(value as Float32Array, (one) => (Object.is(one, -0) ? "-0" : String(one)))
    : value;
