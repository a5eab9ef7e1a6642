/** Adds the fields of blocks to the statistics of a column, as one by one, without making a text of each. */
import { type FieldBlock, text, whole } from "../../formats/table/fieldBlock";
import type { ColumnScan } from "../csvScan";
import { looksLikeDate } from "../fields";
import { type FieldText, FieldTexts } from "./fieldTexts";
import { lackingRows } from "./recordBlocks";

const [plus, minus, nine] = [43, 45, 57];
/** Texts of the small numbers, of which a table of pictures has many. */
const smallTexts = Array.from({ length: 256 }, (_, i) => String(i));

/**
 * Returns a function that adds the used columns of a block to their scans, and returns which records it left out, if
 * `isDropping`: those that lack a value, marked with 1.
 */
export function blockScanner(scans: readonly ColumnScan[], used: readonly number[], isDropping: boolean) {
  const blockScans = scans.map((scan) => new BlockScan(scan));
  const lacking = lackingRows(
    used,
    blockScans.map(({ texts }) => texts),
  );
  return (block: FieldBlock, whereOf: WhereOf): Uint8Array | undefined => {
    const dropped = isDropping ? lacking(block) : undefined;
    blockScans.forEach((scan, i) => void scan.add(block, used[i], dropped, whereOf));
    return dropped;
  };
}

/** Returns the position of a record for messages. */
type WhereOf = (row: number) => string;

class BlockScan {
  readonly texts: FieldTexts;
  /** Fields with occurrences that are not in the scan's counts. */
  private readonly uncounted: FieldText[] = [];
  private hasSmall = false;
  /** The same of the small numbers; −1 for one that has not occurred. */
  private readonly small = new Int32Array(smallTexts.length).fill(-1);

  constructor(private readonly scan: ColumnScan) {
    this.texts = new FieldTexts(scan.isAbsent);
  }

  /**
   * Adds a column of a block.
   * @param dropped 1 for each record that is left out
   */
  add(block: FieldBlock, column: number, dropped: Uint8Array | undefined, whereOf: WhereOf): void {
    const { scan } = this;
    const { evidence, fields } = scan;
    const { bytes, starts, ends, values, decimals, width, rows } = block;
    const isRead = scan.isPlain && !scan.asDates && evidence !== undefined;
    for (let row = 0, at = column; row < rows; row++, at += width) {
      if (dropped !== undefined && dropped[row] === 1) continue;
      const written = decimals[at];
      if (isRead && written >= whole) {
        const start = starts[at];
        const isSigned = bytes[start] === minus || bytes[start] === plus;
        const digits = ends[at] - start - (isSigned ? 1 : 0);
        if (!evidence.addParsed(written, digits)) evidence.addPlain(block.text(at), whereOf(row));
        scan.addValue(values[at]);
        if (fields.isCounting) this.countNumber(block, at);
      } else if (written === text && starts[at] === ends[at]) {
        scan.missing++;
        scan.absent.add("");
      } else this.addText(block, at, whereOf, row);
    }
    this.addUncounted();
  }

  private addUncounted(): void {
    const { uncounted, small } = this;
    const { fields } = this.scan;
    for (const found of uncounted) {
      fields.add(found.text, found.count);
      found.count = 0;
    }
    uncounted.length = 0;
    if (!fields.isCounting || !this.hasSmall) return;
    this.hasSmall = false;
    for (let value = 0; value < small.length; value++) {
      if (small[value] <= 0) continue;
      fields.add(smallTexts[value], small[value]);
      small[value] = 0;
    }
  }

  private countNumber(block: FieldBlock, at: number): void {
    const value = block.values[at];
    const length = block.ends[at] - block.starts[at];
    // The usual text of a small number is as long as it has digits, and has no exponent: "200", not "2e2" or "+7".
    const isUsual = value >= 0 && value <= 255 && block.decimals[at] === whole && length === digitsOf(value);
    if (isUsual && (length < 3 || block.bytes[block.starts[at] + 1] <= nine)) {
      if (this.small[value]++ < 0) this.scan.fields.add(smallTexts[value]);
      else this.hasSmall = true;
      return;
    }
    const found = this.texts.find(block, at);
    if (found?.kind !== undefined) return this.count(found);
    if (found) found.kind = "number";
    this.scan.fields.add(found?.text ?? block.text(at));
  }

  /** Counts a field that has been counted before: the order of the first occurrences stays. */
  private count(found: FieldText): void {
    if (found.count++ === 0) this.uncounted.push(found);
  }

  private addText(block: FieldBlock, at: number, whereOf: WhereOf, row: number): void {
    const { scan } = this;
    const { evidence } = scan;
    const found = this.texts.find(block, at);
    if (found?.kind === "text" && evidence) {
      scan.texts++;
      evidence.texts++;
      if (found.looksLikeDate) scan.dates++;
      if (scan.fields.isCounting) this.count(found);
      return;
    }
    const field = found?.text ?? block.text(at);
    if (found && this.texts.absentAt(block, at)) {
      scan.missing++;
      scan.absent.add(field);
      return;
    }
    const isSure = evidence?.looksClosely === true && !scan.asDates;
    const texts = evidence?.texts;
    scan.add(field, whereOf(row));
    if (!found || found.kind !== undefined) return;
    // A text in no notation of numbers remains one; others are looked at again.
    found.kind = isSure && evidence?.texts !== texts ? "text" : "other";
    if (found.kind === "text") found.looksLikeDate = looksLikeDate(field);
  }
}

const digitsOf = (value: number) => (value < 10 ? 1 : value < 100 ? 2 : 3);
