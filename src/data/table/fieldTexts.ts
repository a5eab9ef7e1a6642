/** The different fields of a column in blocks, found by their bytes: a text is made once for each. */
import { type FieldBlock, text, whole } from "../../formats/table/fieldBlock";

export interface FieldText {
  readonly text: string;
  /** Whether it is a missing value; undefined until that is known. */
  absent?: boolean;
  /** What it is to the column's reader; undefined until that is known. */
  kind?: "text" | "number" | "other";
  looksLikeDate?: boolean;
  /** Occurrences that the reader has not counted yet. */
  count: number;
  /** Index of its category; −1 if there is none, undefined until that is known. */
  place?: number;
  /** Its cell, if cells are kept. */
  cell?: number;
}

interface Slot extends FieldText {
  readonly hash: number;
  /** Its bytes in the pool. */
  readonly start: number;
  readonly length: number;
  /** How it is written: the same bytes may be another text. */
  readonly written: number;
}

/** Most different fields, and bytes of a field, that are kept. */
const [maxTexts, longest] = [2048, 64];

export class FieldTexts {
  /** At least twice as many places as slots: a slot is at its hash or behind it. */
  private table = new Array<Slot | undefined>(8);
  private size = 0;
  private pool = new Uint8Array(64);
  private pooled = 0;

  /** @param isAbsent whether a text is a missing value of the column */
  constructor(private readonly isAbsent: (field: string) => boolean) {}

  /** Returns the field's text; undefined for one of too many or too long texts. @param at row · width + column */
  find(block: FieldBlock, at: number): FieldText | undefined {
    const { table, pool } = this;
    const { bytes, starts, ends, decimals } = block;
    const start = starts[at];
    const length = ends[at] - start;
    if (length > longest) return undefined;
    const written = Math.min(decimals[at], text);
    let hash = length - written;
    for (let i = 0; i < length; i++) hash = (Math.imul(hash, 31) + bytes[start + i]) | 0;
    for (let i = placeOf(hash, table.length); ; i = (i + 1) & (table.length - 1)) {
      const slot = table[i];
      if (slot === undefined) return this.size < maxTexts ? this.add(block, at, hash) : undefined;
      if (slot.hash !== hash || slot.written !== written || slot.length !== length) continue;
      let same = 0;
      while (same < length && pool[slot.start + same] === bytes[start + same]) same++;
      if (same === length) return slot;
    }
  }

  private add(block: FieldBlock, at: number, hash: number): FieldText {
    const bytes = block.bytes.subarray(block.starts[at], block.ends[at]);
    const { length } = bytes;
    const start = this.pooled;
    this.pooled += length;
    if (this.pooled > this.pool.length) {
      const larger = new Uint8Array(2 * this.pooled);
      larger.set(this.pool);
      this.pool = larger;
    }
    this.pool.set(bytes, start);
    const written = Math.min(block.decimals[at], text);
    const slot: Slot = { text: block.text(at), count: 0, hash, start, length, written };
    if (2 * ++this.size > this.table.length) {
      const before = this.table;
      this.table = new Array(2 * before.length);
      for (const each of before) if (each) this.put(each);
    }
    this.put(slot);
    return slot;
  }

  private put(slot: Slot): void {
    const { table } = this;
    let i = placeOf(slot.hash, table.length);
    while (table[i] !== undefined) i = (i + 1) & (table.length - 1);
    table[i] = slot;
  }

  text(block: FieldBlock, at: number): string {
    return this.find(block, at)?.text ?? block.text(at);
  }

  /** Returns true for a missing value, which no number is. */
  absentAt(block: FieldBlock, at: number): boolean {
    const { starts, ends, decimals } = block;
    if (decimals[at] >= whole) return false;
    if (starts[at] === ends[at]) return true;
    const found = this.find(block, at);
    if (!found) return this.isAbsent(block.text(at));
    found.absent ??= this.isAbsent(found.text);
    return found.absent;
  }
}

const placeOf = (hash: number, places: number) => (hash ^ (hash >>> 15)) & (places - 1);
