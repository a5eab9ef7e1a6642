/** A random sample of a stream of numbers, each equally likely: Li's algorithm L, which skips most of them. */
import { RandomStream } from "../../core/random";

/** Number of values; the rank of an estimated quartile is wrong by 0.5% (one standard deviation). */
const sampleSize = 8192;

export class Sample {
  private held = new Float64Array(64);
  private readonly random: RandomStream;
  private drawn = 0;
  private weight = 1;
  private next = sampleSize;
  count = 0;

  /** @param column different ones draw independently */
  constructor(column: number) {
    this.random = new RandomStream(column, "sample");
  }

  add(value: number): void {
    const at = this.count++;
    if (at < sampleSize) {
      if (at === this.held.length) this.grow();
      this.held[at] = value;
      if (at === sampleSize - 1) this.skip();
      return;
    }
    if (at < this.next) return;
    this.held[Math.floor(this.uniform() * sampleSize)] = value;
    this.skip();
  }

  /** The sampled values, rising. */
  get sorted(): Float64Array {
    return this.held.slice(0, Math.min(this.count, sampleSize)).sort();
  }

  private skip(): void {
    this.weight *= this.uniform() ** (1 / sampleSize);
    this.next = this.count + Math.floor(Math.log(this.uniform()) / Math.log1p(-this.weight));
  }

  private uniform(): number {
    return this.random.uniform(this.drawn++);
  }

  private grow(): void {
    const larger = new Float64Array(2 * this.held.length);
    larger.set(this.held);
    this.held = larger;
  }
}
