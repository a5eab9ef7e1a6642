/** The parts of the files that are not among the examples, with the reasons. */
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

  private get why(): string[] {
    return [...this.columns].map(([column, { rows, fields }]) => {
      const words = [...fields].map((field) => (field === "" ? "empty" : `"${field}"`)).join(" or ");
      return `${this.file}: ${rows} ${rows === 1 ? "row" : "rows"} where "${column}" is ${words}`;
    });
  }

  /** Returns undefined if nothing was left out. */
  static together(all: readonly (Dropped | undefined)[], table: TableReader): LeftOut | undefined {
    const { unnamed = 0, file, leftOut = { rows: 0, columns: 0, files: 0, why: [] } } = table;
    const tables = all.filter((one) => one !== undefined);
    const rows = tables.reduce((sum, one) => sum + one.rows, leftOut.rows);
    const columns = unnamed + leftOut.columns;
    if (rows + columns + leftOut.files === 0) return undefined;
    const names = unnamed > 0 ? [`${file}: row names, which the header does not name`] : [];
    return {
      rows,
      columns,
      files: leftOut.files,
      why: [...leftOut.why, ...tables.flatMap((one) => one.why), ...names],
    };
  }
}
