/** Formats numbers for the terminal. */

import { metrics } from "../../core/metricRegistry";
import type { MetricName } from "../../core/names";

export const whole = (value: number): string => Math.round(value).toLocaleString("en");

/** Formats 0.9785 as 97.85%. */
export const percent = (share: number): string => `${(share * 100).toFixed(2)}%`;

/** Formats four significant digits, as in "RMSE 2.317"; large numbers in full. */
export const quantity = (value: number): string =>
  Math.abs(value) >= 1e4 && Math.abs(value) < 1e15 ? whole(value) : String(Number(value.toPrecision(4)));

/** Formats a metric's value; "" if there is none. */
export const metricText = (name: MetricName, value: number | undefined): string =>
  value === undefined ? "" : metrics[name].format === "percent" ? percent(value) : quantity(value);

export const cost = (value: number): string => (Math.abs(value) < 1000 ? value.toFixed(4) : value.toExponential(2));

/** Formats durations such as 12 ms, 0.42 s, 12.3 s, 4:05, 1:04:05. */
export function duration(seconds: number): string {
  if (seconds < 0.0995) return `${Math.ceil(seconds * 1000)} ms`;
  if (seconds < 9.95) return `${seconds.toFixed(2)} s`;
  return seconds < 59.95 ? `${seconds.toFixed(1)} s` : clock(seconds);
}

/** Formats times such as 0:07, 4:05, 1:04:05. */
export function clock(seconds: number): string {
  const left = Math.round(seconds);
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(left / 3600);
  const minutes = Math.floor(left / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(left % 60)}` : `${minutes}:${two(left % 60)}`;
}

/** Formats "R² 0.914"; R² is undefined for a single example and for constant targets. */
export const r2Text = (r2: number | undefined, digits: number): string =>
  r2 === undefined || Number.isNaN(r2) ? "R² needs two examples that differ" : `R² ${r2.toFixed(digits)}`;

/** Formats counts such as "1 fold" and "1,000 folds". */
export const counted = (count: number, what: string): string => `${whole(count)} ${what}${count === 1 ? "" : "s"}`;
