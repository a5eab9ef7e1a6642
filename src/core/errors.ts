/**
 * The errors a person can meet. `code` is stable and stands in events and documents; `exitCode` is the command line's.
 * The message is one line that says what, where and the fix.
 */
export type ErrorKind = "config" | "data" | "non-finite" | "run" | "internal";

const exitCodes: Record<ErrorKind, number> = {
  internal: 1,
  config: 2,
  data: 3,
  "non-finite": 4,
  run: 5,
};

export class NetworkError extends Error {
  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    message: string,
    /** Layer (from 0), epoch and batch (from 1) where that is known. */
    readonly place: { layer?: number; epoch?: number; batch?: number } = {},
  ) {
    super(message);
    this.name = "NetworkError";
  }

  get exitCode(): number {
    return exitCodes[this.kind];
  }
}
