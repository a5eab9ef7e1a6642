/** The parts of the files that are not among the examples, with the reasons. */
import { noticed } from "../../messages";
import { leftOutOf, type Reason } from "../leftOut";
import type { LeftOut } from "../source";
import type { TableReader } from "../tableReader";

/** Rows of one table that `missing: drop` dropped. */
export class Dropped {
  private rows = 0;
  private readonly columns = new Map<string, { rows: number; fields: Set<string> }>();

  constructor(private readonly file: string) {}

  add(column: string, field: string): void {
    this.rows++;
    const found = this.columns.get(column) ?? { rows: 0, fields: new Set() };
    found.rows++;
    if (found.fields.size < 3) found.fields.add(field);
    this.columns.set(column, found);
  }

  private get reasons(): Reason[] {
    return [...this.columns].map(([column, { rows, fields }]) =>
      noticed("left-out/missing", { file: this.file, rows, column, fields: [...fields] }),
    );
  }

  /** Returns undefined if nothing was left out. */
  static together(all: readonly (Dropped | undefined)[], table: TableReader): LeftOut | undefined {
    const { unnamed = 0, file, leftOut: { rows: titles = 0, columns: indices = 0, reason } = {} } = table;
    const tables = all.filter((one) => one !== undefined);
    const rows = tables.reduce((sum, one) => sum + one.rows, titles);
    const columns = unnamed + indices;
    if (rows + columns === 0) return undefined;
    const names = unnamed > 0 ? [noticed("left-out/row-names", { file })] : [];
    return leftOutOf({ rows, columns }, [
      ...(reason ? [reason] : []),
      ...tables.flatMap((one) => one.reasons),
      ...names,
    ]);
  }
}
