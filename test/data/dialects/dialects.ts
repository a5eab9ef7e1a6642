/** Twelve programs or locales, and how each writes the same table. */
import type { Draw } from "./draw";
import { type Decimal, likePython, likeR, plain, scientific } from "./numbers";
import { type DrawnTable, isNumbers, type NumberColumn } from "./table";
import {
  drawNames,
  type Locale,
  ofTable,
  quoteAll,
  quoteMinimal,
  rowsOf,
  type Style,
  separated,
  shownNumbers,
  type Write,
  type Written,
  withoutNames,
} from "./written";

const rNumber = (point: string) => (number: Decimal) => likeR(number, point);

/** write.csv and write.csv2: they write row names under an empty name, unless that is turned off. */
const rCsv =
  (delimiter: string, point: string): Write =>
  (table, draw) => {
    const naming = { names: table.columns.map(({ name }) => name), isThere: true };
    const style = { delimiter, missing: "NA", number: rNumber(point), quote: quoteAll };
    const written = separated(table, naming, style);
    if (draw.chance(0.4)) return written;
    const lines = written.text.split("\n").slice(0, -1);
    const text = lines.map((line, i) => `"${i === 0 ? "" : i}"${delimiter}${line}\n`).join("");
    return { ...written, text, data: { ...written.data, exclude: ["1"] } };
  };

const rTable: Write = (table, draw) => {
  const delimiter = draw.of([" ", "\t"]);
  const isQuoted = delimiter === " " || draw.chance(0.5);
  // R escapes quotes with a backslash by default, and doubles them if asked to.
  const escaped = draw.chance(0.5) ? '""' : '\\"';
  const quote = (text: string) => (isQuoted ? `"${text.replaceAll('"', escaped)}"` : text);
  // An unquoted "NA" counts as a value if it is common among texts.
  const style = { delimiter, missing: isQuoted ? "NA" : "<NA>", number: rNumber("."), quote };
  const naming = { names: table.columns.map(({ name }) => name), isThere: true };
  const written = separated(table, naming, style);
  if (draw.chance(0.3)) return written;
  const row = draw.of(["", "row", "Mazda RX"]);
  const lines = written.text.split("\n").slice(0, -1);
  const text = lines.map((line, i) => (i === 0 ? `${line}\n` : `${quote(`${row}${i}`)}${delimiter}${line}\n`));
  return { ...written, text: text.join("") };
};

const python: Write = (table, draw) => {
  if (!table.columns.every(isNumbers) || table.hasMissing || draw.chance(0.7)) return pandas(table, draw);
  // numpy.savetxt, with its header in a comment or without one.
  const delimiter = draw.of([" ", ",", "\t"]);
  const number = draw.of([(each: Decimal) => toFixedScientific(each, 18), (each: Decimal) => scientific(each, ".")]);
  const naming = withoutNames(table.columns);
  const written = separated(table, naming, { delimiter, missing: "nan", number, quote: quoteAll });
  const names = table.columns.map(({ name }) => name.replaceAll(" ", "_"));
  if (draw.chance(0.5)) return written;
  const data = ofTable({ names, isThere: true });
  return { ...written, data, text: `# ${names.join(delimiter)}\n${written.text}` };
};

const pandas: Write = (table, draw) => {
  const [delimiter, point] =
    draw.of([",", ",", ";", "\t"] as const) === ";" ? [";", draw.of([".", ","])] : [draw.of([",", "\t"]), "."];
  const floats = new Set(
    table.columns.filter(
      (column) => isNumbers(column) && (column.kind.places > 0 || column.numbers.includes(undefined)),
    ),
  );
  const number = (each: Decimal, column: NumberColumn) => likePython(each, floats.has(column)).replace(".", point);
  const naming = drawNames(draw, table);
  // "NA" counts as a value if it is common among texts.
  const missing = draw.of(["", "", "NaN", "NULL", "<NA>"]);
  const written = separated(table, naming, { delimiter, missing, number, quote: quoteMinimal(delimiter) });
  const encodings = ["utf-8", "utf-8", "utf-8 with mark", "utf-16le", "windows-1252"] as const;
  if (!naming.isThere || draw.chance(0.5)) return { ...written, encodings };
  const lines = written.text.split("\n").slice(0, -1);
  const text = lines.map((line, i) => `${i === 0 ? "" : i - 1}${delimiter}${line}\n`).join("");
  // If the names are numbers, "1" would be another column.
  const index = naming.names.includes("1") ? "column 1" : "1";
  return { ...written, encodings, text, data: { ...written.data, exclude: [index] } };
};

