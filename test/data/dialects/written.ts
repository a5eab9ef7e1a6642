/** Shared by the writers of tables: delimited fields, column names, number formats. */
import type { Draw } from "./draw";
import { type Decimal, fixed, likeExcel, plain } from "./numbers";
import { cellsOf, type DrawnTable, isNumbers, type NumberColumn, type TableColumn } from "./table";

/** A table as written by a program. */
export interface Written {
  /**
   * Its lines end with
   * .
   */
  text: string;
  /** Keys of the config's `data` besides the path. */
  data: Record<string, unknown>;
  /** Encodings that the program may use; UTF-8 if it is left out. */
  encodings?: readonly Encoded[];
  lineEnds?: readonly string[];
}

export type Encoded = "utf-8" | "utf-8 with mark" | "utf-16le" | "utf-16be" | "utf-16le without mark" | "windows-1252";

export type Write = (table: DrawnTable, draw: Draw) => Written;

/** The format of fields. */
export interface Style {
  delimiter: string;
  missing: string;
  number(number: Decimal, column: NumberColumn): string;
  /** Quotes texts and names. */
  quote(text: string): string;
}

/** Quotes a text only if necessary, and doubles the quotes in it. */
export const quoteMinimal =
  (delimiter: string) =>
  (text: string): string =>
    text.includes(delimiter) || /["\r\n]/.test(text) ? quoteAll(text) : text;

export const quoteAll = (text: string): string => `"${text.replaceAll('"', '""')}"`;

export interface Naming {
  names: string[];
  /** True if the file has column names. */
  isThere: boolean;
}

/** Draws column names: the columns' own names, numbers, or none. */
export function drawNames(draw: Draw, { columns }: DrawnTable): Naming {
  const own = columns.map(({ name }) => name);
  if (!draw.chance(0.25)) return { names: own, isThere: true };
  const kind = draw.of(["none", "from 0", "years"]);
  if (kind === "none") return withoutNames(columns);
  return { names: own.map((_, i) => String(kind === "years" ? 2018 + i : i)), isThere: true };
}

export const withoutNames = (columns: readonly TableColumn[]): Naming => ({
  names: columns.map((_, i) => String(i + 1)),
  isThere: false,
});

/** Returns the fields of all rows. */
export function rowsOf(table: DrawnTable, { number, missing, quote }: Omit<Style, "delimiter">): string[][] {
  return Array.from({ length: table.rows }, (_, row) =>
    table.columns.map((column) => {
      const cell = cellsOf(column)[row];
      if (cell === undefined) return missing;
      return typeof cell === "string" ? quote(cell) : number(cell, column as NumberColumn);
    }),
  );
}

export function separated(table: DrawnTable, naming: Naming, style: Style): Written {
  const { delimiter, quote } = style;
  const header = naming.isThere ? [naming.names.map(quote)] : [];
  const lines = [...header, ...rowsOf(table, style)].map((fields) => fields.join(delimiter));
  return { text: `${lines.join("\n")}\n`, data: ofTable(naming) };
}

export const ofTable = ({ names }: Naming): Record<string, unknown> => ({
  format: "csv",
  label: names[names.length - 1],
});

/** The number formats of a locale. */
export interface Locale {
  point: string;
  thousands: readonly string[];
  money(amount: string, isNegative: boolean): readonly string[];
  percent(share: string): string;
}

/** Spreadsheets save cells as they are shown: each column has a format of its own. */
export function shownNumbers(draw: Draw, table: DrawnTable, locale: Locale): Style["number"] {
  const { point, money, percent } = locale;
  const thousands = draw.of(locale.thousands);
  const manner = draw.whole(0, 9);
  const formats = new Map(
    table.columns.filter(isNumbers).map((column) => {
      const isLabel = column === table.columns.at(-1) && table.label !== "quantity";
      const { shown, most } = column.kind;
      if (isLabel || draw.chance(0.4)) return [column, "general"];
      return [column, shown ?? (most > 9999 ? "groups" : "places")];
    }),
  );
  return (number, column) => {
    const { places } = column.kind;
    const amount = () => fixed({ ...number, mantissa: Math.abs(number.mantissa) }, places, point, thousands);
    switch (formats.get(column)) {
      case "groups":
        return fixed(number, places, point, thousands);
      case "places":
        return fixed(number, places, point);
      case "percent":
        return percent(plain(number, point));
      case "money": {
        const ways = money(amount(), number.mantissa < 0);
        return ways[manner % ways.length];
      }
      default:
        return likeExcel(number, point);
    }
  };
}
