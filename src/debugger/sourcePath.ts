/** The files that a client's requests name, as the debuggee names them. */
import { win32 } from "node:path";

/**
 * Returns the debuggee's path if a client's path names the same file, else the client's. On Windows VS Code writes the
 * letter of a drive in upper case here, and in lower case elsewhere.
 */
export function sourcePath(
  path: string | undefined,
  own: string | undefined,
  platform: NodeJS.Platform = process.platform,
): string {
  if (path === undefined || own === undefined) return path ?? "";
  const plain = (file: string) => (platform === "win32" ? win32.normalize(file).toLowerCase() : file);
  return plain(path) === plain(own) ? own : path;
}
