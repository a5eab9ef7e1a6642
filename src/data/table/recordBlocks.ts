/** The records of blocks: whether a table has them, which are left out, and the fields of their labels. */
import type { FieldBlock } from "../../formats/table/fieldBlock";
import { plainNumber } from "../../formats/table/number";
import type { Header, TableReader } from "../tableReader";
import { FieldTexts } from "./fieldTexts";

/** Most columns of a table that is read in blocks, which take memory for each. */
const maxColumns = 4096;

/** Returns true if a table may be read in blocks: if it is not too wide, and no number is a missing value. */
export const readsBlocks = ({ given }: TableReader, { names }: Header): boolean =>
  names.length <= maxColumns && !given?.missingValues?.some((word) => plainNumber(word) !== undefined);

/** Returns the number of records that are not left out. */
export const takenRows = ({ rows }: FieldBlock, dropped: Uint8Array | undefined): number =>
  dropped ? rows - dropped.reduce((sum, one) => sum + one, 0) : rows;

/** Returns a function that marks with 1 the records of a block in which a column lacks a value; undefined if none. */
export const droppedRows = (used: readonly number[], absents: readonly ((field: string) => boolean)[]) =>
  lackingRows(
    used,
    absents.map((isAbsent) => new FieldTexts(isAbsent)),
  );

export const lackingRows =
  (used: readonly number[], texts: readonly FieldTexts[]) =>
  (block: FieldBlock): Uint8Array | undefined => {
    let lacking: Uint8Array | undefined;
    used.forEach((position, i) => {
      for (let row = 0, at = position; row < block.rows; row++, at += block.width) {
        if (!texts[i].absentAt(block, at)) continue;
        lacking ??= new Uint8Array(block.rows);
        lacking[row] = 1;
      }
    });
    return lacking;
  };

type ReadLabels = (fields: string[], group: string | undefined, row: number) => void;

/**
 * Returns a function that calls `read` with the labels and the group of each record that is not left out. It returns
 * false if `read` throws: one by one, the first wrong field of the block is refused.
 */
export function labelFields(labels: readonly number[], group: number | undefined) {
  const positions = group === undefined ? labels : [...labels, group];
  const texts = positions.map(() => new FieldTexts(() => false));
  return (block: FieldBlock, dropped: Uint8Array | undefined, read: ReadLabels): boolean => {
    try {
      for (let row = 0; row < block.rows; row++) {
        if (dropped?.[row] === 1) continue;
        const fields = positions.map((position, i) => texts[i].text(block, row * block.width + position));
        read(fields, group === undefined ? undefined : fields.pop(), row);
      }
      return true;
    } catch {
      return false;
    }
  };
}
