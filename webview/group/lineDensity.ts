/**
 * How many lines pass each place of a picture: of all, and of those that are shown. Counts are whole numbers, so that
 * adding and taking away the lines that changed comes to the same as counting anew. Pure.
 */

export interface LineShape {
  /** Columns of pixels where the axes stand, from 0; the last one is the last column. */
  readonly xs: readonly number[];
  /** Rows of pixels. */
  readonly height: number;
  /** Of each axis the height at which each line passes it. */
  readonly places: readonly Float32Array[];
}

/** Heights are counted in so small parts of a pixel, as powers of two: sums of whole numbers are fast. */
const bits = 16;
/** Columns that are counted in one go; as many as are written out below. */
const together = 4;

export class LineDensity {
  readonly width: number;
  /** Column after column, from the left. */
  readonly all: Int32Array;
  readonly shown: Int32Array;
  /** By line: 1 where it is shown, as it was counted; of all lines 0, and 1. */
  private readonly isShown: Uint8Array;
  private readonly none: Uint8Array;
  private readonly every: Uint8Array;
  /** Of those that are being counted, room for all lines: which they are, how often, their heights and slopes. */
  private readonly lines: Int32Array;
  private readonly times: Int32Array;
  private readonly heights: Int32Array;
  private readonly slopes: Int32Array;

  constructor(private readonly shape: LineShape) {
    const { xs, height, places } = shape;
    const lines = places[0]?.length ?? 0;
    this.width = (xs.at(-1) ?? 0) + 1;
    this.all = new Int32Array(this.width * height);
    this.shown = new Int32Array(this.all.length);
    this.isShown = new Uint8Array(lines);
    this.none = new Uint8Array(lines);
    this.every = new Uint8Array(lines).fill(1);
    this.lines = new Int32Array(lines);
    this.times = new Int32Array(lines);
    this.heights = new Int32Array(lines);
    this.slopes = new Int32Array(lines);
    this.add(this.all, this.every, this.none);
  }

  get height(): number {
    return this.shape.height;
  }

  /**
   * Counts whatever takes the least: what changed, what is shown or what is not.
   * @param isShown by line, 1 where it is
   */
  show(isShown: Uint8Array): void {
    const before = this.isShown;
    let [shown, changed] = [0, 0];
    for (let line = 0; line < isShown.length; line++) {
      shown += isShown[line];
      if (isShown[line] !== before[line]) changed++;
    }
    const hidden = isShown.length - shown;
    if (changed <= Math.min(shown, hidden)) this.add(this.shown, isShown, before);
    else if (shown <= hidden) {
      this.shown.fill(0);
      this.add(this.shown, isShown, this.none);
    } else {
      this.shown.set(this.all);
      this.add(this.shown, isShown, this.every);
    }
    this.isShown.set(isShown);
  }

  /** Adds the lines that are there now and were not before, and takes away those that were. */
  private add(counts: Int32Array, now: Uint8Array, before: Uint8Array): void {
    let length = 0;
    for (let line = 0; line < this.lines.length; line++) {
      const by = now[line] - before[line];
      if (by === 0) continue;
      this.lines[length] = line;
      this.times[length++] = by;
    }
    const { xs } = this.shape;
    for (let a = 0; length > 0 && a + 1 < xs.length; a++) {
      this.startAt(a, length);
      this.count(counts, length, xs[a], a + 2 === xs.length ? xs[a + 1] + 1 : xs[a + 1]);
    }
  }

  /** At an axis: how high lines stand there, and how much higher a column of pixels further. */
  private startAt(a: number, length: number): void {
    const { xs, places } = this.shape;
    const { lines, heights, slopes } = this;
    const [here, there, width] = [places[a], places[a + 1], xs[a + 1] - xs[a]];
    for (let i = 0; i < length; i++) {
      const line = lines[i];
      // Half a pixel more: it is cut off afterwards.
      heights[i] = (here[line] + 0.5) * 2 ** bits;
      slopes[i] = ((there[line] - here[line]) / width) * 2 ** bits;
    }
  }

  /** Some columns of pixels after the other: what is counted there fits into the processor's nearest memory. */
  private count(counts: Int32Array, length: number, from: number, end: number): void {
    const { heights, slopes, times } = this;
    const { height } = this.shape;
    let x = from;
    for (; x + together <= end; x += together) {
      const start = x * height;
      for (let i = 0; i < length; i++) {
        const [by, slope] = [times[i], slopes[i]];
        let y = heights[i];
        counts[start + (y >> bits)] += by;
        y += slope;
        counts[start + height + (y >> bits)] += by;
        y += slope;
        counts[start + 2 * height + (y >> bits)] += by;
        y += slope;
        counts[start + 3 * height + (y >> bits)] += by;
        heights[i] = y + slope;
      }
    }
    for (; x < end; x++) {
      const start = x * height;
      for (let i = 0; i < length; i++) {
        counts[start + (heights[i] >> bits)] += times[i];
        heights[i] += slopes[i];
      }
    }
  }
}
