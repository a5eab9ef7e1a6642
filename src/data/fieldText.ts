/** Conversion of typed values to the text fields of a table. */

/** The value of a cell or a member; null and undefined are missing values. */
export type Value = string | number | bigint | boolean | Date | null | undefined;

/**
 * Returns the shortest text that parses to the same float64; for a date ISO 8601, or only the time if its day is the
 * first of Excel's calendar. NaN is a missing value.
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
