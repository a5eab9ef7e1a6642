/** What one look through a table tells of its columns: numbers or texts, what is missing, and what they become. */
import { NetworkError } from "../core/errors";
import { type DatePart, isMoment } from "../formats/table/date";
import { type NumberFormat, numberReader, sameFormat } from "../formats/table/number";
import { type Doubt, type NumberContext, NumberEvidence } from "../formats/table/numberEvidence";
import type { Column } from "./columnEncoding";
import { type DateScan, dateColumn } from "./dateColumn";
import { byText, hasDecimalComma, isMissing, looksLikeDate, parseNumber, short, standsForNothing } from "./fields";
import { AbsentFields } from "./table/absentFields";
import { doubtError } from "./table/doubt";
import { FieldCounts, maxClasses } from "./table/fieldCounts";
import type { WordCount } from "./table/missingWords";
import { isKeyName, Order } from "./table/order";
import { Spread } from "./table/spread";
import type { TableConfig } from "./tableReader";

/** More texts than this are no categories. */
const maxTexts = 256;
/** So many different fields are remembered with their places. */
const fewTexts = 16;

export class ColumnScan {
  numbers = 0;
  missing = 0;
  readonly absent = new AbsentFields();
  private dropped = 0;
  private dates = 0;
  private texts = 0;
  /** The first field that is not read as a number, and its position. */
  example: { field: string; where: string } | undefined;
  /** Whether every number is a whole one from 0 to 255; and the largest of all. */
  areBytes = true;
  largest = 0;
  /** The first different fields that can be no numbers, however these are written, and where each stands first. */
  firstTexts?: Map<string, string>;

  /** What the fields tell of how numbers are written; none by the rules of version 0.1.0. */
  private readonly evidence: NumberEvidence | undefined;
  private readonly numberOf: (field: string) => number | undefined;
  private readonly isPlain: boolean;
  private doubt: Doubt | undefined;
  readonly spread = new Spread();
  private readonly order = new Order();
  private readonly fields = new FieldCounts();

  constructor(
    readonly name: string,
    readonly format: NumberFormat,
    /** Of the table; a format that says no more is not recorded. */
    private readonly decimal: "." | "," = format.decimal,
    private readonly isAbsent: (field: string) => boolean = isMissing,
    rules: 1 | 2 = 2,
    /** Of a column that the config calls one of dates. */
    private readonly asDates?: DateScan,
    /** Of a header that leaves it without a name, as programs write the numbers of rows. */
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
    } else {
      this.numbers++;
      this.areBytes &&= value >= 0 && value <= 255 && Number.isInteger(value);
      if (value > this.largest) this.largest = value;
      if (this.evidence) {
        this.spread.add(value);
        this.order.add(value);
      }
    }
    this.fields.add(field);
  }

  /** A field of a row that is dropped, because a column of it is missing. */
  drop(field: string): void {
    this.dropped++;
    if (this.isAbsent(field)) this.absent.add(field);
  }

  /** How its numbers turned out to be written, where that is not how they were read. */
  settle(context: NumberContext): NumberFormat | undefined {
    const found = this.evidence?.resolve(context);
    if (found === undefined) return undefined;
    if ("doubt" in found) {
      this.doubt = found.doubt;
      return undefined;
    }
    return sameFormat(found.format, this.format) ? undefined : found.format;
  }

  /** What of a column of numbers is recorded besides its name. */
  get numberForm(): { format?: NumberFormat; shift?: number } {
    const { shift } = this.spread;
    const isUsual = sameFormat(this.format, { decimal: this.decimal });
    return { ...(!isUsual && { format: this.format }), ...(shift !== undefined && { shift }) };
  }

  /** The number of a field, without a shift. */
  read(field: string): number | undefined {
    return this.numberOf(field);
  }

  get wordCount(): WordCount {
    const { name } = this;
    const { words } = this.absent;
    const dates = { likely: this.texts, texts: 0 };
    const read = this.asDates ? dates : this.evidence;
    const { likely: numbers, texts } = read ?? { likely: this.numbers, texts: this.texts };
    return { name, fields: this.numbers + this.texts + this.missing + this.dropped, numbers, texts, words };
  }

  /** Throws a NetworkError where it is open how the numbers are written. */
  refuseDoubt(): void {
    if (this.doubt) throw doubtError(this.doubt, this.name);
  }

  get isNumeric(): boolean {
    return this.texts === 0;
  }

  /** Of all fields, the missing ones too. */
  get rows(): number {
    return this.numbers + this.texts + this.missing;
  }

  /** Whether the texts are few among fields that can be numbers, however these are written. */
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

  /** What stands where a number is expected, and where; of all fields if each may be a number in some form. */
  get firstText(): readonly [field: string, where: string] {
    const [first] = this.firstTexts ?? [];
    return first ?? [this.example?.field ?? "", this.example?.where ?? ""];
  }

  /** Whether the numbers are those of rows or keys: whole ones with the same step, or rising ones with such a name. */
  get areRowNumbers(): boolean {
    if (this.missing > 0 || !this.order.isWhole) return false;
    return this.order.isEven || (this.order.isRising && this.isKey);
  }

  /** Whether the numbers are keys by name and values: whole ones, each in one row, in any order. */
  get areKeyNumbers(): boolean {
    if (this.missing > 0 || this.texts > 0 || !this.order.isWhole || !this.isKey) return false;
    return this.counts === undefined || this.counts.size === this.numbers;
  }

  /** A number that is one thousand or one, and nothing in the table tells which. */
  get ambiguity(): (Doubt & { kind: "group" }) | undefined {
    return this.doubt?.kind === "group" ? this.doubt : undefined;
  }

  /** How often each field occurs; undefined where there are too many to be categories. */
  get counts(): ReadonlyMap<string, number> | undefined {
    return this.fields.counts;
  }

  /** All different fields, or the first thousand where there are more. */
  get different(): string[] {
    return this.fields.different;
  }

  /** The parts to propose where it holds dates or times alone. */
  get dateParts(): DatePart[] | undefined {
    return this.isNumeric ? undefined : dateColumn(this.different);
  }

  get firstFields(): string[] {
    return this.different.slice(0, 3);
  }

  /** The first thousand different numbers. */
  get someValues(): number[] {
    return this.different.map(this.numberOf).filter((value) => value !== undefined);
  }

  /** What this column becomes. Throws a NetworkError where it is no input. */
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

  /** Throws a NetworkError where the only texts among numbers are such as "NA": they are no categories. */
  refuseWords(): void {
    if (!this.counts || this.numbers === 0 || this.texts === 0 || !this.example) return;
    const texts = [...this.counts.keys()].filter((field) => this.numberOf(field) === undefined);
    if (!texts.every(isMissing)) return;
    throw new NetworkError("csv-number", { ...this.example, column: this.name });
  }

  /** Dates, numbers written another way, and texts that hardly ever repeat, are no categories. */
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
    const standsForNoText = (field: string) => this.numberOf(field) !== undefined || standsForNothing(field);
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

  /** The names of the classes in the order of their labels, and the label of each field. */
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
    // Names that are the labels themselves set their order; other names stand for numbers in their order.
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
