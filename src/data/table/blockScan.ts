/** Adds the fields of blocks to the statistics of a column, as one by one, without making a text of each. */
import { type FieldBlock, text, whole } from "../../formats/table/fieldBlock";
import type { ColumnScan } from "../csvScan";
import { looksLikeDate } from "../fields";
import { type FieldText, FieldTexts } from "./fieldTexts";
import type { KeptCells } from "./keptCells";
import type { KeptColumn } from "./keptColumn";
import { lackingRows, takenRows } from "./recordBlocks";

const [plus, minus, nine] = [43, 45, 57];
/** Texts of the small numbers, of which a table of pictures has many. */
const smallTexts = Array.from({ length: 256 }, (_, i) => String(i));

/**
 * Returns a function that adds the used columns of a block to their scans and to the kept cells, and returns which
 * records it left out, if `isDropping`: those that lack a value, marked with 1.
 */
export function blockScanner(
  scans: readonly ColumnScan[],
  used: readonly number[],
  isDropping: boolean,
  kept?: KeptCells,
) {
  const blockScans = scans.map((scan, i) => new BlockScan(scan, kept?.columns[i]));
  let cells: Float64Array[] = [];
  const lacking = lackingRows(
    used,
    blockScans.map(({ texts }) => texts),
  );
  return (block: FieldBlock, whereOf: WhereOf): Uint8Array | undefined => {
    const dropped = isDropping ? lacking(block) : undefined;
    const isKeeping = kept?.isKeeping === true;
    if (isKeeping && !(cells[0]?.length >= block.rows)) cells = scans.map(() => new Float64Array(block.rows));
    blockScans.forEach((scan, i) => void scan.add(block, used[i], dropped, whereOf, isKeeping ? cells[i] : undefined));
    const length = block.ends[block.rows * block.width - 1] - block.starts[0];
    if (isKeeping) kept.add(cells, takenRows(block, dropped), length);
    return dropped;
  };
}

/** Returns the position of a record for messages. */
type WhereOf = (row: number) => string;

/** 1 for each record that is left out. */
type Mask = Uint8Array | undefined;

class BlockScan {
  readonly texts: FieldTexts;
  /** Fields with occurrences that are not in the scan's counts. */
  private readonly uncounted: FieldText[] = [];
  private hasSmall = false;
  /** The same of the small numbers; −1 for one that has not occurred. */
  private readonly small = new Int32Array(smallTexts.length).fill(-1);

  /** Numbers that the scan has not counted yet. */
  private numbers = new Float64Array(0);

  constructor(
    private readonly scan: ColumnScan,
    private readonly kept: KeptColumn | undefined,
  ) {
    this.texts = new FieldTexts(scan.isAbsent);
  }

  /**
   * Adds a column of a block.
   * @param dropped 1 for each record that is left out
   * @param cells receives those of the other records, if they are kept
   */
  add(block: FieldBlock, column: number, dropped: Mask, whereOf: WhereOf, cells: Float64Array | undefined): void {
    const { scan, kept } = this;
    const { evidence, fields } = scan;
    const { bytes, starts, ends, values, decimals, width, rows } = block;
    const isRead = scan.isPlain && !scan.asDates && evidence !== undefined;
    if (this.numbers.length < rows) this.numbers = new Float64Array(rows);
    const { numbers } = this;
    let { isCounting } = fields;
    let hasPoint = evidence?.hasPoint === true;
    let isText = kept?.isText === true;
    let [waiting, sure, to] = [0, 0, 0];
    for (let row = 0, at = column; row < rows; row++, at += width) {
      if (dropped !== undefined && dropped[row] === 1) continue;
      const written = decimals[at];
      let cell: number;
      if (isRead && written >= whole) {
        cell = values[at];
        numbers[waiting++] = cell;
        if (hasPoint) sure++;
        else {
          const start = starts[at];
          const isSigned = bytes[start] === minus || bytes[start] === plus;
          const digits = ends[at] - start - (isSigned ? 1 : 0);
          if (!evidence.addParsed(written, digits)) evidence.addPlain(block.text(at), whereOf(row));
          hasPoint = evidence.hasPoint;
        }
        if (isCounting) {
          this.countNumber(block, at);
          isCounting = fields.isCounting;
        }
        if (isText && cells) cell = this.cellOf(this.texts.find(block, at), block, at);
      } else {
        this.addWaiting(waiting, sure);
        waiting = sure = 0;
        cell = this.addOther(block, at, whereOf, row, cells !== undefined);
        isCounting = fields.isCounting;
        hasPoint = evidence?.hasPoint === true;
        isText = kept?.isText === true;
      }
      if (cells) cells[to++] = cell;
    }
    this.addWaiting(waiting, sure);
    this.addUncounted();
  }

