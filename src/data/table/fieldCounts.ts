/** Number of occurrences of each field of a column, unless there are too many different ones for categories. */

/** Largest number of different fields of a column of classes. */
export const maxClasses = 1000;

export class FieldCounts {
  private all: Map<string, number> | undefined = new Map();
  /** First different fields, kept when there are too many to count. */
  private some: string[] = [];

  add(field: string, times = 1): void {
    if (!this.all) return;
    this.all.set(field, (this.all.get(field) ?? 0) + times);
    if (this.all.size > maxClasses) {
      this.some = [...this.all.keys()];
      this.all = undefined;
    }
  }

  get isCounting(): boolean {
    return this.all !== undefined;
  }

  /** Number of occurrences of each field; undefined if there are too many different ones. */
  get counts(): ReadonlyMap<string, number> | undefined {
    return this.all;
  }

  /** All different fields; if there are more than a thousand, the first thousand. */
  get different(): string[] {
    return this.all ? [...this.all.keys()] : this.some;
  }
}
