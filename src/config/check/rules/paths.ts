/** Checks the paths of the data, so that the config works on other machines. */
import { isAbsolute, relative, resolve, win32 } from "node:path";
import type { DataConfig, NetworkConfig } from "../../schema";
import { type Diagnostic, report, setTo } from "../finding";

export function checkPaths(data: DataConfig): Diagnostic[] {
  return pathsIn(data).flatMap(({ key, path }) => {
    const [written, variable] = /^(\$\{\w+(?::[^}]*)?\})[\\/]?/.exec(path) ?? [];
    if (written !== undefined && variable !== undefined) {
      const rest = path.slice(written.length) || ".";
      const fix = /^\$\{workspaceFolder\}$/.test(variable) ? setTo(["data", key], rest) : undefined;
      return [report("path-variable", ["data", key], { variable, rest }, fix)];
    }
    if (!isAbsolute(path) && !win32.isAbsolute(path)) return [];
    return [report("path-absolute", ["data", key], {})];
  });
}

/** @param baseDir folder of the config; @param roots folders of the workspace, or the one where the command runs */
export function checkPathsOutside(data: DataConfig, baseDir: string, roots: readonly string[]): Diagnostic[] {
  const isIn = (path: string, root: string) =>
    !/^\.\.($|[\\/])/.test(relative(root, path)) && !isAbsolute(relative(root, path));
  return pathsIn(data).flatMap(({ key, path }) => {
    const absolute = resolve(baseDir, path);
    if (roots.some((root) => isIn(absolute, root))) return [];
    return [report("path-outside", ["data", key], { path: absolute, roots })];
  });
}

/** Returns all files and folders that training reads, as absolute paths. @param baseDir folder of the config */
export function filesRead({ data, training }: NetworkConfig, baseDir: string): string[] {
  const { start } = training;
  const weights = start && "weights" in start ? [start.weights] : [];
  return [...pathsIn(data).map(({ path }) => path), ...weights].map((path) => resolve(baseDir, path));
}

function pathsIn(data: DataConfig): { key: string; path: string }[] {
  const keys = ["trainImages", "trainLabels", "testImages", "testLabels", "path", "testPath"];
  return keys.flatMap((key) => {
    const path: unknown = (data as Partial<Record<string, unknown>>)[key];
    return typeof path === "string" ? [{ key, path }] : [];
  });
}
