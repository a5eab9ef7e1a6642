/** How often each field of a column was one that is a missing value, in dropped rows too. */

const none: readonly string[] = [];
const noWords: ReadonlyMap<string, number> = new Map();

export class AbsentFields {
  /** Made for the columns that need it: a table may have 100,000 of them. */
  private counts?: Map<string, number>;

  add(field: string): void {
    this.counts ??= new Map();
    this.counts.set(field, (this.counts.get(field) ?? 0) + 1);
  }

  /** The different fields; "" for an empty one. */
  get all(): readonly string[] {
    return this.counts ? [...this.counts.keys()] : none;
  }

  /** Without the empty ones, which are never a value. */
  get words(): ReadonlyMap<string, number> {
    return this.counts ? new Map([...this.counts].filter(([field]) => field !== "")) : noWords;
  }
}
