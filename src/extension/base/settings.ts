/** The extension's settings, read on every use. */
import { dirname, resolve } from "node:path";
import { ConfigurationTarget, type Uri, workspace } from "vscode";
import { joinFolders, workspaceFoldersVariable } from "../../config/schema/configPaths";
import { runsDirOf } from "../../runs/folders";
import { compileCache } from "./compileCache";
import { resolveVariables } from "./settingVariables";

const section = (resource?: Uri) => workspace.getConfiguration("matrixNetwork", resource ?? null);

/** Returns the folder for the runs of a config. Throws an Error if the setting has a variable without a value. */
export function configuredRunsFolder(config: Uri): string {
  const set = section(config).get<string>("runsFolder")?.trim();
  if (!set) return runsDirOf(config.fsPath);
  return resolve(dirname(config.fsPath), resolveVariables(set, "matrixNetwork.runsFolder", config));
}

/**
 * Returns the path of the program that runs the trainer. If undefined, the runtime of VS Code is used. A variable
 * without a value stays unresolved, so that the error of starting the program names it.
 */
export function configuredRuntime(): string | undefined {
  const set = section().get<string>("runtime")?.trim();
  if (!set) return undefined;
  try {
    return resolveVariables(set, "matrixNetwork.runtime");
  } catch {
    return set;
  }
}

/** Returns the number of threads for configs whose `threads` is `auto`. If undefined, the trainer chooses. */
export const configuredThreads = (): number | undefined => section().get<number>("threads") || undefined;

/**
 * Returns environment variables for the processes that the extension starts: the folders of the workspace, the memory
 * limit of each process that reads data, and the folder of compiled code. @param memory the default of the limit
 */
export function processEnvironment(memory?: string): Record<string, string> {
  const set = section().get<string>("memory")?.trim() || memory;
  return {
    [workspaceFoldersVariable]: joinFolders(workspacePaths()),
    ...(set && { MATRIX_NETWORK_MEMORY: set }),
    ...compileCache(),
  };
}

/** Returns the paths of the workspace's folders. */
export const workspacePaths = (): string[] => (workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);

/** Returns the memory limit in bytes; undefined if it is not set or not a size. */
export const configuredMemory = (): number | undefined => memorySize(section().get<string>("memory") ?? "");

/** Parses a size such as "2GB", as the processes do. */
function memorySize(text: string): number | undefined {
  const [, digits, unit = ""] = /^\s*(\d+(?:\.\d+)?)\s*([kmgt]?)i?b?\s*$/i.exec(text) ?? [];
  return digits === undefined ? undefined : Number(digits) * 1024 ** " kmgt".indexOf(unit.toLowerCase() || " ");
}

/** Behavior of trainings when the window closes; `ask` until the user has chosen. */
export type OnCloseSetting = "ask" | "stop" | "continue";

export const configuredOnClose = (): OnCloseSetting => section().get<OnCloseSetting>("onClose") ?? "ask";

/** Rejects if the workspace settings cannot be written. */
export const saveOnClose = async (value: OnCloseSetting): Promise<void> =>
  section().update("onClose", value, ConfigurationTarget.Workspace);
