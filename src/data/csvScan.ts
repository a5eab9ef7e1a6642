/** Statistics of a column from one pass over a table: numbers or texts, missing values, and its encoding. */
import { NetworkError } from "../core/errors";
import { type DatePart, isMoment } from "../formats/table/date";
import { type NumberFormat, numberReader, sameFormat } from "../formats/table/number";
import { type Doubt, type NumberContext, NumberEvidence } from "../formats/table/numberEvidence";
import type { Column } from "./columnEncoding";
import { type DateScan, dateColumn } from "./dateColumn";
import { byText, hasDecimalComma, isMissing, isMissingNumber, looksLikeDate, parseNumber, short } from "./fields";
import { AbsentFields } from "./table/absentFields";
import { doubtError } from "./table/doubt";
import { FieldCounts, maxClasses } from "./table/fieldCounts";
import type { MarkCount } from "./table/missingMarks";
import { isKeyName, Order } from "./table/order";
import { Spread } from "./table/spread";
import type { TableConfig } from "./tableReader";

/** Largest number of different texts of a categorical column. */
const maxTexts = 256;
/** Largest number of different texts kept with their positions. */
const fewTexts = 16;

export class ColumnScan {
  numbers = 0;
  missing = 0;
  readonly absent = new AbsentFields();
  private dropped = 0;
  dates = 0;
  texts = 0;
  /** First field that is not read as a number, and its position. */
  example: { field: string; where: string } | undefined;
  /** True if every number is an integer from 0 to 255; `largest` is the maximum. */
  areBytes = true;
  largest = 0;
  /** First different fields that cannot be numbers in any format, with the position of each one's first occurrence. */
  firstTexts?: Map<string, string>;

  /** Evidence of the number format; undefined under the rules of version 0.1.0. */
  readonly evidence: NumberEvidence | undefined;
  private readonly numberOf: (field: string) => number | undefined;
  readonly isPlain: boolean;
  private doubt: Doubt | undefined;
  readonly spread = new Spread();
  readonly order = new Order();
  readonly fields = new FieldCounts();

  constructor(
    readonly name: string,
    readonly format: NumberFormat,
    /** Decimal mark of the table; a format that states no more is not recorded. */
    private readonly decimal: "." | "," = format.decimal,
    readonly isAbsent: (field: string) => boolean = isMissing,
    rules: 1 | 2 = 2,
    /** Collects the fields of a column that the config lists under `dates`. */
    readonly asDates?: DateScan,
    /** True if the header has no name for the column, which is typical of row numbers. */
    readonly isNameless = false,
  ) {
    this.evidence = rules === 1 ? undefined : new NumberEvidence();
    this.numberOf = rules === 1 ? (field) => parseNumber(field, decimal) : numberReader(format);
    this.isPlain = sameFormat(format, { decimal: "." });
  }

  add(field: string, where: string): void {
    if (this.isAbsent(field)) {
      this.missing++;
      this.absent.add(field);
      return;
    }
    if (this.asDates) {
      this.asDates.add(field, where);
      this.texts++;
      this.areBytes = false;
      this.fields.add(field);
      return;
    }
    const value = this.numberOf(field);
    const textsBefore = this.evidence?.texts ?? 0;
    if (this.isPlain && value !== undefined) this.evidence?.addPlain(field, where);
    else this.evidence?.add(field, where);
    if (value === undefined) {
      this.texts++;
      if (looksLikeDate(field)) this.dates++;
      this.example ??= { field, where };
      const isText = (this.evidence?.texts ?? 1) > textsBefore;
      const texts = this.firstTexts ?? new Map<string, string>();
      if (isText && texts.size < fewTexts && !texts.has(field)) this.firstTexts = texts.set(field, where);
    } else this.addValue(value);
    this.fields.add(field);
  }

  addValue(value: number): void {
    this.numbers++;
    this.areBytes &&= value >= 0 && value <= 255 && Number.isInteger(value);
    if (value > this.largest) this.largest = value;
    if (!this.evidence) return;
    this.spread.add(value);
    this.order.add(value);
  }

  /** Counts a field of a row that is dropped because one of its columns is missing. */
  drop(field: string): void {
    this.dropped++;
    if (this.isAbsent(field)) this.absent.add(field);
  }

