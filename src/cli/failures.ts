/** How the command line ends when something is wrong: one line on stderr and the exit code of its kind. */
import { CommanderError } from "commander";
import { errorMessages, lintMessages } from "../messages";
import { codeOf, exitCodes } from "../messages/message";
import { asNetworkError } from "../trainer/experiment/failure";
import { version } from "../trainer/experiment/version";

/** The exit code of an answer that is no: other weights than the run's, or a condition that never became true. */
export const noCode = 6;

/** Says what is wrong; returns the exit code. */
export function reportFailure(thrown: unknown): number {
  // Commander has said it already: what is wrong (2), or what was asked for, as --help.
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : 2;
  const error = asNetworkError(thrown);
  console.error(error.message + (error.kind === "internal" ? reportIt(error.cause) : ""));
  return error.exitCode;
}

/** Of a `failed` event, which names its code alone. */
export function exitCodeOfFailure(code: string): number {
  const found = Object.entries(errorMessages).find(([id]) => codeOf(id) === code);
  if (found) return exitCodes[found[1].kind];
  // An error about a config carries the code of its first finding.
  return Object.keys(lintMessages).some((id) => codeOf(id) === code) ? exitCodes.config : exitCodes.internal;
}

function reportIt(cause: unknown): string {
  const what = `version ${version}, Node ${process.version}, ${process.platform}-${process.arch}`;
  const stack = cause instanceof Error ? `:\n${cause.stack}` : "";
  return `; please report it with the command, ${what}${stack}`;
}
