/** A file that is not what it should be. The message says what is wrong and the mend; who knows the file's name adds it. */
export class FormatError extends Error {
  constructor(
    /** Stable, such as "npy-truncated". */
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = "FormatError";
  }
}
