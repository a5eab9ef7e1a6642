/** The folder of files that can be made again: MATRIX_NETWORK_CACHE, or the user's cache folder. */
import envPaths from "env-paths";

export const cacheFolder = (): string =>
  process.env.MATRIX_NETWORK_CACHE || envPaths("matrix-network", { suffix: "" }).cache;