const english: Locale = {
  point: ".",
  thousands: [","],
  money: (amount, isNegative) =>
    isNegative
      ? [`-$${amount}`, `($${amount})`, `$(${amount})`, `-$${amount}`]
      : [`$${amount}`, `$${amount}`, ` $${amount} `, `$${amount}`],
  percent: (share) => `${share}%`,
};
const german: Locale = {
  point: ",",
  thousands: ["."],
  money: (amount, isNegative) => [`${isNegative ? "-" : ""}${amount} €`, `${isNegative ? "-" : ""}${amount}\u00a0€`],
  percent: (share) => `${share} %`,
};
const french: Locale = {
  point: ",",
  thousands: ["\u202f", "\u00a0", " "],
  money: (amount, isNegative) => [`${isNegative ? "-" : ""}${amount} €`],
  percent: (share) => `${share}\u00a0%`,
};
const swiss: Locale = {
  point: ".",
  thousands: ["'", "’"],
  money: (amount, isNegative) => [`CHF ${isNegative ? "-" : ""}${amount}`, `${isNegative ? "-" : ""}${amount}`],
  percent: (share) => `${share}%`,
};

function spreadsheet(table: DrawnTable, draw: Draw, locale: Locale, usual: string): Written {
  const isUnicodeText = draw.chance(0.2);
  const delimiter = isUnicodeText ? "\t" : usual;
  const missing = draw.of(["", "", "", "#N/A"]);
  const quote = quoteMinimal(delimiter);
  const shown = shownNumbers(draw, table, locale);
  const number: Style["number"] = (each, column) => quote(shown(each, column));
  const naming = drawNames(draw, table);
  const written = separated(table, naming, { delimiter, missing, number, quote });
  const lineEnds = ["\r\n", "\r\n", "\n", "\r"];
  const encodings = isUnicodeText
    ? (["utf-16le", "utf-16le without mark", "utf-16be"] as const)
    : (["windows-1252", "utf-8 with mark", "utf-8"] as const);
  /** Adds what a spreadsheet saves besides the table: empty columns, a title, a separator line. */
  const around = (text: string, what: string) => {
    if (what === "ends") return text.replace(/\n/g, `${delimiter.repeat(draw.whole(1, 2))}\n`);
    if (what === "title")
      return `${draw.of(["Quarterly report", "Messwerte"])}${delimiter.repeat(table.columns.length - 1)}\n${text}`;
    return what === "sep" && !isUnicodeText ? `sep=${delimiter}\n${text}` : text;
  };
  const text = around(written.text, draw.of(["ends", "title", "sep", "", "", "", ""]));
  return { ...written, text, encodings, lineEnds };
}

const weka: Write = (table, draw) => {
  const quote = (text: string) => (/^[\w.-]+$/.test(text) ? text : `'${text.replace(/['\\]/g, "\\$&")}'`);
  const names = table.columns.map(({ name }) => name);
  const style = { missing: "?", number: (each: Decimal) => plain(each), quote };
  if (draw.chance(0.4)) return separated(table, { names, isThere: true }, { ...style, delimiter: "," });
  const attributes = table.columns.map((column) => {
    if (isNumbers(column)) return `@attribute ${quote(column.name)} ${draw.of(["numeric", "real", "REAL"])}`;
    const values = [...new Set(column.texts)].filter((text) => text !== undefined);
    return `@attribute ${quote(column.name)} {${values.map(quote).join(",")}}`;
  });
  const records = rowsOf(table, style).map((fields) => fields.join(","));
  const text = `% made by chance\n@relation 'some table'\n\n${attributes.join("\n")}\n\n@data\n${records.join("\n")}\n`;
  return { text, data: { format: "arff", label: names.at(-1) } };
};

/** Arrays of numbers: save -text and save -ascii. */
const octave: Write = (table, draw) => {
  const ascii = (each: Decimal) => ` ${toFixedScientific(each, 8)}`;
  if (draw.chance(0.5)) {
    const naming = withoutNames(table.columns);
    return separated(table, naming, { delimiter: "", missing: "NaN", number: ascii, quote: String });
  }
  const matrix = (name: string, rows: string[][]) =>
    `# name: ${name}\n# type: matrix\n# rows: ${rows.length}\n# columns: ${rows[0].length}\n${rows.map((row) => ` ${row.join(" ")}\n`).join("")}\n\n`;
  const rows = rowsOf(table, { missing: "NaN", number: (each) => plain(each), quote: String });
  const inputs = rows.map((row) => row.slice(0, -1));
  const targets = rows.map((row) => row.slice(-1));
  const text = `# Created by Octave 9.2.0, Mon Jan 01 00:00:00 2024 UTC <user@host>\n${matrix("x", inputs)}${matrix("y", targets)}`;
  return { text, data: { format: "octave", keys: { x: "x", y: "y" } } };
};

