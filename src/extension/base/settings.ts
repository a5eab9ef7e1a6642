/** The extension's settings, read when they are used. */
import { dirname, resolve } from "node:path";
import { type Uri, workspace } from "vscode";
import { runsDirOf } from "../../runs/folders";

const section = (resource?: Uri) => workspace.getConfiguration("matrixNetwork", resource ?? null);

/** The folder that contains the runs of a config. */
export function configuredRunsFolder(config: Uri): string {
  const set = section(config).get<string>("runsFolder")?.trim();
  return set ? resolve(dirname(config.fsPath), set) : runsDirOf(config.fsPath);
}

/** The path of the program that runs the trainer. If undefined, the runtime of VS Code is used. */
export const configuredRuntime = (): string | undefined => section().get<string>("runtime")?.trim() || undefined;

/** The number of threads for configs whose `threads` is `auto`. If undefined, the trainer chooses. */
export const configuredThreads = (): number | undefined => section().get<number>("threads") || undefined;
