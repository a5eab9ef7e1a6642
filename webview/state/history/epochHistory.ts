/**
 * The epochs of a run: each figure a column, the best epoch known at any moment. As a list of `EpochEnded`, but for its
 * memory. Pure.
 */
import { type BestEpoch, bestMetric, betterOf, type Figures } from "../../../src/core/earlyStopping";
import { type MetricName, metricNames } from "../../../src/core/names";
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
  validationF1: 13,
  validationAuc: 14,
  validationBalancedAccuracy: 15,
  validationMae: 16,
};
/** In the order of their places. */
const names = Object.keys(places) as Figure[];
/** The last column holds a bit for each figure that the epoch has: a missing figure is not the same as NaN. */
const presenceColumn = names.length;

export class EpochHistory implements Iterable<EpochEnded> {
  /**
   * @param presentBits bits of the figures that any epoch has
   * @param choice the best row, by what the run chooses
   */
  private constructor(
    readonly rows: Rows,
    private readonly presentBits: number,
    private readonly choice: Choice,
  ) {}

  /**
   * @param expected how many epochs will come, as far as is known
   * @param recorded the run's `training.bestMetric`, if it has one
   */
  static upTo(expected: number, recorded?: MetricName): EpochHistory {
    return new EpochHistory(Rows.of(presenceColumn + 1, expected), 0, { recorded });
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
  get bestMetric(): MetricName | undefined {
    return this.length === 0 ? undefined : bestMetric(figuresOf(this.rows, 0), this.choice.recorded);
  }

  /** As core chooses it; undefined where no metric does, and the last epoch is the run's result. */
  get best(): EpochEnded | undefined {
    const { row } = this.choice;
    return row === undefined || this.bestMetric === undefined ? undefined : this.at(row);
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
    return new EpochHistory(rows, this.presentBits | bits, chosen(rows, this.choice, length));
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

/** What is the best so far. */
interface Choice {
  readonly recorded: MetricName | undefined;
  readonly best?: BestEpoch;
  /** Where that epoch stands. */
  readonly row?: number;
}

/** With one row more. */
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