const uci: Write = (table, draw) => {
  const delimiter = draw.of([",", ", ", " ", "   ", "\t", ";"]);
  const quote = (text: string) => (/[\s,;"']/.test(text) ? quoteAll(text) : text);
  const naming = withoutNames(table.columns);
  const written = separated(table, naming, { delimiter, missing: "?", number: (each) => plain(each), quote });
  const blank = draw.chance(0.5) ? "\n" : "";
  return { ...written, text: written.text + blank, lineEnds: ["\n", "\r\n"] };
};

const sql: Write = (table, draw) => {
  const names = table.columns.map(({ name }) => name);
  const number = (each: Decimal) => (each.places > 9 ? scientific(each, ".") : plain(each));
  const bare = (text: string) => text.replaceAll("\t", "\\t");
  switch (draw.of(["copy", "mysql", "csv", "unaligned", "aligned"])) {
    case "copy":
      return separated(table, withoutNames(table.columns), { delimiter: "\t", missing: "\\N", number, quote: bare });
    case "mysql":
      return separated(table, { names, isThere: true }, { delimiter: "\t", missing: "NULL", number, quote: bare });
    case "csv":
      return separated(
        table,
        { names, isThere: true },
        { delimiter: ",", missing: "", number, quote: quoteMinimal(",") },
      );
    case "unaligned": {
      const written = separated(
        table,
        { names, isThere: true },
        { delimiter: "|", missing: "", number, quote: String },
      );
      return { ...written, text: `${written.text}(${table.rows} rows)\n` };
    }
    default: {
      const rows = rowsOf(table, { missing: "", number, quote: String });
      const widths = names.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i].length)));
      const line = (row: string[]) => row.map((field, i) => ` ${field.padEnd(widths[i])} `).join("|");
      const rule = widths.map((width) => "-".repeat(width + 2)).join("+");
      const text = [line(names), rule, ...rows.map(line), `(${table.rows} rows)`, "", ""].join("\n");
      return { text, data: ofTable({ names, isThere: true }) };
    }
  }
};

const libreOffice: Write = (table, draw) => {
  const locale = draw.of([english, german]);
  const delimiter = draw.of([",", ";", "\t"]);
  const quote = draw.chance(0.5) ? quoteAll : quoteMinimal(delimiter);
  const asShown = draw.chance(0.6);
  const shown = shownNumbers(draw, table, locale);
  const areQuoted = draw.chance(0.2);
  const number: Style["number"] = (each, column) => {
    const text = asShown ? shown(each, column) : plain(each, locale.point);
    return areQuoted ? quoteAll(text) : quoteMinimal(delimiter)(text);
  };
  const naming = drawNames(draw, table);
  const written = separated(table, naming, { delimiter, missing: draw.of(["", '""', "#N/A"]), number, quote });
  return { ...written, encodings: ["utf-8", "utf-8", "utf-16le", "windows-1252"] };
};

/** Formats a number as %.18e, as NumPy and Octave do. */
function toFixedScientific(number: Decimal, digits: number): string {
  const [mantissa, exponent] = Number(`${number.mantissa}e${-number.places}`).toExponential(digits).split("e");
  return `${mantissa}e${exponent[0]}${exponent.slice(1).padStart(2, "0")}`;
}

export interface Dialect {
  name: string;
  write: Write;
  /** Set for programs that write only numbers, without missing values. */
  isPlain?: boolean;
}

export const dialects: readonly Dialect[] = [
  { name: "R's write.table", write: rTable },
  { name: "R's write.csv", write: rCsv(",", ".") },
  { name: "R's write.csv2", write: rCsv(";", ",") },
  { name: "Python", write: python },
  { name: "Excel in English", write: (table, draw) => spreadsheet(table, draw, english, ",") },
  { name: "Excel in German", write: (table, draw) => spreadsheet(table, draw, german, ";") },
  {
    name: "Excel in French and Swiss",
    write: (table, draw) => spreadsheet(table, draw, draw.of([french, swiss]), ";"),
  },
  { name: "Weka", write: weka },
  { name: "Octave", write: octave, isPlain: true },
  { name: "UCI", write: uci },
  { name: "SQL", write: sql },
  { name: "LibreOffice", write: libreOffice },
];