  /** Returns the number format that the fields turned out to have, if it differs from the one they were read in. */
  settle(context: NumberContext): NumberFormat | undefined {
    const found = this.evidence?.resolve(context);
    if (found === undefined) return undefined;
    if ("doubt" in found) {
      this.doubt = found.doubt;
      return undefined;
    }
    return sameFormat(found.format, this.format) ? undefined : found.format;
  }

  /** Properties of a numeric column that are recorded besides its name. */
  get numberForm(): { format?: NumberFormat; shift?: number } {
    const { shift } = this.spread;
    const isUsual = sameFormat(this.format, { decimal: this.decimal });
    return { ...(!isUsual && { format: this.format }), ...(shift !== undefined && { shift }) };
  }

  /** Returns the number in a field, without its shift subtracted. */
  read(field: string): number | undefined {
    return this.numberOf(field);
  }

  get wordCount(): MarkCount {
    const { name } = this;
    const { words } = this.absent;
    const dates = { likely: this.texts, texts: 0 };
    const read = this.asDates ? dates : this.evidence;
    const { likely: numbers, texts } = read ?? { likely: this.numbers, texts: this.texts };
    return { name, fields: this.numbers + this.texts + this.missing + this.dropped, numbers, texts, words };
  }

  /** Throws a NetworkError if the number format is ambiguous. */
  refuseDoubt(): void {
    if (this.doubt) throw doubtError(this.doubt, this.name);
  }

  get isNumeric(): boolean {
    return this.texts === 0;
  }

  /** Number of fields, including missing ones. */
  get rows(): number {
    return this.numbers + this.texts + this.missing;
  }

  /** True if texts are a minority among fields that can be numbers in some format. */
  get isMostlyNumbers(): boolean {
    const { likely = this.numbers, texts = this.texts } = this.evidence ?? {};
    return texts > 0 && likely > texts;
  }

  get isMostlyDates(): boolean {
    return this.texts > 0 && this.dates * 2 > this.texts;
  }

  private get isKey(): boolean {
    return this.isNameless || isKeyName(this.name);
  }

  /** First field that is no number in any format, or else that is not read as one, and its position. */
  get firstText(): readonly [field: string, where: string] {
    const [first] = this.firstTexts ?? [];
    return first ?? [this.example?.field ?? "", this.example?.where ?? ""];
  }

  /** True if the numbers count rows: integers with a constant step, or rising ones in a column named like a key. */
  get areRowNumbers(): boolean {
    if (this.missing > 0 || !this.order.isWhole) return false;
    return this.order.isEven || (this.order.isRising && this.isKey);
  }

  /** True if the column is named like a key and holds integers that each occur once, in any order. */
  get areKeyNumbers(): boolean {
    if (this.missing > 0 || this.texts > 0 || !this.order.isWhole || !this.isKey) return false;
    return this.counts === undefined || this.counts.size === this.numbers;
  }

  /** A number that may be one thousand or one ("1.000"), if nothing in the table decides it. */
  get ambiguity(): (Doubt & { kind: "group" }) | undefined {
    return this.doubt?.kind === "group" ? this.doubt : undefined;
  }

  /** Number of occurrences of each field; undefined if there are too many different ones for categories. */
  get counts(): ReadonlyMap<string, number> | undefined {
    return this.fields.counts;
  }

  /** All different fields; if there are more than a thousand, the first thousand. */
  get different(): string[] {
    return this.fields.different;
  }

  /** Date parts to propose if all fields are dates or times. */
  get dateParts(): DatePart[] | undefined {
    return this.isNumeric ? undefined : dateColumn(this.different);
  }

  get firstFields(): string[] {
    return this.different.slice(0, 3);
  }

  /** First thousand different numbers. */
  get someValues(): number[] {
    return this.different.map(this.numberOf).filter((value) => value !== undefined);
  }

  /** Returns the column's encoding. Throws a NetworkError if it cannot be an input. */
  column(config: Pick<TableConfig, "missing" | "ordinal"> & Pick<Partial<TableConfig>, "dates">, file: string): Column {
    const { name } = this;
    const { missing, ordinal, dates } = config;
    const order = ordinal && Object.hasOwn(ordinal, name) ? ordinal[name] : undefined;
    if (order) return { name, kind: "ordinal", values: order, ...this.mostFrequent(missing) };
    if (this.numbers + this.texts === 0) {
      throw new NetworkError("csv-column-empty", { file, column: name });
    }
    const isFlagged = missing === "category" && this.missing > 0;
    if (this.asDates) return this.asDates.column(isFlagged);
    if (this.isNumeric) {
      this.refuseDoubt();
      return { name, kind: "number", ...this.numberForm, ...(isFlagged && { flag: true }) };
    }
    this.refuseDoubt();
    if (this.evidence) this.refuseWords();
    this.refuseNoCategory(file, dates);
    const values = [...(this.counts?.keys() ?? [])].sort(byText);
    if (isFlagged) values.push("");
    return { name, kind: "one-hot", values, ...this.mostFrequent(missing) };
  }

