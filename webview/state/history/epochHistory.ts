/**
 * The epochs of a run: each figure a column, the best epoch known at any moment. As a list of `EpochEnded`, but for its
 * memory. Pure.
 */
import { isBetter } from "../../../src/core/earlyStopping";
import type { EpochEnded } from "../../../src/protocol/events";
import { Rows } from "./rows";

export type Figure = Exclude<keyof EpochEnded, "type">;

/** Where each figure stands: one that is forgotten is a compile error. */
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
};
/** In the order of their places. */
const names = Object.keys(places) as Figure[];
/** The last column holds a bit for each figure that the epoch has: a missing figure is not the same as NaN. */
const presenceColumn = names.length;

export class EpochHistory implements Iterable<EpochEnded> {
  /**
   * @param presentBits bits of the figures that any epoch has
   * @param bestRow -1: there is none
   */
  private constructor(
    readonly rows: Rows,
    private readonly presentBits: number,
    private readonly bestRow: number,
  ) {}

  /** @param expected how many epochs will come, as far as is known */
  static upTo(expected: number): EpochHistory {
    return new EpochHistory(Rows.of(presenceColumn + 1, expected), 0, -1);
  }

  get length(): number {
    return this.rows.length;
  }

  /** Their numbers, ascending. */
  get numbers(): Float64Array {
    return this.column("epoch") ?? none;
  }

  /** As Array's. */
  at(index: number): EpochEnded | undefined {
    const row = index < 0 ? this.length + index : index;
    if (row < 0 || row >= this.length) return undefined;
    const figures = names.map((name) => [name, this.get(row, name)]).filter(([, value]) => value !== undefined);
    return { type: "epoch", ...Object.fromEntries(figures) };
  }

  /** Undefined: the epoch does not have it. */
  get(row: number, figure: Figure): number | undefined {
    return this.rows.get(row, presenceColumn) & bit(figure) ? this.rows.get(row, places[figure]) : undefined;
  }

  /** Whether any epoch has it. */
  has(figure: Figure): boolean {
    return (this.presentBits & bit(figure)) !== 0;
  }

  /** The column itself, not a copy; undefined: no epoch has a number there. */
  column(figure: Figure): Float64Array | undefined {
    return this.rows.column(places[figure]);
  }

  /** What "best" looks at; undefined: nothing was validated. */
  get bestMetric(): (typeof metrics)[number] | undefined {
    return metricOf(this.rows);
  }

  /** The most accurate, else of the least RMSE, else of the least validation cost; the first of equals. */
  get best(): EpochEnded | undefined {
    return this.bestRow < 0 ? undefined : this.at(this.bestRow);
  }

  /** The last line for an epoch counts. */
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
    return new EpochHistory(rows, this.presentBits | bits, better(rows, this.bestRow, length));
  }

  /** Those before an epoch. */
  before(epoch: number): EpochHistory {
    const end = this.numbers.findIndex((number) => number >= epoch);
    return end < 0 ? this : this.first(end);
  }

  *[Symbol.iterator](): Iterator<EpochEnded> {
    for (let row = 0; row < this.length; row++) yield this.at(row) as EpochEnded;
  }

  private first(length: number): EpochHistory {
    const rows = this.rows.first(length);
    let [bits, best] = [0, -1];
    for (let row = 0; row < length; row++) {
      bits |= rows.get(row, presenceColumn);
      best = better(rows, best, row);
    }
    return new EpochHistory(rows, bits, best);
  }
}

const none = new Float64Array(0);
const bit = (figure: Figure) => 1 << places[figure];

const metrics = ["validationAccuracy", "validationRmse", "validationCost"] as const;
const metricOf = (rows: Rows) => metrics.find((name) => rows.length > 0 && rows.get(0, presenceColumn) & bit(name));

/** The better of two rows, `row` the later one. @param best -1: there is none yet */
function better(rows: Rows, best: number, row: number): number {
  const metric = metricOf(rows);
  if (!metric) return -1;
  const figure = (of: number) => rows.get(of, places[metric]);
  return isBetter(metric, figure(row), best < 0 ? undefined : figure(best)) ? row : best;
}
