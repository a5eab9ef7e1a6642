/** Sees what a scan of a table reads, in the same pass. */
import type { FieldBlock } from "../../formats/table/fieldBlock";
import type { ColumnScan } from "../csvScan";
import type { Header, TableReader } from "../tableReader";

export interface ScanObserver {
  /** Called at the beginning of each pass. */
  begin(found: BegunScan): void;
  /** @param isDropped true for a row that `missing: drop` leaves out */
  record(record: string[], isDropped: boolean): void;
  /** @param dropped 1 for each row that is left out; undefined if none is */
  block(block: FieldBlock, dropped: Uint8Array | undefined): void;
}

export interface BegunScan {
  header: Header;
  /** Positions of the columns that the config uses. */
  chosen: { features: number[]; labels: number[]; groups: number | undefined };
  features: readonly ColumnScan[];
  labels: readonly ColumnScan[];
  table: TableReader;
}
