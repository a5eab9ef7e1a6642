/** Checks the paths of the data and the initial weights, so that the config works on other machines. */
import { isAbsolute, win32 } from "node:path";
import type { DataConfig, NetworkConfig } from "../../schema";
import { absolutePath, hasWorkspaceFolder, isIn, pathsIn } from "../../schema/configPaths";
import { type Diagnostic, type Path, report, setTo } from "../finding";

export function checkPaths({ data, training }: Pick<NetworkConfig, "data" | "training">): Diagnostic[] {
  const inData = pathsIn(data).map(({ key, path }) => ({ at: ["data", key], path }));
  const { start } = training;
  const weights = start && "weights" in start ? [{ at: ["training", "start", "weights"], path: start.weights }] : [];
  return [
    ...[...inData, ...weights].flatMap(({ at, path }) => checkVariable(at, path)),
    ...inData.flatMap(({ at, path }) =>
      isAbsolute(path) || win32.isAbsolute(path) ? [report("path-absolute", at, {})] : [],
    ),
  ];
}

function checkVariable(at: Path, path: string): Diagnostic[] {
  const [, variable, name] = /^(\$\{(\w+)(?::[^}]*)?\})/.exec(path) ?? [];
  if (variable === undefined || hasWorkspaceFolder(path)) return [];
  const rest = path.slice(variable.length).replace(/^[\\/]+/, "") || ".";
  // The folder of the file that contains the variable, where paths start anyway.
  if (name === "fileDirname") return [report("path-variable/own-folder", at, { variable, rest }, setTo(at, rest))];
  return [report("path-variable", at, { variable })];
}

/** @param baseDir folder of the config; @param roots folders of the workspace, or the one where the command runs */
export function checkPathsOutside(data: DataConfig, baseDir: string, roots: readonly string[]): Diagnostic[] {
  return pathsIn(data).flatMap(({ key, path }) => {
    // What this variable means is in the workspace, or refused when the data is read.
    if (hasWorkspaceFolder(path) && !/\.\.[\\/]/.test(path)) return [];
    const absolute = absolutePath(path, baseDir);
    if (roots.some((root) => isIn(absolute, root))) return [];
    return [report("path-outside", ["data", key], { path: absolute, roots })];
  });
}

/** Returns all files and folders that training reads, as absolute paths. @param baseDir folder of the config */
export function filesRead({ data, training }: Pick<NetworkConfig, "data" | "training">, baseDir: string): string[] {
  const { start } = training;
  const weights = start && "weights" in start ? [start.weights] : [];
  return [...pathsIn(data).map(({ path }) => path), ...weights].map((path) => absolutePath(path, baseDir));
}
