/** How often each field of a column was one that is a missing value, in dropped rows too. */

export class AbsentFields {
  /** Made for the columns that need it: a table may have 100,000 of them. */
  private counts?: Map<string, number>;

  add(field: string): void {
    this.counts ??= new Map();
    this.counts.set(field, (this.counts.get(field) ?? 0) + 1);
  }

  /** The different fields; "" for an empty one. */
  get all(): string[] {
    return [...(this.counts?.keys() ?? [])];
  }

  /** Without the empty ones, which are never a value. */
  get words(): Map<string, number> {
    return new Map([...(this.counts ?? [])].filter(([field]) => field !== ""));
  }
}
