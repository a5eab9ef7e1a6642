/** The errors that are shown to users, made from the message catalogue. */

import { type ErrorCode, type ErrorId, type ErrorValues, errorMessages, formatError } from "../messages";
import { codeOf, type ErrorKind, exitCodes } from "../messages/message";

/** The setting that caused the error, and its fix if that is known. */
export interface Cause {
  path: (string | number)[];
  fix?: { set: unknown } | { remove: true };
}

/** Layer (from 0), epoch and batch (from 1), as far as they are known. */
export interface ErrorLocation {
  layer?: number;
  epoch?: number;
  batch?: number;
  cause?: Cause;
}

interface Options {
  place?: ErrorLocation;
  /** The code of the first finding, if the error stands for a config with findings. */
  code?: ErrorCode;
  /** The file, or the position in a file, that the message starts with. */
  location?: string | undefined;
}

/**
 * An error with a stable `code` (used in events and documents), the command line's `exitCode`, and a one-line `message`
 * that says what failed, where, and the fix.
 */
export class NetworkError<Id extends ErrorId = ErrorId> extends Error {
  readonly kind: ErrorKind;
  readonly code: ErrorCode;
  readonly place: ErrorLocation;
  readonly location: string | undefined;

  readonly id: Id;
  /** The named values of the message, for translating it. */
  readonly values: ErrorValues<Id>;

  constructor(id: Id, values: ErrorValues<Id>, { place = {}, code, location }: Options = {}) {
    super(`${location === undefined ? "" : `${location}: `}${formatError(id, values)}`);
    this.name = "NetworkError";
    this.id = id;
    this.values = values;
    this.kind = errorMessages[id].kind;
    this.code = code ?? codeOf(id);
    this.place = place;
    this.location = location;
  }

  get exitCode(): number {
    return exitCodes[this.kind];
  }

  /** Returns the same error with a file, or a position in it, before its message. */
  at(location: string): NetworkError<Id> {
    const full = this.location === undefined ? location : `${location}: ${this.location}`;
    return new NetworkError(this.id, this.values, { place: this.place, code: this.code, location: full });
  }
}
