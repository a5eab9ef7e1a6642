/**
 * The layers' statistics of a run: all of a short one, every so many epochs of a long one, and always the newest. Pure.
 */
import type { LayersSampled } from "../../../src/protocol/events";
import { Rows } from "./rows";

export type LayerFigure = keyof LayersSampled["layers"][number];

/** Where each figure stands within its layer: one that is forgotten is a compile error. */
const places: Readonly<Record<LayerFigure, number>> = {
  weightNorm: 0,
  gradientNorm: 1,
  updateRatio: 2,
  deadUnits: 3,
  saturation: 4,
};
const names = Object.keys(places) as LayerFigure[];

/** Layers times epochs: 1.6 MB. Above it every second epoch goes, so that the page's memory stays what it is. */
const mostStatistics = 40_000;

export class LayerHistory {
  /**
   * @param layers how many; 0: nothing is known yet
   * @param rows the epochs that are kept: number, then the figures layer by layer
   * @param every their numbers are multiples of it: 1 is every epoch
   * @param newest where it is none of them
   */
  private constructor(
    private readonly expected: number,
    readonly layers: number,
    readonly rows: Rows,
    readonly every: number,
    readonly newest: LayersSampled | undefined,
  ) {}

  /** @param expected how many epochs will come, as far as is known */
  static upTo(expected: number): LayerHistory {
    return new LayerHistory(expected, 0, Rows.of(0, 0), 1, undefined);
  }

  /** With the newest. */
  get length(): number {
    return this.rows.length + (this.newest ? 1 : 0);
  }

  /** Of the epochs that are kept, ascending. */
  get numbers(): Float64Array {
    return this.rows.column(0) ?? none;
  }

  /** Of the epochs that are kept, not a copy; undefined: nothing that is a number. */
  column(layer: number, figure: LayerFigure): Float64Array | undefined {
    return this.rows.column(placeOf(layer, figure));
  }

  /** The last line for an epoch counts. */
  with(sample: LayersSampled): LayerHistory {
    const { expected, every } = this;
    const layers = this.layers || sample.layers.length;
    const most = Math.floor(mostStatistics / layers);
    const before = this.layers > 0 ? this.rows : Rows.of(placeOf(layers), Math.min(expected, most + 1));
    const isAgain = before.get(before.length - 1, 0) === sample.epoch;
    const kept = isAgain ? before.first(before.length - 1) : before;
    if (sample.epoch % every !== 0) return new LayerHistory(expected, layers, kept, every, sample);
    const figures = sample.layers.flatMap((layer) => names.map((name) => layer[name]));
    const rows = kept.with([sample.epoch, ...figures]);
    const all = new LayerHistory(expected, layers, rows, every, undefined);
    return rows.length <= most ? all : all.thinned(sample);
  }

  /** Those before an epoch. */
  before(epoch: number): LayerHistory {
    const end = this.numbers.findIndex((number) => number >= epoch);
    const newest = this.newest && this.newest.epoch < epoch ? this.newest : undefined;
    if (end < 0 && newest === this.newest) return this;
    const rows = end < 0 ? this.rows : this.rows.first(end);
    return new LayerHistory(this.expected, this.layers, rows, this.every, newest);
  }

  private thinned(newest: LayersSampled): LayerHistory {
    const every = this.every * 2;
    const width = placeOf(this.layers);
    let rows = Rows.of(width, this.rows.length);
    for (const [row, number] of this.numbers.entries()) {
      if (number % every !== 0) continue;
      rows = rows.with(Array.from({ length: width }, (_, column) => this.rows.get(row, column)));
    }
    const isKept = newest.epoch % every === 0;
    return new LayerHistory(this.expected, this.layers, rows, every, isKept ? undefined : newest);
  }
}

const none = new Float64Array(0);
/** Of the column of a layer's figure; left out: of the layer's first. */
const placeOf = (layer: number, figure: LayerFigure = "weightNorm") => 1 + layer * names.length + places[figure];
