/** Turns anything that was thrown into a NetworkError, and that into an event and a log line. */
import { NetworkError } from "../../core/errors";
import { FormatError } from "../../formats/formatError";
import type { Failed } from "../../protocol/events";

/** Anything else than a NetworkError is a bug of ours. */
export function asNetworkError(error: unknown): NetworkError {
  if (error instanceof NetworkError) return error;
  // Where no reader has put the file's name before it.
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

/** For the log: the message; of a bug of ours the stack too. */
export const forLog = (error: NetworkError): string =>
  error.kind === "internal" && error.cause instanceof Error ? `${error.message}\n${error.cause.stack}` : error.message;
