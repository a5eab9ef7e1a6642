/** The extension's settings, read where they are used. */
import { dirname, resolve } from "node:path";
import { type Uri, workspace } from "vscode";
import { runsDirOf } from "../../runs/folders";

const section = (resource?: Uri) => workspace.getConfiguration("matrixNetwork", resource ?? null);

/** The folder that holds the runs of a config. */
export function configuredRunsFolder(config: Uri): string {
  const set = section(config).get<string>("runsFolder")?.trim();
  return set ? resolve(dirname(config.fsPath), set) : runsDirOf(config.fsPath);
}

/** The program that runs the trainer; undefined: VS Code's own runtime. */
export const runtime = (): string | undefined => section().get<string>("runtime")?.trim() || undefined;

/** Threads for configs that leave them to `auto`; undefined: as many as pay. */
export const threads = (): number | undefined => section().get<number>("threads") || undefined;
