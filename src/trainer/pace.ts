/** How many minibatches one call of a plan gets: as many as take about 8 ms here, so that requests and signals soon get their turn. */

const targetMilliseconds = 8;

export class Pace {
  private size = 1;

  /** @param left minibatches that there still are before something else has to happen */
  next(left: number): number {
    return Math.min(this.size, left);
  }

  /** Follows what was measured; grows slowly, since a first call may be untypical, and shrinks at once. */
  took(minibatches: number, milliseconds: number): void {
    const ideal = Math.floor((minibatches * targetMilliseconds) / Math.max(milliseconds, 0.001));
    this.size = Math.max(1, Math.min(ideal, this.size * 2));
  }
}

/** Examples per second, over about the last second of training. */
export class Rate {
  private examples = 0;
  private seconds = 0;

  get perSecond(): number {
    return this.seconds > 0 ? this.examples / this.seconds : 0;
  }

  add(examples: number, seconds: number): void {
    const kept = Math.exp(-seconds);
    this.examples = this.examples * kept + examples;
    this.seconds = this.seconds * kept + seconds;
  }
}
