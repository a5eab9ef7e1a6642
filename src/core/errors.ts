/** The errors a person can meet, made from the catalogue of messages. */

import { type ErrorCode, type ErrorId, type ErrorValues, errorMessages, formatError } from "../messages";
import { codeOf, type ErrorKind, exitCodes } from "../messages/message";

/** The setting that did it, and what to do with it where that is known. */
export interface Cause {
  path: (string | number)[];
  fix?: { set: unknown } | { remove: true };
}

/** Layer (from 0), epoch and batch (from 1) where that is known. */
export interface ErrorPlace {
  layer?: number;
  epoch?: number;
  batch?: number;
  cause?: Cause;
}

interface Options {
  place?: ErrorPlace;
  /** Of a config with findings: the code of the first. */
  code?: ErrorCode;
  /** What the message is about, put before it: a file, or a position in it. */
  location?: string | undefined;
}

/**
 * `code` is stable and stands in events and documents; `exitCode` is the command line's. `message` is one line: what,
 * where and the fix.
 */
export class NetworkError<Id extends ErrorId = ErrorId> extends Error {
  readonly kind: ErrorKind;
  readonly code: ErrorCode;
  readonly place: ErrorPlace;
  readonly location: string | undefined;

  readonly id: Id;
  /** What the message names, for a message in another language. */
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

  /** The same error with a file, or a position in it, before its message. */
  at(location: string): NetworkError<Id> {
    const full = this.location === undefined ? location : `${location}: ${this.location}`;
    return new NetworkError(this.id, this.values, { place: this.place, code: this.code, location: full });
  }
}
