/** Failures of the command line: one line on stderr and the exit code of their kind. */
import { CommanderError } from "commander";
import { errorMessages, lintMessages } from "../messages";
import { codeOf, exitCodes } from "../messages/message";
import { asNetworkError } from "../trainer/experiment/failure";
import { version } from "../trainer/experiment/version";

/** Exit code of a negative answer: weights differ from the run's, or a condition never became true. */
export const noCode = 6;

/** Prints the error and returns the exit code. */
export function reportFailure(thrown: unknown): number {
  // Commander has already printed the error (2), or the requested text such as that of --help.
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : 2;
  const error = asNetworkError(thrown);
  console.error(error.message + (error.kind === "internal" ? reportIt(error.cause) : ""));
  return error.exitCode;
}

/** Returns the exit code of a `failed` event, which contains only the error's code. */
export function exitCodeOfFailure(code: string): number {
  const found = Object.entries(errorMessages).find(([id]) => codeOf(id) === code);
  if (found) return exitCodes[found[1].kind];
  // An error about a config has the code of its first finding.
  return Object.keys(lintMessages).some((id) => codeOf(id) === code) ? exitCodes.config : exitCodes.internal;
}

function reportIt(cause: unknown): string {
  const what = `version ${version}, Node ${process.version}, ${process.platform}-${process.arch}`;
  const stack = cause instanceof Error ? `:\n${cause.stack}` : "";
  return `; please report it with the command, ${what}${stack}`;
}
