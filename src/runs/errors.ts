/** Converts errors of the operating system about run folders to one-line messages: file, problem and fix. */
import { accessSync, constants, existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { NetworkError } from "../core/errors";

/** Returns errors of other sources unchanged. */
function ioError(error: unknown, file: string): unknown {
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  if (error instanceof NetworkError || syscall === undefined) return error;
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      if (syscall === "mkdir" && isReadOnly(file)) return new NetworkError("run-read-only", { file });
      // Node's error for a folder that cannot be created.
      if (syscall === "mkdir") return new NetworkError("run-no-access", { file, access: "write" });
      return new NetworkError("run-missing/folder", { file });
    case "EACCES":
    case "EPERM":
      return new NetworkError("run-no-access", { file, access: readCalls.has(syscall) ? "read" : "write" });
    case "EROFS":
      return new NetworkError("run-read-only", { file });
    case "ENOSPC":
    case "EDQUOT":
      return new NetworkError("run-disk-full", { file });
    default:
      return new NetworkError("run-io", { file, reason: message });
  }
}

/** Whether the file system of a file, or of the nearest folder that there is, takes no writes. */
function isReadOnly(file: string): boolean {
  let path = resolve(file);
  while (!existsSync(path) && dirname(path) !== path) path = dirname(path);
  try {
    accessSync(path, constants.W_OK);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EROFS";
  }
}

const readCalls = new Set(["read", "scandir", "stat", "lstat"]);

/** Runs the work; an error of the operating system becomes a NetworkError about `file`. */
export async function about<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw ioError(error, file);
  }
}
