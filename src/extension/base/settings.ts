/** The extension's settings, read when they are used. */
import { dirname, resolve } from "node:path";
import { ConfigurationTarget, type Uri, workspace } from "vscode";
import { runsDirOf } from "../../runs/folders";
import { resolveVariables } from "./settingVariables";

const section = (resource?: Uri) => workspace.getConfiguration("matrixNetwork", resource ?? null);

/** The folder that contains the runs of a config. Throws an Error where the setting has a variable without a value. */
export function configuredRunsFolder(config: Uri): string {
  const set = section(config).get<string>("runsFolder")?.trim();
  if (!set) return runsDirOf(config.fsPath);
  return resolve(dirname(config.fsPath), resolveVariables(set, "matrixNetwork.runsFolder", config));
}

/**
 * The path of the program that runs the trainer. If undefined, the runtime of VS Code is used. With a variable that has
 * no value it stays as it is written, and the failure to start it names it.
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

/** The number of threads for configs whose `threads` is `auto`. If undefined, the trainer chooses. */
export const configuredThreads = (): number | undefined => section().get<number>("threads") || undefined;

/** What the processes that read data may use, as they find it in their environment; of each, unless it is set. */
export function memoryEnvironment(unset?: string): { MATRIX_NETWORK_MEMORY?: string } {
  const set = section().get<string>("memory")?.trim() || unset;
  return set ? { MATRIX_NETWORK_MEMORY: set } : {};
}

/** In bytes; undefined where it is not set, or is no size. */
export const configuredMemory = (): number | undefined => memorySize(section().get<string>("memory") ?? "");

/** "2GB", as processes read it. */
function memorySize(text: string): number | undefined {
  const [, digits, unit = ""] = /^\s*(\d+(?:\.\d+)?)\s*([kmgt]?)i?b?\s*$/i.exec(text) ?? [];
  return digits === undefined ? undefined : Number(digits) * 1024 ** " kmgt".indexOf(unit.toLowerCase() || " ");
}

/** What trainings do when the window closes; `ask`: nobody has said. */
export type OnCloseSetting = "ask" | "stop" | "continue";

export const configuredOnClose = (): OnCloseSetting => section().get<OnCloseSetting>("onClose") ?? "ask";

/** Rejects where the workspace's settings cannot be written. */
export const saveOnClose = async (value: OnCloseSetting): Promise<void> =>
  section().update("onClose", value, ConfigurationTarget.Workspace);
