/**
 * The points of a plot: the rows of the store's columns, followed by the costs within the present epoch or, if the
 * layers' epochs are thinned, by their newest epoch. Only new rows are smoothed, so that an update of a hundred
 * thousand epochs takes no longer than one of ten. Missing values are NaN. Pure.
 */
import type { Rows } from "../state/history/rows";
import type { State } from "../state/store";
import { Averages } from "./averages";
import { decimate, nearest } from "./decimate";
import type { PlotSpec } from "./spec";
import type { Range } from "./zoom";

/** Values, [series][point]; undefined for a series without any. */
type Numbers = readonly (ArrayLike<number> | undefined)[];

/** A sequence of points and the values of the series at them. */
interface Segment {
  readonly x: ArrayLike<number>;
  readonly raw: Numbers;
  /** Smoothed values; empty if nothing is smoothed. */
  readonly smoothed: Numbers;
}

const nothing: Segment = { x: [], raw: [], smoothed: [] };

export class Columns {
  private ended = nothing;
  private after = nothing;
  /** The cost at the end of the last epoch, where the line of costs within the present one starts. */
  private joint: { readonly series: number; readonly cost: number } | undefined;
  private readonly averages = new Averages();
  private form = "";
  private rows: Rows | undefined;

  get length(): number {
    return this.ended.x.length + this.after.x.length;
  }

  get isSmoothed(): boolean {
    return this.ended.smoothed.length > 0;
  }

  /** Returns the x of a point: completed epochs, then fractions of the present one. */
  x(i: number): number {
    const { ended, after } = this;
    return i < ended.x.length ? ended.x[i] : after.x[i - ended.x.length];
  }

  raw(series: number, i: number): number {
    return this.get("raw", series, i);
  }

  /** Returns the smoothed value at a point; values within an epoch are not smoothed. */
  smoothed(series: number, i: number): number {
    return this.get("smoothed", series, i);
  }

  /** Returns the index of the point nearest to `at`; undefined without points. */
  nearest(at: number): number | undefined {
    const { ended, after } = this;
    const [before, behind] = [nearest(ended.x, at), nearest(after.x, at)];
    if (before === undefined || behind === undefined) return before ?? behind;
    const isBefore = Math.abs(at - ended.x[before]) <= Math.abs(at - after.x[behind]);
    return isBefore ? before : ended.x.length + behind;
  }

  /**
   * @param seen visibility of each series
   * @param intervals number of intervals that the range is divided into
   * @returns ascending indices of the points to draw
   */
  decimated(seen: readonly boolean[], range: Range, intervals: number): number[] {
    const [from, to] = range;
    const of = ({ x, raw, smoothed }: Segment) => {
      const isSeen = (column: Numbers[number], s: number): column is ArrayLike<number> =>
        seen[s] && column !== undefined;
      const share = (x[x.length - 1] - x[0]) / (to - from);
      const most = 2 * intervals * Math.min(1, share);
      return decimate(x, [...raw.filter(isSeen), ...smoothed.filter(isSeen)], range, intervals, most);
    };
    return [...of(this.ended), ...of(this.after).map((i) => this.ended.x.length + i)];
  }

  /** @param weight of smoothing, from 0 (none) to less than 1 */
  update(state: State, spec: PlotSpec, weight: number): void {
    const { numbers, rows } = state[spec.rows];
    const form = [spec.id, ...spec.series.map(({ name }) => name)].join();
    if (form !== this.form || !this.rows || !rows.continues(this.rows)) this.averages.clear();
    this.form = form;
    this.rows = rows;
    const raw = spec.series.map(({ column }) => column(state));
    const smoothed = spec.stepped ? [] : this.averages.of(raw, rows.length, weight);
    this.ended = { x: numbers, raw, smoothed };
    this.after = spec.rows === "layers" ? this.newest(state, spec) : this.live(state, spec);
  }

  private get(of: "raw" | "smoothed", series: number, i: number): number {
    const { ended, after, joint } = this;
    const behind = i - ended.x.length;
    if (behind >= 0) return after[of][series]?.[behind] ?? Number.NaN;
    if (behind === -1 && joint?.series === series) return joint.cost;
    return ended[of][series]?.[i] ?? Number.NaN;
  }

  private newest(state: State, { series }: PlotSpec): Segment {
    const { newest } = state.layers;
    if (!newest) return nothing;
    const values = series.map((each) => each.newest?.(state) ?? Number.NaN);
    const smoothed = this.isSmoothed ? values.map((value, s) => [this.averages.peek(s, value)]) : [];
    return { x: [newest.epoch], raw: values.map((value) => [value]), smoothed };
  }

  /** Returns the costs within the present epoch. */
  private live({ live, epochs }: State, { series }: PlotSpec): Segment {
    const of = series.findIndex((each) => each.live);
    this.joint = undefined;
    if (of < 0 || live.length === 0) return nothing;
    this.joint = { series: of, cost: epochs.at(-1)?.cost ?? Number.NaN };
    const costs = live.map(({ cost }) => cost);
    const raw = series.map((_, s) => (s === of ? costs : undefined));
    return { x: live.map(({ x }) => x), raw, smoothed: this.isSmoothed ? raw : [] };
  }
}
