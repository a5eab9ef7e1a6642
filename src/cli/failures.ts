/** How the command line ends when something is wrong: one line on stderr and the exit code of its kind. */
import { CommanderError } from "commander";
import { asNetworkError } from "../trainer/experiment/failure";
import { version } from "../trainer/experiment/version";

/** Says what is wrong; returns the exit code. */
export function reportFailure(thrown: unknown): number {
  // Commander has said it already: what is wrong (2), or what was asked for, as --help.
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : 2;
  const error = asNetworkError(thrown);
  console.error(error.message + (error.kind === "internal" ? reportIt(error.cause) : ""));
  return error.exitCode;
}

function reportIt(cause: unknown): string {
  const what = `version ${version}, Node ${process.version}, ${process.platform}-${process.arch}`;
  const stack = cause instanceof Error ? `:\n${cause.stack}` : "";
  return `; please report it with the command, ${what}${stack}`;
}
