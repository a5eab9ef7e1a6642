/** Resolves ${workspaceFolder} in the paths of data, for a recorded run as its training did. */
import type { DataConfig } from "../config/schema";
import { hasWorkspaceFolder, pathsIn, withoutVariable, workspaceFolderFrom } from "../config/schema/configPaths";
import { NetworkError } from "../core/errors";
import { newReading, type Reading } from "./reading";

/** Returns a path of a config without a variable. Throws a NetworkError of kind "config" if it has no value. */
export function resolvedPath(path: string, key: string, folder: string, workspaceFolder?: string): string {
  const found = withoutVariable(path, folder, workspaceFolder);
  if (found === undefined) throw new NetworkError("path-variable/unknown", { key, folder });
  return found;
}

/** Returns the data with paths that are relative to the config's folder, and the reading that records how. */
export function resolvePaths<Options extends { baseDir: string; reading?: Reading | undefined }>(
  data: DataConfig,
  options: Options,
): { data: DataConfig; options: Options } {
  const { baseDir, reading = newReading } = options;
  const varied = pathsIn(data).filter(({ path }) => hasWorkspaceFolder(path));
  if (varied.length === 0) return { data, options };
  const workspaceFolder = reading.workspaceFolder ?? workspaceFolderFrom(baseDir);
  const paths = varied.map(({ key, path }) => [key, resolvedPath(path, `data.${key}`, baseDir, workspaceFolder)]);
  return {
    data: { ...data, ...Object.fromEntries(paths) },
    options: { ...options, reading: { ...reading, workspaceFolder } },
  };
}
