/** Converts any thrown value to a NetworkError, and a NetworkError to an event and a log line. */
import { NetworkError } from "../../core/errors";
import { FormatError } from "../../formats/formatError";
import type { Failed } from "../../protocol/events";

/** Wraps anything but a NetworkError or FormatError as an internal error. */
export function asNetworkError(error: unknown): NetworkError {
  if (error instanceof NetworkError) return error;
  // Reached if no reader has prefixed the file's name.
  if (error instanceof FormatError) return new NetworkError(error.id, error.values);
  const what = error instanceof Error ? error.message : String(error);
  const wrapped = new NetworkError("internal", { reason: what });
  wrapped.cause = error;
  return wrapped;
}

export const failedEvent = ({ code, message, place }: NetworkError): Failed => ({
  type: "failed",
  code,
  message,
  ...place,
});

/** Returns the log text: the message; for an internal error also the stack. */
export const forLog = (error: NetworkError): string =>
  error.kind === "internal" && error.cause instanceof Error ? `${error.message}\n${error.cause.stack}` : error.message;
