/** The end of a process that this window started. */

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Reason why it could not be started. */
  readonly error?: Error;
}
