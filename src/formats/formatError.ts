/** An error in a file's contents: what is wrong and the fix. The caller, who knows the file, adds its name. */

import { type FormatId, type FormatValues, formatError } from "../messages";
import { codeOf } from "../messages/message";

export class FormatError<Id extends FormatId = FormatId> extends Error {
  /** Stable code, such as "npy-truncated". */
  readonly code: string;

  constructor(
    readonly id: Id,
    readonly values: FormatValues<Id>,
    /** Affected part of the file, such as an entry of an archive. */
    readonly location?: string,
  ) {
    super(`${location === undefined ? "" : `${location}: `}${formatError(id, values)}`);
    this.name = "FormatError";
    this.code = codeOf(id);
  }
}
