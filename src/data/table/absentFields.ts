/** Number of occurrences of each missing-value field of a column, in dropped rows too. */

const none: readonly string[] = [];
const noWords: ReadonlyMap<string, number> = new Map();

export class AbsentFields {
  /** Created on first use, because a table may have 100,000 columns. */
  private counts?: Map<string, number>;

  add(field: string): void {
    this.counts ??= new Map();
    this.counts.set(field, (this.counts.get(field) ?? 0) + 1);
  }

  /** All different fields; "" for an empty one. */
  get all(): readonly string[] {
    return this.counts ? [...this.counts.keys()] : none;
  }

  /** Occurrences without empty fields, which are never values. */
  get words(): ReadonlyMap<string, number> {
    return this.counts ? new Map([...this.counts].filter(([field]) => field !== "")) : noWords;
  }
}
