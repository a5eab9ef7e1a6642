/** Smoothing as TensorBoard's: an exponential moving average, without the bias of its start. Pure. */

export class Smoother {
  private average = 0;
  /** What the start, 0, still weighs. */
  private ofStart = 1;

  /** @param weight from 0 (nothing is smoothed) to less than 1: what the values before weigh */
  constructor(private readonly weight: number) {}

  /** A gap stays one, and is forgotten. */
  next(value: number): number {
    if (Number.isNaN(value)) return Number.NaN;
    this.average = this.average * this.weight + (1 - this.weight) * value;
    this.ofStart *= this.weight;
    return this.average / (1 - this.ofStart);
  }

  /** What `next` would say, without taking the value in. */
  peek(value: number): number {
    const { average, ofStart } = this;
    const smoothed = this.next(value);
    [this.average, this.ofStart] = [average, ofStart];
    return smoothed;
  }
}
