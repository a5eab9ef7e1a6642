/** The records of a text table that are split by bytes are those that the parser reads, and so are their numbers. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { FieldBlock } from "../../src/formats/table/fieldBlock";
import type { TableForm } from "../../src/formats/table/form";
import { plainNumber } from "../../src/formats/table/number";
import { readRecords } from "../../src/formats/table/records";
import { amount, firstSeed } from "../soak";

type Form = Omit<TableForm, "decimal">;

interface Read {
  records: string[];
  /** Number of records in blocks. */
  inBlocks: number;
}

/** Reads by bytes from the second record on, or all by the parser. */
async function read(text: string, form: Form, pieces: number, byBytes: boolean): Promise<Read> {
  const bytes = Buffer.from(text);
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += pieces) yield bytes.subarray(at, at + pieces);
  }
  const records: string[] = [];
  let inBlocks = 0;
  let width = 0;
  const push = (fields: string[], line: number) => {
    width ||= fields.length;
    records.push(`${line}: ${JSON.stringify(fields)}`);
  };
  const take = (block: FieldBlock) => {
    inBlocks += block.rows;
    for (let row = 0; row < block.rows; row++) {
      for (let at = row * block.width; at < (row + 1) * block.width; at++) checkNumber(block, at);
      push(block.record(row), block.lines[row]);
    }
    return true;
  };
  const blocks = () => (width > 0 ? { width, take } : undefined);
  try {
    await readRecords(chunks(), form, push, byBytes ? blocks : undefined);
  } catch (error) {
    records.push(String((error as Error).message));
  }
  return { records, inBlocks };
}

/** A field with decimals is the number that JavaScript makes of its text; of others none is in the usual notation. */
function checkNumber(block: FieldBlock, at: number): void {
  const text = block.text(at);
  const wanted = block.decimals[at] < -2 ? undefined : plainNumber(text);
  assert.equal(block.decimals[at] >= -1, wanted !== undefined, text);
  if (wanted === undefined) return;
  assert.ok(Object.is(block.values[at], wanted), `${text}: ${block.values[at]}`);
  const [, decimals] = /\.(\d*)/.exec(text) ?? [];
  assert.equal(block.decimals[at], decimals?.length ?? -1, text);
}

const numbers = ["0", "-0", "+5", "1.5", "-3.", ".25", "007", "12345678901234567890", "0.1234567890123456", "1e5"];
const others = ["-1.5E-3", "9007199254740993", "1e400", "-", ".", "+.", "1.2.3", "1e", "e5", "--1", " 7 ", "\u00a07"];
const texts = ["", "a", " a b ", "NA", "é", "\v", "#", "#N/A", "5%", "😀"];
const quoted = ['""', '"a"', '","', '"a""b"', '"""a"""', '"1.5"', '" 2"', '"\n"', '"\r\n"', '"#"'];
const odd = ['"', 'a"b', '"a" ', ' "a"', '"a"b', '\uFEFF"a"', '"a"\u0000', "'b'"];

const field = fc.constantFrom(...numbers, ...others, ...texts);
const clean = fc.oneof({ weight: 9, arbitrary: field }, { weight: 1, arbitrary: fc.constantFrom(...quoted) });
const dirty = fc.oneof({ weight: 30, arbitrary: clean }, { weight: 1, arbitrary: fc.constantFrom(...odd) });

const form = fc.record<Form>(
  {
    delimiter: fc.constantFrom(",", ";", "\t", "|"),
    comment: fc.constant("#"),
    quote: fc.constant("'" as const),
    escapedBy: fc.constant("\\" as const),
    skipLines: fc.nat(2),
  },
  { requiredKeys: ["delimiter"] },
);

function tableOf(fields: fc.Arbitrary<string>) {
  const sized = fc.integer({ min: 1, max: 4 }).chain((width) => {
    const row = fc.array(fields, { minLength: width, maxLength: width });
    const other = fc.array(fields, { minLength: 0, maxLength: 5 });
    return fc.array(fc.oneof({ weight: 20, arbitrary: row }, { weight: 1, arbitrary: other }), { maxLength: 12 });
  });
  const ends = fc.array(fc.oneof({ weight: 8, arbitrary: fc.constant("\n") }, fc.constantFrom("\r\n", "\r", "\n \n")), {
    minLength: 12,
    maxLength: 12,
  });
  return fc.tuple(sized, ends, fc.boolean(), form).map(([rows, ends, isClosed, form]) => {
    const lines = rows.map((row, i) => row.join(form.delimiter) + (i < rows.length - 1 || isClosed ? ends[i] : ""));
    return { text: lines.join(""), form };
  });
}

const pieces = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.constant(1000));

describe("the records of a text table split by bytes", () => {
  for (const [what, fields] of [
    ["usual", clean],
    ["odd", dirty],
  ] as const) {
    it(`are those of the parser, with ${what} fields`, async () => {
      await fc.assert(
        fc.asyncProperty(tableOf(fields), pieces, async ({ text, form }, pieces) => {
          const byBytes = await read(text, form, pieces, true);
          const parsed = await read(text, form, pieces, false);
          assert.deepEqual(byBytes.records, parsed.records);
        }),
        { numRuns: amount(5000), seed: firstSeed() },
      );
    });
  }

  it("are nearly all in blocks, with quotes, empty lines and any line ends", async () => {
    const text = 'a,b\n1,2\r\n"x, y",""\n\n"two\nlines",4\r5, 6 \n';
    const { records, inBlocks } = await read(text, { delimiter: "," }, 1000, true);
    assert.deepEqual(records, [
      '1: ["a","b"]',
      '2: ["1","2"]',
      '3: ["x, y",""]',
      '6: ["two\\nlines","4"]',
      '7: ["5","6"]',
    ]);
    assert.equal(inBlocks, 4);
  });
});
