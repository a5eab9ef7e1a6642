/** Columns of trials for pictures, identical arrays until the trials change, by which painters detect changes. */
import { stateColumn, trialStates } from "../../src/protocol/trialTable";
import type { Axis } from "./axes";
import { spread } from "./jitter";
import type { GroupState } from "./store";

const doneState = trialStates.indexOf("done");

export class PictureColumns {
  private of: Pick<GroupState, "table" | "version"> | undefined;
  private readonly plain = new Map<string, ArrayLike<number>>();
  private readonly spreads = new Map<string, ArrayLike<number>>();
  private doneRows: readonly number[] | undefined;
  private rowNumbers: ArrayLike<number> | undefined;

  /** Discards the cached columns if the trials have changed. */
  at({ table, version }: Pick<GroupState, "table" | "version">): this {
    if (this.of?.table === table && this.of.version === version) return this;
    this.of = { table, version };
    this.plain.clear();
    this.spreads.clear();
    this.doneRows = undefined;
    this.rowNumbers = undefined;
    return this;
  }

  get length(): number {
    return this.of?.table.length ?? 0;
  }

  /** Returns the values of an axis, [rows]; NaN without a value. */
  values({ column }: Pick<Axis, "column">): ArrayLike<number> {
    const kept = this.plain.get(column);
    if (kept) return kept;
    const values = this.of?.table.column(column) ?? new Float64Array(this.length).fill(Number.NaN);
    this.plain.set(column, values);
    return values;
  }

  /** Returns the values for points, [rows], with jitter for choices. */
  points(axis: Axis): ArrayLike<number> {
    const kept = this.spreads.get(axis.column);
    if (kept) return kept;
    const points = spread(this.values(axis), axis);
    this.spreads.set(axis.column, points);
    return points;
  }

  /** Rows of the completed trials. */
  get done(): readonly number[] {
    if (this.doneRows) return this.doneRows;
    const states = this.values({ column: stateColumn });
    const rows: number[] = [];
    for (let row = 0; row < states.length; row++) if (states[row] === doneState) rows.push(row);
    this.doneRows = rows;
    return rows;
  }

  /** Row numbers, [rows]. */
  get rows(): ArrayLike<number> {
    this.rowNumbers ??= Float64Array.from({ length: this.length }, (_, row) => row);
    return this.rowNumbers;
  }
}
