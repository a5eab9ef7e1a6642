/**
 * The paths of a config. They start at its folder, or at ${workspaceFolder}: the folder that VS Code has opened, and
 * without VS Code the nearest folder at or above the config that contains .vscode or .git, else the current folder.
 */
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { DataConfig } from "./data";

/** Environment variable by which the extension passes the folders of its workspace to the processes that it starts. */
export const workspaceFoldersVariable = "MATRIX_NETWORK_WORKSPACE_FOLDERS";

export const joinFolders = (folders: readonly string[]): string => folders.join(delimiter);

let openFolders = (process.env[workspaceFoldersVariable] ?? "").split(delimiter).filter(isAbsolute);

/** Sets the folders of the workspace, in the extension's own process. */
export function setWorkspaceFolders(folders: readonly string[]): void {
  openFolders = [...folders];
}

const variable = /^\$\{workspace(?:Folder|Root)\}(?:[\\/]+|$)/;

export const hasWorkspaceFolder = (path: string): boolean => variable.test(path);

/** Returns ${workspaceFolder} of a config as a path; undefined if there is none. @param folder of the config */
export function workspaceFolderOf(folder: string): string | undefined {
  const opened = openFolders.filter((each) => isIn(folder, each)).sort((a, b) => b.length - a.length);
  return opened[0] ?? nearestProject(resolve(folder)) ?? (isIn(folder, process.cwd()) ? process.cwd() : undefined);
}

function nearestProject(folder: string): string | undefined {
  // VS Code keeps its extensions in .vscode of the home folder, which is no project.
  const marks = folder === homedir() ? [".git"] : [".git", ".vscode"];
  if (marks.some((mark) => existsSync(join(folder, mark)))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : nearestProject(parent);
}

/** Returns true if `path` is `folder` or in it. */
export function isIn(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return !/^\.\.($|[\\/])/.test(way) && !isAbsolute(way);
}

/**
 * Returns a path without ${workspaceFolder}, relative to the config's folder. Returns undefined if the variable has no
 * value.
 * @param folder of the config; @param workspaceFolder as a run recorded it: relative to the config's folder
 */
export function withoutVariable(path: string, folder: string, workspaceFolder?: string): string | undefined {
  if (!hasWorkspaceFolder(path)) return path;
  const way = workspaceFolder ?? workspaceFolderFrom(folder);
  return way === undefined ? undefined : slashed(join(way, path.replace(variable, "")) || ".");
}

/** Returns the way from a config's folder to its ${workspaceFolder}, such as "../..", or "." */
export function workspaceFolderFrom(folder: string): string | undefined {
  const found = workspaceFolderOf(folder);
  return found === undefined ? undefined : slashed(relative(folder, found) || ".");
}

const slashed = (path: string) => path.split(sep).join("/");

/** Returns a config's path as an absolute one. A variable without a value stays. @param folder of the config */
export const absolutePath = (path: string, folder: string): string =>
  resolve(folder, withoutVariable(path, folder) ?? path);

const pathKeys = ["trainImages", "trainLabels", "testImages", "testLabels", "path", "testPath"] as const;

/** Returns the paths of the files and folders of the data, as written, with their keys. */
export function pathsIn(data: DataConfig): { key: (typeof pathKeys)[number]; path: string }[] {
  return pathKeys.flatMap((key) => {
    const path: unknown = (data as Partial<Record<string, unknown>>)[key];
    return typeof path === "string" ? [{ key, path }] : [];
  });
}
