/** Turns whatever was thrown into an error that a person can read, and into the event that tells of it. */
import { NetworkError } from "../../core/errors";
import type { Failed } from "../../protocol/events";

/** What is not a NetworkError should not have happened: it is ours. */
export function asNetworkError(error: unknown): NetworkError {
  if (error instanceof NetworkError) return error;
  const what = error instanceof Error ? error.message : String(error);
  const wrapped = new NetworkError("internal", "internal", `${what}; this is a bug in Matrix Network`);
  wrapped.cause = error;
  return wrapped;
}

export const failedEvent = ({ code, message, place }: NetworkError): Failed => ({
  type: "failed",
  code,
  message,
  ...place,
});

/** For the log: the message alone where a person can mend it, the stack where we must. */
export const forLog = (error: NetworkError): string =>
  error.kind === "internal" && error.cause instanceof Error ? `${error.message}\n${error.cause.stack}` : error.message;
