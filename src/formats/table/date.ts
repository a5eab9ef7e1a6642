/**
 * Dates and times of day as texts: ISO 8601, 12:30, 1.3.2024, 3/1/2024, 1 March 2024. A text whose day and month can be
 * exchanged is read only in an order that is known. Time zones are passed over: the parts are those that are written.
 */

/** In which order 3/1/2024 is written. */
export type DateOrder = "dmy" | "mdy" | "ymd";
export const dateOrders: readonly DateOrder[] = ["dmy", "mdy", "ymd"];

/** What a date or a time of day says; a time alone has no date, and a date alone no time. */
export interface Moment {
  year?: number;
  /** From 1. */
  month?: number;
  day?: number;
  /** From 1, Monday, to 7, Sunday, as in ISO 8601. */
  weekday?: number;
  hour?: number;
  minute?: number;
}

export type DatePart = keyof Moment;

/**
 * Undefined where the text is no date or time, or where it is open what it says. Without an `order`, only what leaves
 * no doubt is read: a year of four digits that stands first, or behind points (1.3.2024), or a month by its name. The
 * year is NaN where its two digits, 30 to 68, may be of either century.
 * The exported module has the text of this function: it calls none of this file, and none stands inside it.
 */
export function readMoment(text: string, order: string | undefined): Moment | undefined {
  if (text.length > 48) return undefined;
  const found =
    /^(.*?)(?:(?:^|T|,?\s+)(\d{1,2}):(\d\d)(?::([0-5]\d|60)(?:[.,]\d{1,9})?)?(?:\s*([ap])\.?m\.?)?(?:\s*(?:Z|UTC|GMT|[+-]\d\d(?::?\d\d)?))?)?$/i.exec(
      text.trim(),
    );
  if (!found) return undefined;
  const moment: Moment = {};
  if (found[2] !== undefined) {
    const half = found[5]?.toLowerCase();
    const hour = Number(found[2]);
    if (half ? hour < 1 || hour > 12 : hour > 23) return undefined;
    if (Number(found[3]) > 59) return undefined;
    moment.hour = half ? (hour % 12) + (half === "p" ? 12 : 0) : hour;
    moment.minute = Number(found[3]);
  }
  const date = found[1];
  if (date === "") return found[2] === undefined ? undefined : moment;
  const first = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(date);
  const compact = /^(\d{4})(\d\d)(\d\d)$/.exec(date);
  const months = found[2] === undefined ? /^(\d{4})-(\d\d)$/.exec(date) : null;
  const open = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d\d)$/.exec(date);
  const named =
    /^(?:(?:mon|tues?|wed|thu|thur|thurs|fri|sat|sun)(?:[a-z]*day)?[.,]?\s+)?(?:(\d{1,2})(?:st|nd|rd|th)?[-\s./]*([a-z]{3,9})\.?[-\s,./]*|([a-z]{3,9})\.?\s*(\d{1,2})(?:st|nd|rd|th)?,?\s+)(\d{4}|\d\d)$/i.exec(
      date,
    );
  let [year, month, day] = ["", "", ""];
  if (first) [, year, , month, day] = first;
  else if (compact) [, year, month, day] = compact;
  else if (months) [, year, month] = months;
  else if (open) {
    const written = order ?? (open[2] === "." && open[4].length === 4 ? "dmy" : "");
    if (written === "dmy") [, day, , month, year] = open;
    else if (written === "mdy") [, month, , day, year] = open;
    else if (written === "ymd" && open[4].length === 2) [, year, , month, day] = open;
    if (year.length === 1) return undefined;
  } else if (named) {
    const name = (named[2] ?? named[3]).toLowerCase();
    const names = "january february march april may june july august september october november december sept".split(
      " ",
    );
    const at = names.findIndex((full) => full === name || (name.length === 3 && full.startsWith(name)));
    month = at < 0 ? "" : String((at === 12 ? 8 : at) + 1);
    day = named[1] ?? named[4];
    year = named[5];
  }
  if (year === "" || month === "") return undefined;
  const short = Number(year);
  // Programs agree on the century of two digits only so far.
  const century = short < 30 ? 2000 : short > 68 ? 1900 : Number.NaN;
  moment.year = year.length > 2 ? short : short + century;
  moment.month = Number(month);
  if (moment.month < 1 || moment.month > 12) return undefined;
  if (day === "") return moment;
  // The calendar repeats itself after 400 years.
  const there = new Date(Date.UTC(2000 + (moment.year % 400 || 0), moment.month - 1, Number(day)));
  if (there.getUTCMonth() !== moment.month - 1 || there.getUTCDate() !== Number(day)) return undefined;
  moment.day = Number(day);
  moment.weekday = Number.isNaN(moment.year) ? Number.NaN : there.getUTCDay() || 7;
  return moment;
}

/**
 * The parts as numbers, NaN where the moment lacks one. With `cyclic`, each part but the year is the sine and the
 * cosine of its share of a turn, so that December stands beside January: rounded to 2^-23, so that noon has the sine 0
 * in every program. The exported module has the text of this function too.
 */
export function partsOfMoment(moment: Moment, parts: readonly DatePart[], cyclic: boolean): number[] {
  const numbers: number[] = [];
  const turns = { year: 0, month: 12, day: 31, weekday: 7, hour: 24, minute: 60 };
  for (const part of parts) {
    const value = moment[part] ?? Number.NaN;
    const angle = (2 * Math.PI * value) / turns[part];
    if (!cyclic || part === "year") numbers.push(value);
    else numbers.push(Math.round(Math.sin(angle) * 8388608) / 8388608, Math.round(Math.cos(angle) * 8388608) / 8388608);
  }
  return numbers.map((number) => number + 0);
}

/** What each number of `partsOfMoment` is called: "month", or "month sin" and "month cos". */
export const namesOfParts = (parts: readonly DatePart[], cyclic: boolean): string[] =>
  parts.flatMap((part) => (cyclic && part !== "year" ? [`${part} sin`, `${part} cos`] : [part]));

/** Whether a text, which is no number, is a date or a time of day in some order. */
export const isMoment = (text: string): boolean =>
  [undefined, ...dateOrders].some((order) => readMoment(text, order) !== undefined) && !isOtherPair(text);

/** "1234-05" is a month only under the key `dates`. */
const isOtherPair = (text: string): boolean => /^\d{4}-\d\d$/.test(text) && !/^(1[89]|2[01])\d\d/.test(text);
