/** Converts any thrown value to a NetworkError, and a NetworkError or a warning to an event and a log line. */
import { NetworkError } from "../../core/errors";
import { FormatError } from "../../formats/formatError";
import { type NoticeId, type NoticeValues, noticed } from "../../messages";
import { codeOf } from "../../messages/message";
import { type Cited, messageFields } from "../../messages/said";
import type { Failed, Warned } from "../../protocol/events";

/** Wraps anything but a NetworkError or FormatError as an internal error. */
export function asNetworkError(error: unknown): NetworkError {
  if (error instanceof NetworkError) return error;
  // Reached if no reader has prefixed the file's name.
  if (error instanceof FormatError) return new NetworkError(error.id, error.values, { location: error.location });
  const what = error instanceof Error ? error.message : String(error);
  const wrapped = new NetworkError("internal", { reason: what });
  wrapped.cause = error;
  return wrapped;
}

export const failedEvent = (error: NetworkError): Failed => ({
  type: "failed",
  code: error.code,
  ...messageFields(error),
  ...error.place,
});

export const warning = (code: string, message: Cited): Warned => ({ type: "warning", code, ...messageFields(message) });

/** Returns a `warning` event with a sentence of the catalogue. */
export const warned = <Id extends NoticeId>(id: Id, values: NoticeValues<Id>): Warned =>
  warning(codeOf(id), noticed(id, values));

/** Returns the log text: the message; for an internal error also the stack. */
export const forLog = (error: NetworkError): string =>
  error.kind === "internal" && error.cause instanceof Error ? `${error.message}\n${error.cause.stack}` : error.message;
