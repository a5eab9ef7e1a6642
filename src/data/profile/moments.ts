/** Mean and variance, per group too, and covariance, from one pass (Welford). */

export class Moments {
  count = 0;
  mean = 0;
  private squares = 0;
  minimum = Number.POSITIVE_INFINITY;
  maximum = Number.NEGATIVE_INFINITY;

  add(value: number): void {
    const difference = value - this.mean;
    this.mean += difference / ++this.count;
    this.squares += difference * (value - this.mean);
    if (value < this.minimum) this.minimum = value;
    if (value > this.maximum) this.maximum = value;
  }

  /** Sample standard deviation; NaN of a single value, as in pandas. */
  get deviation(): number {
    return Math.sqrt(this.squares / (this.count - 1));
  }

  /** Sum of squared differences from the mean. */
  get scatter(): number {
    return this.squares;
  }
}

/** Moments of the numbers of each group. */
export class GroupMoments {
  readonly groups: Moments[] = [];

  add(group: number, value: number): void {
    while (this.groups.length <= group) this.groups.push(new Moments());
    this.groups[group].add(value);
  }

  private get present(): Moments[] {
    return this.groups.filter(({ count }) => count > 0);
  }

  /** Share of the variance that the groups explain, and F of the analysis of variance; undefined of fewer than 2. */
  get explained(): { etaSquared: number; f: number } | undefined {
    const groups = this.present;
    const count = groups.reduce((sum, group) => sum + group.count, 0);
    if (groups.length < 2) return undefined;
    const mean = groups.reduce((sum, group) => sum + group.count * group.mean, 0) / count;
    const between = groups.reduce((sum, group) => sum + group.count * (group.mean - mean) ** 2, 0);
    const within = groups.reduce((sum, group) => sum + group.scatter, 0);
    if (between + within === 0) return undefined;
    const f = between / (groups.length - 1) / (within / (count - groups.length));
    return { etaSquared: between / (between + within), f };
  }

  /** True if the ranges of the groups do not overlap, so that thresholds tell them apart. */
  get areApart(): boolean {
    const groups = this.present.sort((a, b) => a.minimum - b.minimum);
    return groups.length > 1 && groups.every(({ minimum }, i) => i === 0 || groups[i - 1].maximum < minimum);
  }
}

export class Covariance {
  private count = 0;
  private meanX = 0;
  private meanY = 0;
  private squaresX = 0;
  private squaresY = 0;
  private products = 0;

  add(x: number, y: number): void {
    const [fromX, fromY] = [x - this.meanX, y - this.meanY];
    this.count++;
    this.meanX += fromX / this.count;
    this.meanY += fromY / this.count;
    this.squaresX += fromX * (x - this.meanX);
    this.squaresY += fromY * (y - this.meanY);
    this.products += fromX * (y - this.meanY);
  }

  /** Pearson's correlation; undefined if one of the two is constant. */
  get correlation(): number | undefined {
    const both = Math.sqrt(this.squaresX) * Math.sqrt(this.squaresY);
    return both > 0 && Number.isFinite(both) ? Math.max(-1, Math.min(1, this.products / both)) : undefined;
  }
}
