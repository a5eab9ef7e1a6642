/** Random draws that a seed reproduces. */
import { RandomStream } from "../../../src/core/random";

export class Draw {
  private readonly stream: RandomStream;
  private at = 0;

  constructor(seed: number) {
    this.stream = new RandomStream(seed, "sample");
  }

  /** Returns an integer from `least` to `most`. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.stream.uniform(this.at++) * (most - least + 1));
  }

  /** Returns true in `share` of all draws. */
  chance(share: number): boolean {
    return this.stream.uniform(this.at++) < share;
  }

  of<Value>(values: readonly Value[]): Value {
    return values[this.whole(0, values.length - 1)];
  }
}
