/** How often each field of a column occurs, as long as there are few enough to be categories. */

/** More different fields are no classes. */
export const maxClasses = 1000;

export class FieldCounts {
  private all: Map<string, number> | undefined = new Map();
  /** The first different fields, where there are too many to count them all. */
  private some: string[] = [];

  add(field: string): void {
    if (!this.all) return;
    this.all.set(field, (this.all.get(field) ?? 0) + 1);
    if (this.all.size > maxClasses) {
      this.some = [...this.all.keys()];
      this.all = undefined;
    }
  }

  /** Undefined where there are too many. */
  get counts(): ReadonlyMap<string, number> | undefined {
    return this.all;
  }

  /** All different fields, or the first thousand where there are more. */
  get different(): string[] {
    return this.all ? [...this.all.keys()] : this.some;
  }
}
