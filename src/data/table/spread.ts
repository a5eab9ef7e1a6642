/** Whether float32 tells the values of a column apart, and what to take off them so that it does. */

/** A value may be rounded by so much of the deviation. */
const mostRounding = 2 ** -20;

export class Spread {
  private count = 0;
  /** The sums are about the first value, so that they lose nothing where all are large. */
  private first = 0;
  private sum = 0;
  private squares = 0;
  /** The most that a value changes in float32. */
  private rounding = 0;
  private minimum = Number.POSITIVE_INFINITY;
  private maximum = Number.NEGATIVE_INFINITY;

  add(value: number): void {
    if (this.count === 0) this.first = value;
    this.count++;
    const difference = value - this.first;
    this.sum += difference;
    this.squares += difference * difference;
    const rounding = Math.abs(Math.fround(value) - value);
    if (rounding > this.rounding) this.rounding = rounding;
    if (value < this.minimum) this.minimum = value;
    if (value > this.maximum) this.maximum = value;
  }

  private get deviation(): number {
    const mean = this.sum / this.count;
    return Math.sqrt(Math.max(0, this.squares / this.count - mean * mean));
  }

  /** The size of the largest value, if this is taken off. */
  private sizeWithout(shift: number): number {
    return Math.max(Math.abs(this.minimum - shift), Math.abs(this.maximum - shift));
  }

  /**
   * The mean, a whole number where it is large; undefined where float32 holds the values as they are, or no better
   * without it: a column that is mostly 0.
   */
  get shift(): number | undefined {
    if (this.count === 0 || !(this.rounding > mostRounding * this.deviation)) return undefined;
    if (this.deviation === 0 || !Number.isFinite(this.squares)) return undefined;
    const mean = this.first + this.sum / this.count;
    const shift = Math.abs(mean) > 1000 ? Math.round(mean) : mean;
    return 2 * this.sizeWithout(shift) > this.sizeWithout(0) ? undefined : shift;
  }
}
