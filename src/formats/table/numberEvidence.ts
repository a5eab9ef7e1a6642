/**
 * Derives a column's number format from its fields. "3.541" alone may be 3.5 or 3541: other fields, the rest of the
 * table and the delimiter decide; if they do not, the user is asked.
 */
import { type NumberFormat, type NumberParts, numberParts, plainNumber } from "./number";

/** Information from outside the column. */
export interface NumberContext {
  /** Decimal mark set by the config. */
  decimal?: "." | "," | undefined;
  thousands?: NumberFormat["thousands"] | undefined;
  /** The column's unit set by the config; "percent" divides by 100. */
  unit?: string | undefined;
  /** The decimal mark that other columns of the table determine. */
  fileDecimal?: "." | "," | undefined;
  /** Delimiter of a text's fields; absent if a program wrote typed numbers. */
  delimiter?: string | undefined;
}

interface Example {
  field: string;
  where: string;
}

export type Doubt =
  /** The mark may be a decimal mark or a group separator. */
  | ({ kind: "group"; mark: "." | "," } & Example)
  /** Two notations, or two units, that exclude each other. */
  | ({ kind: "mixed" } & Example)
  | ({ kind: "units"; units: string[] } & Example);

const group = /^[1-9]\d{0,2}([.,])\d{3}$/;
const fraction = /^(?:\d+([.,])\d*|([.,])\d+)(?:e[+-]?\d+)?$/i;
const groups = /^\d{1,3}(?:([., '])\d{3})(?:\1\d{3})*(?:([.,])\d*)?(?:e[+-]?\d+)?$/i;
const whole = /^\d+(?:e[+-]?\d+)?$/i;

/** Units that are recognized even on a few numbers. */
const usualUnit =
  /^(%|‰|[$€£¥₹₽₩₺¢]|(usd|eur|gbp|chf|jpy|inr|us\$|r\$|c\$|a\$|kr|zł)|[kmcµun]?(g|m|l|s|w|v|a|hz|pa|j|n)|kg|lbs?|oz|ft|in|mi|km\/h|mph|m\/s|kwh|mwh|mb|gb|tb|kb|°|°c|°f|m²|m2|km²|qm|m³|hp|ps|bhp|cc|rpm|kcal|min|h|hrs?|mmhg|years?|yrs?|days?)$/i;
/** Units accepted before a number: other texts before numbers are names, such as "A1". */
const currency = /^([$€£¥₹₽₩₺]|usd|eur|gbp|chf|jpy|inr|us\$|r\$|c\$|a\$|rs\.?|kr|zł)$/i;
/** An unknown text after more distinct numbers than this is a unit, not part of names such as "2D" and "3D". */
const manyNumbers = 10;

export class NumberEvidence {
  private point?: Example;
  private comma?: Example;
  private pointGroup?: Example;
  private commaGroup?: Example;
  /** Number of groups that end in 0, which programs that omit trailing zeros never write as decimals. */
  private roundGroups = 0;
  /** Number of comma groups, and of those ending in 00, as money does and decimals seldom do. */
  private commaGroups = 0;
  private hundreds = 0;
  private longest = 0;
  private wholes = 0;
  // Created on demand: a table may have 100,000 columns.
  private thousands?: Map<NonNullable<NumberFormat["thousands"]>, Example>;
  private units?: Map<string, Example>;
  private styled?: Set<string>;
  private bare = 0;
  private anyFraction = false;
  private signs = false;
  /** Number of fields that are numbers in some notation, and of all others. */
  likely = 0;
  texts = 0;

  add(field: string, where: string): void {
    if (plainNumber(field) !== undefined) return this.addPlain(field, where);
    const pieces = this.looksClosely ? numberParts(field) : undefined;
    if (!pieces || !this.addPieces(pieces, field, where)) this.texts++;
  }

  /** False in a column of so many texts that every field counts as one, unless it is in the usual notation. */
  get looksClosely(): boolean {
    return this.texts <= 1000 || this.likely > 0;
  }

  /** True if a number has a decimal point: no number in the usual notation is evidence any more. */
  get hasPoint(): boolean {
    return this.point !== undefined;
  }

  /**
   * Adds a field that plainNumber parses, without its text. Returns false, without an effect, if it needs the text.
   * @param decimals −1 without a decimal point
   * @param length of the field without a sign
   */
  addParsed(decimals: number, length: number, times = 1): boolean {
    if (this.point === undefined) {
      if (decimals >= 0) return false;
      this.wholes += times;
      if (length > this.longest) this.longest = length;
    }
    this.likely += times;
    this.bare += times;
    return true;
  }

  /** Adds a field that plainNumber parses, as most are. */
  addPlain(field: string, where: string): void {
    this.likely++;
    this.bare++;
    if (this.point !== undefined) return;
    const start = field.charCodeAt(0);
    this.addDigits(start === 43 || start === 45 ? field.slice(1) : field, field, where);
  }

  private addPieces({ unit, isBefore, digits, negative }: NumberParts, field: string, where: string): boolean {
    if (unit !== "" && isBefore && !currency.test(unit)) return false;
    if (!this.addDigits(digits, field, where)) return false;
    this.likely++;
    if (negative && !field.startsWith("-")) this.signs = true;
    if (unit === "") this.bare++;
    else {
      this.units ??= new Map();
      this.styled ??= new Set();
      if (!this.units.has(unit)) this.units.set(unit, { field, where });
      if (this.styled.size <= manyNumbers) this.styled.add(digits);
    }
    return true;
  }

  private addDigits(digits: string, field: string, where: string): boolean {
    if (whole.test(digits)) {
      this.wholes++;
      if (digits.length > this.longest) this.longest = digits.length;
      return true;
    }
    const one = group.exec(digits);
    if (one) {
      if (one[1] === ".") this.pointGroup ??= { field, where };
      else {
        this.commaGroup ??= { field, where };
        this.commaGroups++;
        if (digits.endsWith("00")) this.hundreds++;
      }
      if (digits.endsWith("0")) this.roundGroups++;
      return true;
    }
    const parted = fraction.exec(digits);
    const grouped = parted ? undefined : groups.exec(digits);
    const mark = parted ? (parted[1] ?? parted[2]) : grouped?.[2];
    if ((!parted && !grouped) || (grouped && grouped[1] === grouped[2])) return false;
    if (mark === ".") this.point ??= { field, where };
    else if (mark === ",") this.comma ??= { field, where };
    if (mark !== undefined) this.anyFraction = true;
    const between = grouped?.[1] as NonNullable<NumberFormat["thousands"]> | undefined;
    if (between !== undefined && !this.thousands?.has(between)) {
      this.thousands ??= new Map();
      this.thousands.set(between, { field, where });
    }
    return true;
  }

  /** The decimal mark that this column determines. */
  get sureDecimal(): "." | "," | undefined {
    const point = this.point !== undefined || this.thousands?.has(",") === true;
    const comma = this.comma !== undefined || this.thousands?.has(".") === true;
    return point === comma ? undefined : point ? "." : ",";
  }

  /** Returns the number format, the reason why it is ambiguous, or undefined if the column has texts. */
  resolve(context: NumberContext): { format: NumberFormat } | { doubt: Doubt } | undefined {
    if (this.texts > 0 || this.likely === 0) return undefined;
    const unit = this.unit(context.unit);
    if (unit === undefined || "doubt" in unit) return unit;
    const marks = this.marks(context);
    return "doubt" in marks ? marks : { format: { ...marks, ...unit, ...(this.signs && { signs: true }) } };
  }

  private unit(configured: string | undefined): Pick<NumberFormat, "unit" | "percent"> | { doubt: Doubt } | undefined {
    if (configured === "percent") return { percent: true };
    if (configured !== undefined) return { unit: configured };
    if (!this.units) return {};
    const units = [...this.units.keys()];
    const [example] = this.units.values();
    const areUsual = units.every((unit) => usualUnit.test(unit));
    if (units.length > 1 || this.bare > 0) {
      return areUsual ? { doubt: { kind: "units", units, ...example } } : undefined;
    }
    const areNumbers =
      areUsual || (this.styled?.size ?? 0) > manyNumbers || (this.anyFraction && /^\D*$/.test(units[0]));
    return areNumbers ? { unit: units[0] } : undefined;
  }

  private marks(context: NumberContext): Pick<NumberFormat, "decimal" | "thousands"> | { doubt: Doubt } {
    const sure = this.sureDecimal;
    const configured =
      context.decimal ?? (context.thousands === "." ? "," : context.thousands === "," ? "." : undefined);
    const decimal = sure ?? configured ?? context.fileDecimal;
    const kinds = [...(this.thousands?.keys() ?? [])];
    const examples = [...(this.thousands?.values() ?? [])];
    const contrary = configured && sure && configured !== sure ? (this.point ?? this.comma ?? examples[0]) : undefined;
    const mixed =
      contrary ??
      (this.point && this.comma ? this.comma : undefined) ??
      examples[1] ??
      (sure === undefined && kinds.some((kind) => kind === "." || kind === ",") ? examples[0] : undefined);
    if (mixed) return { doubt: { kind: "mixed", ...mixed } };
    const groupMark = this.pointGroup ? "." : this.commaGroup ? "," : undefined;
    if (this.pointGroup && this.commaGroup) {
      // Both cannot be decimal marks; the other fields decide which one separates groups.
      if (decimal === undefined) return { doubt: { kind: "mixed", ...this.commaGroup } };
      return { decimal, thousands: decimal === "," ? "." : "," };
    }
    if (groupMark === undefined) {
      return { decimal: decimal ?? ".", ...(kinds.length > 0 && { thousands: kinds[0] }) };
    }
    const other = groupMark === "." ? "," : ".";
    if (decimal !== undefined) {
      return decimal === groupMark
        ? { decimal, ...(kinds.length > 0 && { thousands: kinds[0] }) }
        : { decimal, thousands: groupMark };
    }
    if (kinds.length > 0) return { decimal: groupMark, thousands: kinds[0] };
    // The config's group separator is another mark, so this one is the decimal mark.
    const { thousands } = context;
    if (thousands === " " || thousands === "'") return { decimal: groupMark, thousands };
    const guess = this.ofDelimiter(groupMark, context.delimiter);
    const example = (this.pointGroup ?? this.commaGroup) as Example;
    if (guess === undefined) return { doubt: { kind: "group", mark: groupMark, ...example } };
    return guess === "decimal" ? { decimal: groupMark } : { decimal: other, thousands: groupMark };
  }

  private ofDelimiter(mark: "." | ",", delimiter: string | undefined): "decimal" | "thousands" | undefined {
    // A program that writes typed numbers, or a table that cannot have commas in fields, uses points.
    if (mark === "." && (delimiter === undefined || delimiter === "," || delimiter === " ")) return "decimal";
    const isShort = this.longest <= 3;
    if (mark === "," && (delimiter === undefined || delimiter === ",")) {
      const areRound = this.hundreds >= 3 && this.hundreds >= this.commaGroups / 4;
      return isShort && (this.wholes > 0 || areRound) ? "thousands" : undefined;
    }
    // Decimals keep all trailing zeros or none: next to integers, none would end in 0.
    return this.wholes > 0 && isShort && this.roundGroups > 0 ? "thousands" : undefined;
  }
}
