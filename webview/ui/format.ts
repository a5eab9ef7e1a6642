/** Numbers in words, in the reader's manner. */

const grouped = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const significant = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 4 });
const tiny = new Intl.NumberFormat(undefined, { notation: "scientific", maximumSignificantDigits: 3 });
const percentage = new Intl.NumberFormat(undefined, {
  style: "percent",
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});
const points = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 });

export const whole = (value: number): string => grouped.format(value);
export const percent = (value: number | undefined): string => (value === undefined ? "–" : percentage.format(value));
const short = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 1 });
/** "97.6%", where there is little room. */
export const shortPercent = (value: number): string => short.format(value);
/** Difference of two shares in points: "0.1". */
export const percentPoints = (difference: number): string => points.format(Math.abs(difference) * 100);

export function figure(value: number | undefined): string {
  if (value === undefined) return "–";
  if (Number.isNaN(value)) return "not a number";
  return value !== 0 && Math.abs(value) < 1e-3 ? tiny.format(value) : significant.format(value);
}

/** As `figure`, but with every whole digit: of a time stamp or a price the last ones tell one from another. */
export const quantity = (value: number): string => (Math.abs(value) < 1e4 ? figure(value) : whole(value));

/** An input as the data has it: what was taken off in double, because float32 does not hold it, is put back. */
export const inputFigure = (value: number, shift?: number): string =>
  shift === undefined ? figure(value) : quantity(value + shift);

/** "+3.2", "−3.2" */
export const signed = (value: number): string =>
  `${value > 0 ? "+" : value < 0 ? "−" : ""}${figure(Number.isNaN(value) ? value : Math.abs(value))}`;

/** "3.2 s", "2 min 5 s", "1 h 12 min" */
export function duration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const round = Math.round(seconds);
  if (round < 60) return `${round} s`;
  if (round < 3600) return `${Math.floor(round / 60)} min ${round % 60} s`;
  return `${Math.floor(round / 3600)} h ${Math.floor((round % 3600) / 60)} min`;
}
