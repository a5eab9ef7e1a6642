/** Errors about run folders: one line that names the file, what is wrong and the mend. */
import { NetworkError } from "../core/errors";

export const runError = (code: string, message: string) => new NetworkError("run", code, message);

/** What the operating system said, in words; errors that are ours already pass through. */
function ioError(error: unknown, file: string): unknown {
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  if (error instanceof NetworkError || syscall === undefined) return error;
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return runError("run-missing", `${file}: is not there; is this the folder of a run?`);
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return runError(
        "run-no-access",
        `${file}: may not be ${reading.has(syscall) ? "read" : "written"}; change its permissions, or keep runs elsewhere with --runs`,
      );
    case "ENOSPC":
    case "EDQUOT":
      return runError("run-disk-full", `${file}: the disk is full; make room, then resume the run`);
    default:
      return runError("run-io", `${file}: ${message}; mend that, or keep runs elsewhere with --runs`);
  }
}

const reading = new Set(["read", "scandir", "stat", "lstat"]);

/** Runs the work; what the operating system has against it is told about `file`. */
export async function about<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw ioError(error, file);
  }
}
