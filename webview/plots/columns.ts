/**
 * A plot's figures in columns that grow with the run: only what is new is read of it, so that a hundred thousand epochs cost
 * an update no more than ten. What is missing or not finite is NaN. Pure.
 */
import type { State } from "../store";
import { Smoother } from "./smooth";
import type { PlotSpec } from "./spec";

export class Columns {
  /** Epochs, then the places within the present one. */
  readonly x: number[] = [];
  /** [series][point] */
  raw: number[][] = [];
  /** [series][point]; empty: nothing is smoothed. */
  smoothed: number[][] = [];
  private form = "";
  private weight = 0;
  private smoothers: Smoother[] = [];
  private rows: State[PlotSpec["rows"]] = [];

  update(state: State, spec: PlotSpec, weight: number): void {
    const rows = state[spec.rows];
    const form = [spec.id, ...spec.series.map(({ name }) => name)].join();
    if (form !== this.form || !continues(rows, this.rows)) this.clear(spec, form);
    const { length } = this.rows;
    for (const column of [this.x, ...this.raw, ...this.smoothed]) column.length = length;
    this.forgetJoint(spec);
    this.rows = rows;
    for (let i = length; i < rows.length; i++) this.x.push(rows[i].epoch);
    spec.series.forEach(({ of, live }, s) => {
      for (let i = length; i < rows.length; i++) this.raw[s].push(live ? Number.NaN : finite(of(state, i)));
    });
    this.smooth(spec.stepped ? 0 : weight, length);
    this.addLive(state, spec);
  }

  private clear({ series }: PlotSpec, form: string): void {
    this.form = form;
    this.rows = [];
    this.raw = series.map(() => []);
    this.weight = 0;
    this.smoothed = [];
  }

  /** @param known how many points are smoothed already, if the weight is the same */
  private smooth(weight: number, known: number): void {
    const same = weight === this.weight && this.smoothed.length === (weight > 0 ? this.raw.length : 0);
    if (!same) {
      this.weight = weight;
      this.smoothers = weight > 0 ? this.raw.map(() => new Smoother(weight)) : [];
      this.smoothed = this.smoothers.map(() => []);
    }
    this.smoothers.forEach((smoother, s) => {
      const raw = this.raw[s];
      for (let i = same ? known : 0; i < raw.length; i++) this.smoothed[s].push(smoother.next(raw[i]));
    });
  }

  /** Where the costs within an earlier epoch began. */
  private forgetJoint({ series }: PlotSpec): void {
    const s = series.findIndex((each) => each.live);
    for (const columns of [this.raw, this.smoothed]) {
      const column = columns[s];
      if (column && column.length > 0) column[column.length - 1] = Number.NaN;
    }
  }

  /** The costs within the epoch go on where the last epoch ended. */
  private addLive({ live, epochs }: State, { series }: PlotSpec): void {
    const s = series.findIndex((each) => each.live);
    if (s < 0 || live.length === 0) return;
    const joint = epochs.at(-1);
    // Raw and smoothed show the same there: what is within an epoch is never smoothed.
    for (const columns of [this.raw, this.smoothed]) {
      if (columns.length > 0 && joint) columns[s][columns[s].length - 1] = finite(joint.cost);
    }
    for (const point of live) {
      this.x.push(point.x);
      for (const columns of [this.raw, this.smoothed]) {
        columns.forEach((column, i) => {
          column.push(i === s ? finite(point.cost) : Number.NaN);
        });
      }
    }
  }
}

/** The rows begin with those before: the run went on. */
function continues(rows: State[PlotSpec["rows"]], before: State[PlotSpec["rows"]]): boolean {
  const { length } = before;
  return rows.length >= length && (length === 0 || (rows[0] === before[0] && rows[length - 1] === before[length - 1]));
}

const finite = (value: number | undefined) => (value !== undefined && Number.isFinite(value) ? value : Number.NaN);
