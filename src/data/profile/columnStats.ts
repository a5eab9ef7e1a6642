/** The figures of one column from one pass over its values, beside the labels of their rows. */
import type { ColumnProfile, NumberFigures, Relation } from "../../config/dataProfile";
import { Contingency, maxGroups } from "./contingency";
import { countOutliers, histogramOf, quantiles, type Sorted, scaledUp } from "./figures";
import { Covariance, GroupMoments, Moments } from "./moments";
import { Sample } from "./sample";
import { NumberCounts, TextCounts } from "./valueCounts";

/** The labels of some rows. */
export interface Labels {
  /** [rows]: number of the class; −1 if there is none. */
  readonly classes: ArrayLike<number>;
  /** Per target [rows]; NaN if there is none. */
  readonly targets: readonly ArrayLike<number>[];
}

/** What the label is for the relation of a column to it. */
export interface LabelKind {
  readonly areClasses: boolean;
  /** Names of the targets. */
  readonly names: readonly string[];
}

const topTexts = 10;
/** Correlation from which a column is the label itself in another unit. */
const sameCorrelation = 0.99999;
/** Share of the errors of always guessing the most frequent class that a column that decides the label may leave. */
const maxErrors = 0.01;
/** Fewest rows in which a column can be said to decide the label. */
const fewRows = 20;

type Figures = Pick<
  ColumnProfile,
  "kind" | "present" | "missing" | "distinct" | "isDistinctEstimated" | "numbers" | "top"
>;

export class ColumnStats {
  private missing = 0;
  private readonly moments = new Moments();
  private readonly numbers = new NumberCounts();
  private readonly sample: Sample;
  private texts: TextCounts | undefined;
  private textCount = 0;
  private readonly perClass = new GroupMoments();
  private readonly perValue: GroupMoments[] = [];
  private readonly withTargets: Covariance[] = [];
  private readonly contingency = new Contingency();
  private hasManyClasses = false;

  /** @param column its position, which seeds its sample */
  constructor(column: number) {
    this.sample = new Sample(column);
  }

  addMissing(): void {
    this.missing++;
  }

  addNumber(value: number, labels: Labels, row: number): void {
    this.moments.add(value);
    this.sample.add(value);
    const index = this.numbers.add(value);
    const label = labels.classes[row];
    if (label >= 0) {
      this.contingency.add(index, label);
      if (label >= maxGroups) this.hasManyClasses = true;
      else this.perClass.add(label, value);
    }
    for (let i = 0; i < labels.targets.length; i++) {
      const target = labels.targets[i][row];
      if (!Number.isNaN(target)) this.correlate(i, value, target);
    }
  }

  addText(text: string, labels: Labels, row: number): void {
    this.texts ??= new TextCounts();
    this.textCount++;
    const index = this.texts.add(text);
    // The groups of numbers among texts would be other ones.
    if (this.moments.count > 0) return;
    const label = labels.classes[row];
    if (label >= 0) this.contingency.add(index, label);
    if (index < 0 || index >= maxGroups) return;
    for (let i = 0; i < labels.targets.length; i++) {
      const target = labels.targets[i][row];
      if (Number.isNaN(target)) continue;
      this.perValue[i] ??= new GroupMoments();
      this.perValue[i].add(index, target);
    }
  }

  private correlate(target: number, x: number, y: number): void {
    this.withTargets[target] ??= new Covariance();
    this.withTargets[target].add(x, y);
  }

  get isNumeric(): boolean {
    return this.textCount === 0 && this.moments.count > 0;
  }

  private get present(): number {
    return this.moments.count + this.textCount;
  }

  private get distinct(): number {
    return this.numbers.distinct + (this.texts?.distinct ?? 0);
  }

  get figures(): Figures {
    const { present, distinct } = this;
    const isDistinctEstimated = this.numbers.isEstimated || this.texts?.isEstimated === true;
    const common = { present, missing: this.missing, distinct, isDistinctEstimated };
    if (this.isNumeric) return { kind: "number", ...common, numbers: this.numberFigures };
    const top = this.top;
    return { kind: "text", ...common, ...(top && { top }) };
  }

  private get top() {
    const { sorted } = this.numbers;
    const texts = this.texts?.top(topTexts) ?? (this.texts ? undefined : []);
    if (!sorted || !texts) return undefined;
    const numbers = Array.from(sorted.values, (value, i) => ({ text: String(value), count: sorted.counts[i] }));
    return [...texts, ...numbers].sort((a, b) => b.count - a.count).slice(0, topTexts);
  }

  private get numberFigures(): NumberFigures {
    const { minimum, maximum, mean, deviation, count } = this.moments;
    const exact = this.numbers.sorted;
    const sorted: Sorted = exact ?? countedOnce(this.sample.sorted);
    const quartiles = quantiles(sorted, [0.25, 0.5, 0.75]) as [number, number, number];
    const outliers = countOutliers(sorted, quartiles);
    const histogram = histogramOf(sorted, minimum, maximum);
    return {
      minimum,
      maximum,
      mean,
      deviation: count > 1 ? deviation : 0,
      quartiles,
      outliers: exact ? outliers : Math.round((outliers * count) / sorted.values.length),
      histogram: exact ? histogram : scaledUp(histogram, count),
      isEstimated: !exact,
    };
  }

  /** True if most values occur once, so that groups of them have no meaning. */
  private get areMostlyUnique(): boolean {
    return 2 * this.distinct > this.present;
  }

  /** Returns how the column and the label go together; undefined if one is constant, or has too many groups. */
  relation({ areClasses, names }: LabelKind): Relation | undefined {
    if (!this.isNumeric && this.areMostlyUnique) return undefined;
    if (areClasses && this.isNumeric) {
      const found = this.hasManyClasses ? undefined : this.perClass.explained;
      return found && { kind: "eta-squared", value: found.etaSquared, ...(Number.isFinite(found.f) && { f: found.f }) };
    }
    if (areClasses) {
      const value = this.contingency.isWhole && this.moments.count === 0 ? this.contingency.cramersV : undefined;
      return value === undefined ? undefined : { kind: "cramers-v", value };
    }
    const kind = this.isNumeric ? "pearson" : "eta-squared";
    const isWhole = this.isNumeric || (this.moments.count === 0 && (this.texts?.distinct ?? 0) <= maxGroups);
    const values = names.map((_, i) =>
      this.isNumeric ? this.withTargets[i]?.correlation : this.perValue[i]?.explained?.etaSquared,
    );
    let strongest = 0;
    const sizes = values.map((value) => (value === undefined ? -1 : Math.abs(value)));
    for (let i = 1; i < sizes.length; i++) if (sizes[i] > sizes[strongest]) strongest = i;
    const value = values[strongest];
    if (value === undefined || !isWhole) return undefined;
    return { kind, value, ...(names.length > 1 && { target: names[strongest] }) };
  }

  /** True if the column tells the label without any other: by its values, by thresholds, or as another unit of it. */
  decides(label: LabelKind): boolean {
    if (this.present < fewRows || this.distinct < 2) return false;
    if (!label.areClasses) return Math.abs(this.relation(label)?.value ?? 0) > sameCorrelation;
    if (this.isNumeric && !this.hasManyClasses && this.perClass.areApart) return true;
    if (!this.contingency.isWhole || this.areMostlyUnique) return false;
    const { errors, errorsOfGuess } = this.contingency;
    return errorsOfGuess > 0 && errors <= maxErrors * errorsOfGuess;
  }
}

const countedOnce = (values: Float64Array): Sorted => ({ values, counts: new Float64Array(values.length).fill(1) });
