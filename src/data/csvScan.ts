/** What one look through a table tells of its columns: numbers or texts, what is missing, and what they become. */
import { NetworkError } from "../core/errors";
import type { Column } from "./columnEncoding";
import { short } from "./columnEncoding";
import { hasDecimalComma, isMissing, looksLikeDate, parseNumber } from "./fields";
import type { TableConfig } from "./tableReader";

/** More texts than this are no categories. */
const maxTexts = 256;
const maxClasses = 1000;

export class ColumnScan {
  numbers = 0;
  missing = 0;
  private dates = 0;
  private texts = 0;
  /** A text and its position, for the message where a column cannot be read. */
  private example: { field: string; where: string } | undefined;
  /** Whether every number is a whole one from 0 to 255; and the largest of all. */
  areBytes = true;
  largest = 0;
  /** How often each field occurs; undefined where there are too many to be categories. */
  counts: Map<string, number> | undefined = new Map();

  constructor(
    readonly name: string,
    private readonly decimal: "." | ",",
  ) {}

  add(field: string, where: string): void {
    if (isMissing(field)) {
      this.missing++;
      return;
    }
    const value = parseNumber(field, this.decimal);
    if (value === undefined) {
      this.texts++;
      if (looksLikeDate(field)) this.dates++;
      this.example ??= { field, where };
    } else {
      this.numbers++;
      this.areBytes &&= value >= 0 && value <= 255 && Number.isInteger(value);
      if (value > this.largest) this.largest = value;
    }
    this.count(field);
  }

  get isNumeric(): boolean {
    return this.texts === 0;
  }

  private count(field: string): void {
    if (!this.counts) return;
    this.counts.set(field, (this.counts.get(field) ?? 0) + 1);
    if (this.counts.size > maxClasses) this.counts = undefined;
  }

  /** What this column becomes. Throws a NetworkError where it is no input. */
  column({ missing, ordinal }: Pick<TableConfig, "missing" | "ordinal">, file: string): Column {
    const { name } = this;
    const order = ordinal && Object.hasOwn(ordinal, name) ? ordinal[name] : undefined;
    if (order) return { name, kind: "ordinal", values: order, ...this.mostFrequent(missing) };
    if (this.numbers + this.texts === 0) {
      throw new NetworkError("csv-column-empty", { file, column: name });
    }
    const isFlagged = missing === "category" && this.missing > 0;
    if (this.isNumeric) return { name, kind: "number", ...(isFlagged && { flag: true }) };
    this.refuseNoCategory(file);
    const values = [...(this.counts?.keys() ?? [])].sort(byText);
    if (isFlagged) values.push("");
    return { name, kind: "one-hot", values, ...this.mostFrequent(missing) };
  }

  /** Dates, numbers written another way, and texts that hardly ever repeat, are no categories. */
  private refuseNoCategory(file: string): void {
    const { name, example = { field: "", where: file } } = this;
    const found = { where: example.where, column: name, field: short(example.field) };
    if (this.dates === this.texts) {
      throw new NetworkError("csv-date", found);
    }
    if (this.decimal === "." && hasDecimalComma(example.field)) {
      throw new NetworkError("csv-decimal", found);
    }
    if (this.counts && this.counts.size <= maxTexts && this.numbers <= 2 * this.texts) return;
    if (this.numbers > this.texts) {
      throw new NetworkError("csv-number", found);
    }
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
      throw new NetworkError("csv-classes", { file, column: this.name, limit: maxClasses });
    }
    const numberOf = (field: string) => parseNumber(field, this.decimal) ?? 0;
    const nameOf = (field: string) => (this.isNumeric ? String(numberOf(field)) : field);
    const fields = [...this.counts.keys()];
    const found = [...new Set(fields.map(nameOf))].sort(this.isNumeric ? (a, b) => Number(a) - Number(b) : byText);
    if (found.length < 2) {
      throw new NetworkError("one-class", { file, label: `"${found[0]}"` });
    }
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

/** The same order everywhere, whatever the language. */
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
