/**
 * The epochs of a run: one column per figure, and the best epoch so far. Equivalent to a list of `EpochEnded` that
 * uses less memory. Pure.
 */
import { type BestEpoch, bestMetric, betterOf, type Figures } from "../../../src/core/earlyStopping";
import { type MetricName, metricNames } from "../../../src/core/names";
import type { EpochEnded } from "../../../src/protocol/events";
import { Rows } from "./rows";

export type Figure = Exclude<keyof EpochEnded, "type">;

/** Column of each figure; a missing figure is a compile error. */
const places: Readonly<Record<Figure, number>> = {
  epoch: 0,
  cost: 1,
  validationCost: 2,
  validationAccuracy: 3,
  testAccuracy: 4,
  trainAccuracy: 5,
  trainSeconds: 6,
  evaluateSeconds: 7,
  learningRate: 8,
  validationR2: 9,
  validationRmse: 10,
  testR2: 11,
  testRmse: 12,
  validationF1: 13,
  validationAuc: 14,
  validationBalancedAccuracy: 15,
  validationMae: 16,
};
/** Figures in the order of their columns. */
const names = Object.keys(places) as Figure[];
/** The last column has a bit for each figure present in the epoch: a missing figure differs from NaN. */
const presenceColumn = names.length;

export class EpochHistory implements Iterable<EpochEnded> {
  /**
   * @param presentBits bits of the figures present in any epoch
   * @param choice the best row by the metric of the run
   */
  private constructor(
    readonly rows: Rows,
    private readonly presentBits: number,
    private readonly choice: Choice,
  ) {}

  /**
   * @param expected expected number of epochs
   * @param recorded the run's `training.bestMetric`, if it has one
   */
  static upTo(expected: number, recorded?: MetricName): EpochHistory {
    return new EpochHistory(Rows.of(presenceColumn + 1, expected), 0, { recorded });
  }

  get length(): number {
    return this.rows.length;
  }

  /** Numbers of the epochs, ascending. */
  get numbers(): Float64Array {
    return this.column("epoch") ?? none;
  }

  /** Returns an epoch by index, negative from the end, as `Array.at`. */
  at(index: number): EpochEnded | undefined {
    const row = index < 0 ? this.length + index : index;
    if (row < 0 || row >= this.length) return undefined;
    const figures = names.map((name) => [name, this.get(row, name)]).filter(([, value]) => value !== undefined);
    return { type: "epoch", ...Object.fromEntries(figures) };
  }

  /** Returns a figure of an epoch; undefined if the epoch does not have it. */
  get(row: number, figure: Figure): number | undefined {
    return this.rows.get(row, presenceColumn) & bit(figure) ? this.rows.get(row, places[figure]) : undefined;
  }

  /** Returns true if any epoch has the figure. */
  has(figure: Figure): boolean {
    return (this.presentBits & bit(figure)) !== 0;
  }

  /** Returns a view of a column, not a copy; undefined if no epoch has a number there. */
  column(figure: Figure): Float64Array | undefined {
    return this.rows.column(places[figure]);
  }

  /** The metric that decides the best epoch; undefined without validation. */
  get bestMetric(): MetricName | undefined {
    return this.length === 0 ? undefined : bestMetric(figuresOf(this.rows, 0), this.choice.recorded);
  }

  /** The best epoch, as chosen by core; undefined without a metric, when the last epoch is the run's result. */
  get best(): EpochEnded | undefined {
    const { row } = this.choice;
    return row === undefined || this.bestMetric === undefined ? undefined : this.at(row);
  }

  /** Returns the history with an epoch added; a repeated epoch replaces the earlier one. */
  with(event: EpochEnded): EpochHistory {
    const { length } = this;
    if (this.rows.get(length - 1, places.epoch) === event.epoch) return this.first(length - 1).with(event);
    const row: number[] = [];
    let bits = 0;
    for (let c = 0; c < names.length; c++) {
      const value = event[names[c]];
      row.push(value ?? Number.NaN);
      if (value !== undefined) bits |= 1 << c;
    }
    row.push(bits);
    const rows = this.rows.with(row);
    return new EpochHistory(rows, this.presentBits | bits, chosen(rows, this.choice, length));
  }

  /** Returns the history of the epochs before the given one. */
  before(epoch: number): EpochHistory {
    const end = this.numbers.findIndex((number) => number >= epoch);
    return end < 0 ? this : this.first(end);
  }

  *[Symbol.iterator](): Iterator<EpochEnded> {
    for (let row = 0; row < this.length; row++) yield this.at(row) as EpochEnded;
  }

  private first(length: number): EpochHistory {
    const rows = this.rows.first(length);
    let bits = 0;
    let choice: Choice = { recorded: this.choice.recorded };
    for (let row = 0; row < length; row++) {
      bits |= rows.get(row, presenceColumn);
      choice = chosen(rows, choice, row);
    }
    return new EpochHistory(rows, bits, choice);
  }
}

const none = new Float64Array(0);
const bit = (figure: Figure) => 1 << places[figure];

/** The best epoch so far. */
interface Choice {
  readonly recorded: MetricName | undefined;
  readonly best?: BestEpoch;
  /** Row of the best epoch. */
  readonly row?: number;
}

/** Returns the choice after one more row. */
function chosen(rows: Rows, choice: Choice, row: number): Choice {
  const { recorded } = choice;
  const best = betterOf(choice.best, rows.get(row, places.epoch), figuresOf(rows, row), recorded);
  return best === choice.best ? choice : { recorded, best, row };
}

function figuresOf(rows: Rows, row: number): Figures {
  const present = rows.get(row, presenceColumn);
  const figures: { [Metric in MetricName]?: number } = {};
  for (const name of metricNames) if (present & bit(name)) figures[name] = rows.get(row, places[name]);
  return figures;
}