  /** Throws a NetworkError if the only texts among numbers are words such as "NA", which are no categories. */
  refuseWords(): void {
    if (!this.counts || this.numbers === 0 || this.texts === 0 || !this.example) return;
    const texts = [...this.counts.keys()].filter((field) => this.numberOf(field) === undefined);
    if (!texts.every(isMissing)) return;
    throw new NetworkError("csv-number", { ...this.example, column: this.name });
  }

  /** Throws a NetworkError for texts that are no categories: dates, other number formats, and mostly unique texts. */
  private refuseNoCategory(file: string, dates: TableConfig["dates"]): void {
    const { name, example = { field: "", where: file } } = this;
    const found = { where: example.where, column: name, field: short(example.field) };
    const parts = this.dateParts;
    const proposed = { ...dates, [name]: parts ?? ["year", "month", "weekday"] };
    if (this.dates === this.texts) {
      throw new NetworkError("csv-date", { ...found, dates: proposed });
    }
    if (this.decimal === "." && hasDecimalComma(example.field)) {
      throw new NetworkError("csv-decimal", found);
    }
    const [numbers, texts] = this.evidence ? [this.evidence.likely, this.evidence.texts] : [this.numbers, this.texts];
    const standsForNoText = (field: string) => this.numberOf(field) !== undefined || isMissingNumber(field);
    const areAbsent = this.numbers > 0 && this.evidence !== undefined && this.different.every(standsForNoText);
    if (!areAbsent && this.counts && this.counts.size <= maxTexts && numbers <= 2 * texts) return;
    if (areAbsent || numbers > texts) {
      throw new NetworkError("csv-number", found);
    }
    if (parts) throw new NetworkError("csv-date", { ...found, dates: proposed });
    const count = this.counts && { count: this.counts.size };
    throw new NetworkError("csv-texts", { file, column: name, ...count, limit: maxClasses });
  }

  private mostFrequent(missing: TableConfig["missing"]): { fill?: string } {
    if (missing !== "mean" || this.missing === 0) return {};
    const [most] = [...(this.counts ?? [])].sort(([a, n], [b, m]) => m - n || byText(a, b));
    return most ? { fill: most[0] } : {};
  }

  /** Returns the class names in the order of their labels, and the label of each field. */
  classes(wanted: string[] | undefined, file: string): { names: string[]; labelOf: Map<string, number> } {
    if (!this.counts) {
      const { field = "", where = file } = this.example ?? {};
      if (isMoment(field)) throw new NetworkError("csv-label/date", { where, label: field, column: this.name });
      throw new NetworkError("csv-classes", { file, column: this.name, limit: maxClasses });
    }
    const numberOf = (field: string) => this.numberOf(field) ?? 0;
    const nameOf = (field: string) => (this.isNumeric ? String(numberOf(field)) : field);
    const fields = [...this.counts.keys()];
    const found = [...new Set(fields.map(nameOf))].sort(this.isNumeric ? (a, b) => Number(a) - Number(b) : byText);
    if (found.length < 2) throw new NetworkError("one-class", { file, label: `"${found[0]}"` });
    // Names equal to the labels define their order; other names are assigned to the labels in ascending order.
    const own = wanted && found.every((name) => wanted.includes(name)) ? wanted : undefined;
    const order = own ?? found;
    if (wanted && wanted.length !== order.length) {
      const data = `${file} (${found.slice(0, 9).join(", ")})`;
      throw new NetworkError("class-names/count", { names: wanted.length, classes: found.length, data });
    }
    if (wanted && !own && !this.isNumeric) {
      const name = found.find((each) => !wanted.includes(each)) ?? "";
      throw new NetworkError("class-names/missing", { file, name });
    }
    const labelOf = new Map(fields.map((field) => [field, order.indexOf(nameOf(field))]));
    return { names: wanted ?? found, labelOf };
  }
}
