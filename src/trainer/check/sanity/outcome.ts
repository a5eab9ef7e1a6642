/** Outcomes of sanity checks: checks that practitioners run by hand before they trust a network. */
import type { Path } from "../../../config/check/finding";
import { type Cited, messageFields } from "../../../messages/said";
import type { RequestResult } from "../../../protocol/requests";
import type { Experiment } from "../../experiment/prepare";

/**
 * The outcome of a check. `output` lists the measurements, one line each. A failure's message gives the usual cause,
 * and `path` where to fix it.
 */
export type CheckOutcome = RequestResult<"sanity">;

/** The parts of an experiment that a check needs. */
export type CheckedExperiment = Pick<Experiment, "config" | "dataset">;

export const passed = (output: string[]): CheckOutcome => ({ state: "passed", output });

/** Returns the outcome of a check that does not apply to this config, or whose result would mean nothing. */
export const skipped = (message: Cited, output: string[] = []): CheckOutcome => ({
  state: "skipped",
  output,
  ...messageFields(message),
});

export const failed = (path: Path, message: Cited, output: string[]): CheckOutcome => ({
  state: "failed",
  output,
  ...messageFields(message),
  path,
});

/** Formats a number with four significant digits. */
export const figure = (value: number): string => String(Number(value.toPrecision(4)));
export const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;
