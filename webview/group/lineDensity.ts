/**
 * The number of lines through each pixel, of all lines and of the shown ones. Counts are integers, so that adding and
 * subtracting the changed lines gives exactly the same as a new count. Pure.
 */

export interface LineShape {
  /** Pixel columns of the axes, from 0; the last axis is in the last column. */
  readonly xs: readonly number[];
  /** Number of pixel rows. */
  readonly height: number;
  /** Height of each line at each axis, [axes][lines]. */
  readonly lineHeights: readonly Float32Array[];
}

/** Fractional bits of the fixed-point heights; integer additions are fast. */
const bits = 16;
/** Number of columns counted per pass over the lines, equal to the unrolling below. */
const together = 4;

export class LineDensity {
  readonly width: number;
  /** Counts, [columns, rows], columns from the left. */
  readonly all: Int32Array;
  readonly shown: Int32Array;
  /** Counted visibility of each line, 1 or 0, [lines]; `none` is all 0, and `every` all 1. */
  private readonly isShown: Uint8Array;
  private readonly none: Uint8Array;
  private readonly every: Uint8Array;
  /** Buffers of the lines being counted: index, multiplicity, height and slope, [lines]. */
  private readonly lines: Int32Array;
  private readonly times: Int32Array;
  private readonly heights: Int32Array;
  private readonly slopes: Int32Array;

  constructor(private readonly shape: LineShape) {
    const { xs, height, lineHeights } = shape;
    const lines = lineHeights[0]?.length ?? 0;
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
   * Updates the counts of the shown lines from the smallest of the changed, the shown and the hidden lines.
   * @param isShown 1 for shown lines, else 0, [lines]
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

  /** Adds the lines that are new in `now` and subtracts those that are only in `before`. */
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

  /** Sets the heights of the lines at an axis, and their slopes per pixel column. */
  private startAt(a: number, length: number): void {
    const { xs, lineHeights } = this.shape;
    const { lines, heights, slopes } = this;
    const [here, there, width] = [lineHeights[a], lineHeights[a + 1], xs[a + 1] - xs[a]];
    for (let i = 0; i < length; i++) {
      const line = lines[i];
      // Half a pixel is added, because the shift below truncates.
      heights[i] = (here[line] + 0.5) * 2 ** bits;
      slopes[i] = ((there[line] - here[line]) / width) * 2 ** bits;
    }
  }

  /** Counts a few pixel columns at a time, whose counts fit into the processor's cache. */
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
