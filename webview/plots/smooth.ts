/** Smoothing as in TensorBoard: an exponential moving average with bias correction. Pure. */

export class Smoother {
  private average = 0;
  /** Remaining weight of the initial value 0. */
  private ofStart = 1;

  /** @param weight weight of the previous values, from 0 (no smoothing) to less than 1 */
  constructor(private readonly weight: number) {}

  /** Adds a value and returns the smoothed one; NaN is returned as NaN and not added. */
  next(value: number): number {
    if (Number.isNaN(value)) return Number.NaN;
    this.average = this.average * this.weight + (1 - this.weight) * value;
    this.ofStart *= this.weight;
    return this.average / (1 - this.ofStart);
  }

  /** Returns what `next` would return, without adding the value. */
  peek(value: number): number {
    const { average, ofStart } = this;
    const smoothed = this.next(value);
    [this.average, this.ofStart] = [average, ofStart];
    return smoothed;
  }
}
