/** The table of how often each value of a column occurs with each class. */

/** Most different values, and classes. */
export const maxGroups = 256;

export class Contingency {
  private table = new Uint32Array(16);
  /** Places per value. */
  private width = 4;
  private values = 0;
  private classes = 0;
  /** Number of pairs, and of those that could not be counted. */
  private count = 0;
  private uncounted = 0;

  add(value: number, label: number): void {
    if (value < 0 || value >= maxGroups || label >= maxGroups) {
      this.uncounted++;
      return;
    }
    if (label >= this.width || value * this.width >= this.table.length) this.reserve(value + 1, label + 1);
    if (value >= this.values) this.values = value + 1;
    if (label >= this.classes) this.classes = label + 1;
    this.table[value * this.width + label]++;
    this.count++;
  }

  private reserve(values: number, classes: number): void {
    const width = Math.max(this.width, 2 ** Math.ceil(Math.log2(classes)));
    const rows = Math.max(this.table.length / this.width, 2 ** Math.ceil(Math.log2(values)));
    const larger = new Uint32Array(rows * width);
    for (let value = 0; value < this.values; value++)
      larger.set(this.table.subarray(value * this.width, (value + 1) * this.width), value * width);
    this.table = larger;
    this.width = width;
  }

  /** True if every pair was counted. */
  get isWhole(): boolean {
    return this.uncounted === 0 && this.count > 0;
  }

  /** Cramér's V without a correction, as SciPy's association; undefined if one of the two is constant. */
  get cramersV(): number | undefined {
    const { rows, columns } = this.margins;
    const smaller = Math.min(filled(rows), filled(columns)) - 1;
    if (smaller < 1) return undefined;
    let chiSquared = 0;
    rows.forEach((ofRow, value) => {
      columns.forEach((ofColumn, label) => {
        const expected = (ofRow * ofColumn) / this.count;
        if (expected > 0) chiSquared += (this.table[value * this.width + label] - expected) ** 2 / expected;
      });
    });
    return Math.sqrt(chiSquared / this.count / smaller);
  }

  /** Number of rows whose class is not the most frequent one of their value. */
  get errors(): number {
    let right = 0;
    for (let value = 0; value < this.values; value++) {
      const start = value * this.width;
      right += this.table.subarray(start, start + this.classes).reduce((most, count) => Math.max(most, count), 0);
    }
    return this.count - right;
  }

  /** Number of rows whose class is not the most frequent one of all. */
  get errorsOfGuess(): number {
    return this.count - this.margins.columns.reduce((most, count) => Math.max(most, count), 0);
  }

  private get margins(): { rows: Float64Array; columns: Float64Array } {
    const [rows, columns] = [new Float64Array(this.values), new Float64Array(this.classes)];
    for (let value = 0; value < this.values; value++) {
      for (let label = 0; label < this.classes; label++) {
        rows[value] += this.table[value * this.width + label];
        columns[label] += this.table[value * this.width + label];
      }
    }
    return { rows, columns };
  }
}

const filled = (sums: Float64Array): number => sums.filter((sum) => sum > 0).length;
