/** The statistics of a run's layers: of every epoch, or of every n-th one of a long run, and of the newest. Pure. */
import type { LayersSampled } from "../../../src/protocol/events";
import { t } from "../../ui/l10n";
import { Rows } from "./rows";

export type LayerFigure = keyof LayersSampled["layers"][number];

/** Column of each figure within its layer; a missing figure is a compile error. */
const places: Readonly<Record<LayerFigure, number>> = {
  weightNorm: 0,
  gradientNorm: 1,
  updateRatio: 2,
  deadUnits: 3,
  saturation: 4,
};
const names = Object.keys(places) as LayerFigure[];

/** Maximum of layers times epochs: 1.6 MB. Above it every second epoch is removed, which limits the page's memory. */
const maxStatistics = 40_000;

export class LayerHistory {
  /**
   * @param layers number of layers; 0 if not known yet
   * @param rows the retained epochs: epoch number, then the figures of each layer
   * @param every interval of the retained epochs; their numbers are multiples of it
   * @param newest the newest epoch, if it is not among the rows
   */
  private constructor(
    private readonly expected: number,
    readonly layers: number,
    readonly rows: Rows,
    readonly every: number,
    readonly newest: LayersSampled | undefined,
  ) {}

  /** @param expected expected number of epochs */
  static upTo(expected: number): LayerHistory {
    return new LayerHistory(expected, 0, Rows.of(0, 0), 1, undefined);
  }

  /** Number of epochs, including the newest. */
  get length(): number {
    return this.rows.length + (this.newest ? 1 : 0);
  }

  /** Numbers of the retained epochs, ascending. */
  get numbers(): Float64Array {
    return this.rows.column(0) ?? none;
  }

  /** Says which epochs have statistics; empty if all do. */
  get coverage(): string {
    if (this.every > 1) return t("For this long run, every {0}th epoch is shown.", this.every);
    const epochs = this.numbers.at(-1) ?? 0;
    return this.length < epochs ? t("Layers were measured in {0} of {1} epochs.", this.length, epochs) : "";
  }

  /** Returns a view of a layer's figure in the retained epochs, not a copy; undefined without numbers. */
  column(layer: number, figure: LayerFigure): Float64Array | undefined {
    return this.rows.column(placeOf(layer, figure));
  }

  /** Returns the history with a sample added; a repeated epoch replaces the earlier one. */
  with(sample: LayersSampled): LayerHistory {
    const { expected, every } = this;
    const layers = this.layers || sample.layers.length;
    const most = Math.floor(maxStatistics / layers);
    const before = this.layers > 0 ? this.rows : Rows.of(placeOf(layers), Math.min(expected, most + 1));
    const isAgain = before.get(before.length - 1, 0) === sample.epoch;
    const kept = isAgain ? before.first(before.length - 1) : before;
    if (sample.epoch % every !== 0) return new LayerHistory(expected, layers, kept, every, sample);
    const figures = sample.layers.flatMap((layer) => names.map((name) => layer[name]));
    const rows = kept.with([sample.epoch, ...figures]);
    const all = new LayerHistory(expected, layers, rows, every, undefined);
    return rows.length <= most ? all : all.thinned(sample);
  }

  /** Returns the history of the epochs before the given one. */
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
/** Returns the column of a layer's figure, by default the layer's first. */
const placeOf = (layer: number, figure: LayerFigure = "weightNorm") => 1 + layer * names.length + places[figure];
