/** Formats numbers as text, in the language of the page. */
import { locale, t } from "./l10n";

const grouped = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const significant = new Intl.NumberFormat(locale, { maximumSignificantDigits: 4 });
const tiny = new Intl.NumberFormat(locale, { notation: "scientific", maximumSignificantDigits: 3 });
const percentage = new Intl.NumberFormat(locale, {
  style: "percent",
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});
const points = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });

export const whole = (value: number): string => grouped.format(value);
export const percent = (value: number | undefined): string => (value === undefined ? "–" : percentage.format(value));
const short = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
/** Formats a share as a short percentage ("97.6%"), for narrow spaces. */
export const shortPercent = (value: number): string => short.format(value);
const rounded = new Intl.NumberFormat(locale, { style: "percent" });
/** Formats a share as a percentage without decimals ("98%"). */
export const wholePercent = (value: number): string => rounded.format(value);
/** Formats the absolute difference of two shares in percentage points: "0.1". */
export const percentPoints = (difference: number): string => points.format(Math.abs(difference) * 100);

const fixed = Array.from(
  { length: 5 },
  (_, digits) =>
    new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false }),
);
/** Formats a number with `digits` decimals, at most four: "0.50". */
export const decimals = (value: number, digits: number): string => fixed[digits].format(value);

export function figure(value: number | undefined): string {
  if (value === undefined) return "–";
  if (Number.isNaN(value)) return t("not a number");
  return value !== 0 && Math.abs(value) < 1e-4 ? tiny.format(value) : significant.format(value);
}

/** Formats like `figure`, but with all integer digits: time stamps or prices may differ only in the last ones. */
export const quantity = (value: number): string => (Math.abs(value) < 1e4 ? figure(value) : whole(value));

/** Formats an input as in the data: adds `shift`, subtracted in double because float32 cannot represent the value. */
export const inputFigure = (value: number, shift?: number): string =>
  shift === undefined ? figure(value) : quantity(value + shift);

/** Formats a number with its sign: "+3.2", "−3.2". */
export const signed = (value: number): string =>
  `${value > 0 ? "+" : value < 0 ? "−" : ""}${figure(Number.isNaN(value) ? value : Math.abs(value))}`;

/** Formats a duration in seconds: "3.2 s", "2 min 5 s", "1 h 12 min". */
export function duration(seconds: number): string {
  if (seconds < 9.95) return `${decimals(seconds, 1)} s`;
  const round = Math.round(seconds);
  if (round < 60) return `${round} s`;
  if (round < 3600) return t("{0} min {1} s", Math.floor(round / 60), round % 60);
  return t("{0} h {1} min", Math.floor(round / 3600), Math.floor((round % 3600) / 60));
}
