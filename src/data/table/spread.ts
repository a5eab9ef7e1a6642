/** Detects columns whose values float32 cannot distinguish, and the shift with which it can. */

/** Largest rounding of a value, relative to the standard deviation. */
const maxRounding = 2 ** -20;

export class Spread {
  private count = 0;
  /** First value; sums are of differences from it, so that large values lose no precision. */
  private first = 0;
  private sum = 0;
  private squares = 0;
  /** Largest change of a value by conversion to float32. */
  private rounding = 0;
  private minimum = Number.POSITIVE_INFINITY;
  maximum = Number.NEGATIVE_INFINITY;

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

  /** Adds the first `count` of these values, as one by one. */
  addAll(values: Float64Array, count: number): void {
    if (count === 0) return;
    if (this.count === 0) this.first = values[0];
    this.count += count;
    const { first } = this;
    let { sum, squares, rounding, minimum, maximum } = this;
    for (let i = 0; i < count; i++) {
      const value = values[i];
      const difference = value - first;
      sum += difference;
      squares += difference * difference;
      const change = Math.abs(Math.fround(value) - value);
      if (change > rounding) rounding = change;
      if (value < minimum) minimum = value;
      if (value > maximum) maximum = value;
    }
    Object.assign(this, { sum, squares, rounding, minimum, maximum });
  }

  /** Adds this many zeros, as one by one: each sum is rounded as often. */
  addZeros(count: number): void {
    this.add(0);
    this.count += count - 1;
    const difference = -this.first;
    if (difference === 0) return;
    let { sum, squares } = this;
    for (let i = 1; i < count; i++) {
      sum += difference;
      squares += difference * difference;
    }
    this.sum = sum;
    this.squares = squares;
  }

  private get deviation(): number {
    const mean = this.sum / this.count;
    return Math.sqrt(Math.max(0, this.squares / this.count - mean * mean));
  }

  /** Returns the largest absolute value after subtracting a shift. */
  private sizeWithout(shift: number): number {
    return Math.max(Math.abs(this.minimum - shift), Math.abs(this.maximum - shift));
  }

  /**
   * The mean, rounded to an integer if it is large; undefined if float32 can hold the values, or holds them no better
   * after the shift: a column that is mostly 0.
   */
  get shift(): number | undefined {
    if (this.count === 0 || !(this.rounding > maxRounding * this.deviation)) return undefined;
    if (this.deviation === 0 || !Number.isFinite(this.squares)) return undefined;
    const mean = this.first + this.sum / this.count;
    const shift = Math.abs(mean) > 1000 ? Math.round(mean) : mean;
    return 2 * this.sizeWithout(shift) > this.sizeWithout(0) ? undefined : shift;
  }
}
