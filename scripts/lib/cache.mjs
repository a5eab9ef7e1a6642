/** The cache folder for large files of all checkouts: MATRIX_NETWORK_CACHE, or the system's cache folder. */
import { homedir } from "node:os";
import { join } from "node:path";

export function cacheFolder() {
  const { env, platform } = process;
  if (env.MATRIX_NETWORK_CACHE) return env.MATRIX_NETWORK_CACHE;
  if (platform === "win32")
    return join(env.LOCALAPPDATA || join(homedir(), "AppData", "Local"), "matrix-network", "Cache");
  if (platform === "darwin") return join(homedir(), "Library", "Caches", "matrix-network");
  return join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "matrix-network");
}
