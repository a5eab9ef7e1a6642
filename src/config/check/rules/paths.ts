/** Paths of the data: whether the config works elsewhere too. */
import { isAbsolute, relative, resolve, win32 } from "node:path";
import type { DataConfig } from "../../schema";
import { hint, type Remark, warning } from "../finding";

export function pathRemarks(data: DataConfig): Remark[] {
  return pathsIn(data).flatMap(({ key, path }) => {
    if (!isAbsolute(path) && !win32.isAbsolute(path)) return [];
    const message = "an absolute path is of this machine alone; a relative one starts at the config and moves with it";
    return [hint("path-absolute", ["data", key], message)];
  });
}

/** @param baseDir folder of the config; @param roots folders that belong to the work: the workspace's, or where the command runs */
export function outsideRemarks(data: DataConfig, baseDir: string, roots: readonly string[]): Remark[] {
  const isIn = (path: string, root: string) =>
    !/^\.\.($|[\\/])/.test(relative(root, path)) && !isAbsolute(relative(root, path));
  return pathsIn(data).flatMap(({ key, path }) => {
    const there = resolve(baseDir, path);
    if (roots.some((root) => isIn(there, root))) return [];
    const message = `${there} lies outside of ${roots.join(", ")}: whoever gets this folder does not get the data; copy it in or say where it is from`;
    return [warning("path-outside", ["data", key], message)];
  });
}

function pathsIn(data: DataConfig): { key: string; path: string }[] {
  const keys = ["trainImages", "trainLabels", "testImages", "testLabels", "path", "testPath"];
  return keys.flatMap((key) => {
    const path: unknown = (data as Partial<Record<string, unknown>>)[key];
    return typeof path === "string" ? [{ key, path }] : [];
  });
}
