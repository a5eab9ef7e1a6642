/** Values of formats that know types, as the text fields that tables are made of. */

/** What a cell or a member can hold. Absent values are missing ones. */
export type Value = string | number | bigint | boolean | Date | null | undefined;

/**
 * A number in its shortest text that reads back the same float64; a date in ISO 8601, a time of day alone where its day
 * is the first of Excel's calendar. NaN is a missing value.
 */
export function fieldText(value: Value): string {
  if (value === null || value === undefined || Number.isNaN(value)) return "";
  if (value instanceof Date) return dateText(value);
  if (Object.is(value, -0)) return "-0";
  return typeof value === "string" ? value.trim() : String(value);
}

function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return "";
  const [day, time] = date
    .toISOString()
    .replace(/(\.000)?Z$/, "")
    .split("T");
  if (date.getTime() < startOf1900) return time;
  return time === "00:00:00" ? day : `${day} ${time}`;
}

const startOf1900 = Date.UTC(1900, 0, 1);