  /** Adds numbers that wait, of which `sure` are no evidence yet. */
  private addWaiting(count: number, sure: number): void {
    if (count === 0) return;
    addValues(this.scan, this.numbers, count);
    if (sure > 0) this.scan.evidence?.addParsed(whole, 0, sure);
    this.kept?.noteNumbers();
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

  /** Adds a field that is not read as a number by now; returns its cell if the cells are kept. */
  private addOther(block: FieldBlock, at: number, whereOf: WhereOf, row: number, isKeeping: boolean): number {
    const { scan, kept } = this;
    const { numbers, missing } = scan;
    if (block.decimals[at] === text && block.starts[at] === block.ends[at]) {
      scan.missing++;
      scan.absent.add("");
      return isKeeping && kept ? kept.absentCell("") : 0;
    }
    const found = this.addText(block, at, whereOf, row);
    if (!isKeeping || !kept) return 0;
    if (scan.missing > missing) return kept.absentCell(block.text(at));
    if (scan.numbers === numbers || kept.isText) return this.cellOf(found, block, at);
    kept.noteNumbers();
    return scan.read(block.text(at)) ?? Number.NaN;
  }

  /** Returns the cell of a text. */
  private cellOf(found: FieldText | undefined, block: FieldBlock, at: number): number {
    if (!found) return this.kept?.textCell(block.text(at)) ?? 0;
    found.cell ??= this.kept?.textCell(found.text) ?? 0;
    return found.cell;
  }

  /** Returns the text if it is one of those that are kept. */
  private addText(block: FieldBlock, at: number, whereOf: WhereOf, row: number): FieldText | undefined {
    const { scan } = this;
    const { evidence } = scan;
    const found = this.texts.find(block, at);
    if (found?.kind === "text" && evidence) {
      scan.texts++;
      evidence.texts++;
      if (found.looksLikeDate) scan.dates++;
      if (scan.fields.isCounting) this.count(found);
      return found;
    }
    const field = found?.text ?? block.text(at);
    if (found && this.texts.absentAt(block, at)) {
      scan.missing++;
      scan.absent.add(field);
      return found;
    }
    const isSure = evidence?.looksClosely === true && !scan.asDates;
    const texts = evidence?.texts;
    scan.add(field, whereOf(row));
    if (!found || found.kind !== undefined) return found;
    // A text in no notation of numbers remains one; others are looked at again.
    found.kind = isSure && evidence?.texts !== texts ? "text" : "other";
    if (found.kind === "text") found.looksLikeDate = looksLikeDate(field);
    return found;
  }
}

/** Adds the first `count` of these values to the statistics of a column with evidence, as one by one. */
function addValues(scan: ColumnScan, values: Float64Array, count: number): void {
  const { order, spread } = scan;
  scan.numbers += count;
  for (let i = 0; i < count && scan.areBytes; i++) {
    scan.areBytes = values[i] >= 0 && values[i] <= 255 && Number.isInteger(values[i]);
  }
  for (let i = 0; i < count && order.isWhole; i++) order.add(values[i]);
  spread.addAll(values, count);
  scan.largest = Math.max(scan.largest, spread.maximum);
}

const digitsOf = (value: number) => (value < 10 ? 1 : value < 100 ? 2 : 3);
