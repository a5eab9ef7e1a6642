/** Errors about data: one line that names the file, what is wrong and the mend. */
import { NetworkError } from "../core/errors";
import { FormatError } from "../formats/formatError";

export const dataError = (code: string, message: string) => new NetworkError("data", code, message);

/** What the config asks of this data and cannot have. */
export const configError = (code: string, message: string) => new NetworkError("config", code, message);

/** Errors of a format get the name of the file that they are about. */
export function nameFile(error: unknown, file: string): unknown {
  return error instanceof FormatError ? dataError(error.code, `${file}: ${error.message}`) : error;
}
