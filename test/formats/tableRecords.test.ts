/** The records of a text table do not depend on how its bytes are split. */
import assert from "node:assert/strict";
import { CsvError } from "csv-parse";
import { parse } from "csv-parse/sync";
import * as fc from "fast-check";
import { refused } from "../../src/formats/csv";
import { protectErrors, protectErrorsIn } from "../../src/formats/table/comments";
import type { TableForm } from "../../src/formats/table/form";
import { readRecords } from "../../src/formats/table/records";
import { isRule, parserOptions } from "../../src/formats/table/split";
import { amount, firstSeed } from "../soak";

type Form = Omit<TableForm, "decimal">;

async function records(text: string, form: Form, pieces: number): Promise<string[]> {
  const bytes = Buffer.from(text);
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += pieces) yield bytes.subarray(at, at + pieces);
  }
  const found: string[] = [];
  await readRecords(chunks(), form, (fields, line) => found.push(`${line}: ${fields.join("|")}`));
  return found;
}

/** Parses with csv-parse alone. */
function parsed(text: string, form: Form): string[] {
  const { skipLines = 0, delimiter, comment, quote } = form;
  const lines = text.match(/[^\r\n]*(\r\n|\n|\r|$)/g) ?? [];
  const found: string[] = [];
  try {
    parse(protectErrors(lines.slice(skipLines).join(""), comment, quote), {
      ...parserOptions(form),
      on_record: (fields: string[], { lines }) => {
        if (!isRule(fields, delimiter)) found.push(`${lines + skipLines}: ${fields.join("|")}`);
        return null;
      },
    });
    return found;
  } catch (error) {
    return [refused(error as CsvError).code];
  }
}

describe("the records of a text table", () => {
  for (const [delimiter, called] of [
    [",", "commas"],
    [" ", "runs of spaces"],
  ]) {
    for (const end of ["\n", "\r\n", "\r"]) {
      it(`begin behind the lines before it, between ${called}, where lines end with ${JSON.stringify(end)}`, async () => {
        const text = ["title", "", "a b", "1 2", "", "3 4", ""].join(end).replaceAll(" ", delimiter);
        for (const pieces of [1, 2, 3, 100]) {
          const found = await records(text, { delimiter, skipLines: 2 }, pieces);
          const wanted = ["3: a|b", "4: 1|2", "6: 3|4"];
          assert.deepEqual(found, wanted, `in pieces of ${pieces}`);
        }
      });
    }
    it(`are no comments where a spreadsheet's error stands in the first cell, between ${called}`, async () => {
      const lines = ["# made today", "#N/A 1", "#NAME? 2", "#N/Axis of the plot", "#DIV/0! 3", "4 #N/A", "# end"];
      const text = lines.join("\n").replaceAll(" ", delimiter);
      const form = { delimiter, comment: "#" };
      for (const pieces of [1, 5, 100]) {
        const found = await records(text, form, pieces);
        assert.deepEqual(found, ["2: #N/A|1", "3: #NAME?|2", "5: #DIV/0!|3", "6: 4|#N/A"]);
      }
      // Without the comment character all lines are records.
      assert.equal((await records(text, { delimiter }, 100)).length, lines.length);
    });
  }

  it("are not collected in memory where no line ends: the parser has them at 16 MB, and says so", async () => {
    const megabyte = Buffer.alloc(2 ** 20, "a");
    let taken = 0;
    async function* endless() {
      for (; ; taken++) yield megabyte;
    }
    for await (const part of protectErrorsIn(endless(), "#")) {
      assert.equal(part.length, (taken + 1) * megabyte.length);
      break;
    }
    assert.equal(taken, 16);
    const tooLong = Object.assign(new CsvError("CSV_MAX_RECORD_SIZE", "too long", {} as never), { lines: 7 });
    assert.match(refused(tooLong).message, /^line 7: .* more than 16 MB; end records with a line break/);
  });

  it("are without the rule below psql's header and its count of rows", async () => {
    const text = " a | b\n---+---\n 1 | 2\n 3 | 4\n(2 rows)\n\n";
    assert.deepEqual(await records(text, { delimiter: "|" }, 7), ["1: a|b", "3: 1|2", "4: 3|4"]);
  });

  it("are those of a parser that goes from byte to byte, whatever is quoted", async () => {
    const signs = [..."aab12 ,,,;\t|\n\n\r##\\é\u00a0-", "\r\n", "\r\n"];
    const quotes = ['"a"', '","', '"', "'b'"];
    const textOf = (parts: string[]) =>
      fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 30 }).map((all) => all.join(""));
    const text = fc.oneof(textOf(signs), textOf([...signs, ...quotes]));
    const form = fc.record<Form>(
      {
        delimiter: fc.constantFrom(",", ";", "\t", "|"),
        comment: fc.constant("#"),
        quote: fc.constant("'" as const),
        skipLines: fc.nat(2),
      },
      { requiredKeys: ["delimiter"] },
    );
    await fc.assert(
      fc.asyncProperty(text, form, fc.integer({ min: 1, max: 12 }), async (text, form, pieces) => {
        const found = await records(text, form, pieces).catch((error) => [error.code]);
        assert.deepEqual(found, parsed(text, form));
      }),
      { numRuns: amount(5000), seed: firstSeed() },
    );
  });
});
