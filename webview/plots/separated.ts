/** Delimited text of numbers in full precision with a header row, for files and spreadsheets; NaN is empty. Pure. */

export function separated(
  titles: readonly string[],
  rows: readonly (readonly number[])[],
  separator: "," | "\t",
): string {
  const head = titles.map((title) => quoted(title, separator)).join(separator);
  return `${[head, ...rows.map((row) => row.map(number).join(separator))].join("\n")}\n`;
}

const number = (value: number) => (Number.isNaN(value) ? "" : String(value));

const quoted = (text: string, separator: string) =>
  text.includes(separator) || text.includes('"') ? `"${text.replaceAll('"', '""')}"` : text;
