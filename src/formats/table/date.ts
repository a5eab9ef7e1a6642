/**
 * Dates and times of day as texts: ISO 8601, 12:30, 1.3.2024, 3/1/2024, 1 March 2024. A text with exchangeable day and
 * month is read only with a known order. Time zones are ignored: the written parts count.
 */

/** The order of the parts of 3/1/2024. */
export type DateOrder = "dmy" | "mdy" | "ymd";
export const dateOrders: readonly DateOrder[] = ["dmy", "mdy", "ymd"];

/** The parts of a date or a time of day; a time alone has no date, and a date alone no time. */
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
 * Parses a date or time; undefined if the text is none or is ambiguous. Without an `order`, only unambiguous texts are
 * read: a four-digit year that comes first or after points (1.3.2024), or a month by its name. The year is NaN for two
 * digits from 30 to 68, which may be of either century.
 * The exported module contains the text of this function: it must call no other of this file, and contain none.
 */
export function readMoment(text: string, order: string | undefined): Moment | undefined {
  if (text.length > 48) return undefined;
  const moment: Moment = {};
  const colon = text.indexOf(":");
  let date = text.trim();
  if (colon >= 0) {
    const start = /\d/.test(text[colon - 2] ?? "") ? colon - 2 : colon - 1;
    const time =
      /^(\d\d?):([0-5]\d)(?::(?:[0-5]\d|60)(?:[.,]\d{1,9})?)?(?:\s*([ap])\.?m\.?)?(?:\s*(?:Z|UTC|GMT|[+-]\d\d(?::?\d\d)?))?$/i.exec(
        text.slice(Math.max(0, start)).trim(),
      );
    if (!time) return undefined;
    const hour = Number(time[1]);
    const half = time[3]?.toLowerCase();
    if (half ? hour < 1 || hour > 12 : hour > 23) return undefined;
    moment.hour = half ? (hour % 12) + (half === "p" ? 12 : 0) : hour;
    moment.minute = Number(time[2]);
    const before = text.slice(0, start).trimStart();
    date = before.replace(/T$|,?\s+$/i, "");
    if (before === "") return moment;
    if (date === before) return undefined;
  }
  let [year, month, day] = ["", "", ""];
  const three = /^(\d{1,4})([-/.])(\d\d?)(?:\2(\d{1,4}))?$/.exec(date);
  if (three) {
    const [, first, mark, second, third = ""] = three;
    if (first.length === 4 && third.length < 3) {
      // A year and a month alone are written in one way.
      if (third === "" && (mark !== "-" || second.length < 2 || colon >= 0)) return undefined;
      [year, month, day] = [first, second, third];
    } else if (first.length < 3 && (third.length === 4 || third.length === 2)) {
      const written = order ?? (mark === "." && third.length === 4 ? "dmy" : "");
      if (written === "dmy") [day, month, year] = [first, second, third];
      else if (written === "mdy") [month, day, year] = [first, second, third];
      else if (written === "ymd" && third.length === 2 && first.length === 2)
        [year, month, day] = [first, second, third];
    }
  } else if (/^\d{8}$/.test(date)) {
    [year, month, day] = [date.slice(0, 4), date.slice(4, 6), date.slice(6)];
  } else if (/[a-z]/i.test(date)) {
    const named =
      /^(?:(?:mon|tues?|wed|thu|thur|thurs|fri|sat|sun)(?:[a-z]*day)?[.,]?\s+)?(?:(\d\d?)(?:st|nd|rd|th)?[-\s./]*([a-z]{3,9})\.?[-\s,./]*|([a-z]{3,9})\.?\s*(\d\d?)(?:st|nd|rd|th)?,?\s+)(\d{4}|\d\d)$/i.exec(
        date,
      );
    if (!named) return undefined;
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
  moment.day = Number(day);
  // The calendar repeats itself after 400 years, from 2000 on. A year that is open may be a leap year.
  const like = 2000 + (Number.isNaN(moment.year) ? 0 : moment.year % 400);
  const isLeap = like % 4 === 0 && (like % 100 !== 0 || like % 400 === 0);
  const days = moment.month === 2 ? (isLeap ? 29 : 28) : 30 + ((moment.month + (moment.month > 7 ? 1 : 0)) % 2);
  if (moment.day < 1 || moment.day > days) return undefined;
  // Days since 1 January 1970, a Thursday.
  const since = Date.UTC(like, moment.month - 1, moment.day) / 86_400_000;
  moment.weekday = Number.isNaN(moment.year) ? Number.NaN : ((since + 3) % 7) + 1;
  return moment;
}

/**
 * Returns the parts as numbers, NaN for those the moment lacks. With `cyclic`, each part but the year becomes the sine
 * and cosine of its share of a turn, so that December is next to January: rounded to 2^-23, so that noon has the sine 0
 * in every program. The exported module contains the text of this function too.
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

/** Returns the names of the numbers of `partsOfMoment`: "month", or "month sin" and "month cos". */
export const namesOfParts = (parts: readonly DatePart[], cyclic: boolean): string[] =>
  parts.flatMap((part) => (cyclic && part !== "year" ? [`${part} sin`, `${part} cos`] : [part]));

/** A quick test that every date or time passes, except those of eight digits. */
const seemsMoment = /\d[-/.:]\d|\d.*[a-z]{3}|[a-z]{3}.*\d/i;
const isOpen = /^\s*\d\d?[-/.]\d\d?[-/.]\d/;
/** "1234-05" is a month only with the key `dates`. */
const otherPair = /^(?!1[89]|2[01])\d{4}-\d\d$/;

/** Returns true if a text that is no number is a date or a time of day in some order. */
export function isMoment(text: string): boolean {
  if (text.length > 48 || !seemsMoment.test(text) || otherPair.test(text)) return false;
  if (readMoment(text, undefined)) return true;
  return isOpen.test(text) && dateOrders.some((order) => readMoment(text, order) !== undefined);
}
