/** Outcomes of sanity checks: checks that practitioners run by hand before they trust a network. */
import type { Path } from "../../../config/check/finding";
import { type Cited, messageFields, saidBy } from "../../../messages/said";
import type { RequestResult } from "../../../protocol/requests";
import type { Experiment } from "../../experiment/prepare";

/**
 * The outcome of a check. `output` lists the measurements, one line each. A failure's message gives the usual cause,
 * and `path` where to fix it.
 */
export type CheckOutcome = RequestResult<"sanity">;

/** The parts of an experiment that a check needs. */
export type CheckedExperiment = Pick<Experiment, "config" | "dataset">;

export const passed = (output: readonly Cited[]): CheckOutcome => ({ state: "passed", ...reportOf(output) });

/** Returns the outcome of a check that does not apply to this config, or whose result would mean nothing. */
export const skipped = (message: Cited, output: readonly Cited[] = []): CheckOutcome => ({
  state: "skipped",
  ...reportOf(output),
  ...messageFields(message),
});

export const failed = (path: Path, message: Cited, output: readonly Cited[]): CheckOutcome => ({
  state: "failed",
  ...reportOf(output),
  ...messageFields(message),
  path,
});

const reportOf = (lines: readonly Cited[]): Pick<CheckOutcome, "output" | "outputSaid"> => ({
  output: lines.map(({ message }) => message),
  outputSaid: lines.map((line) => saidBy(line) ?? null),
});

/** Formats a number with four significant digits. */
export const figure = (value: number): string => String(Number(value.toPrecision(4)));
