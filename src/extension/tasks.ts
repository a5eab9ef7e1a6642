/**
 * Tasks of type `matrix-network` run the command line in a terminal. They use the runtime of VS Code, since `node` may
 * be missing. Ctrl-C and Terminate Task save a checkpoint. The problem matcher shows errors of a config in Problems.
 */

import { basename, dirname, isAbsolute, join, resolve } from "node:path";
import {
  type Disposable,
  l10n,
  ProcessExecution,
  Task,
  type TaskDefinition,
  type TaskExecution,
  type TaskProvider,
  TaskScope,
  tasks,
  Uri,
  type WorkspaceFolder,
  workspace,
} from "vscode";
import { isGroupId } from "../groups/names";
import { showError } from "./base/notify";
import { configuredRunsFolder, configuredRuntime, processEnvironment } from "./base/settings";
import { messageOf } from "./base/translated";
import type { WorkspaceNetworks } from "./workspace/networks";

const type = "matrix-network";

/** The task definition, as declared in package.json. */
interface NetworkTask extends TaskDefinition {
  /** Path relative to the workspace folder; for sweep and resume also the folder of a group. */
  config: string;
  /** Defaults to train. */
  command?: "train" | "check" | "sweep" | "resume";
  epochs?: number;
  backend?: string;
  seed?: number;
  threads?: number | "auto";
}

export function registerTasks(networks: WorkspaceNetworks): Disposable {
  const provider: TaskProvider = {
    provideTasks: async () => {
      await networks.ready;
      return networks.all.flatMap(({ config }) => {
        const folder = workspace.getWorkspaceFolder(config);
        return (folder && trainTask(config, folder)) ?? [];
      });
    },
    // VS Code does not run a task that resolves to undefined.
    resolveTask: ({ definition, scope, name }) =>
      typeof definition.config === "string"
        ? createTask(definition as NetworkTask, scope, name, (problem) => void showError(problem))
        : undefined,
  };
  return tasks.registerTaskProvider(type, provider);
}

/**
 * Throws an Error if a setting is invalid.
 * @param focus true if the terminal may ask a question; it then receives the focus
 */
export async function runSweepTask(config: Uri, { focus }: { focus: boolean }): Promise<{ ended: Promise<unknown> }> {
  const path = workspace.asRelativePath(config, false);
  return execute({ type, config: path, command: "sweep" }, config, { name: l10n.t("sweep {0}", path), focus });
}

/** Resumes a group. Throws an Error if a setting is invalid. */
export async function runGroupTask(group: string, config: Uri, command: "sweep" | "resume"): Promise<void> {
  const name = command === "sweep" ? l10n.t("sweep {0}", basename(group)) : l10n.t("resume {0}", basename(group));
  const focus = command === "sweep";
  await execute({ type, config: workspace.asRelativePath(group, false), command }, config, { name, focus });
}

async function execute(
  definition: NetworkTask,
  config: Uri,
  { name, focus }: { name: string; focus: boolean },
): Promise<{ ended: Promise<number | undefined> }> {
  const folder = workspace.getWorkspaceFolder(config);
  let problem = "";
  const task = createTask(definition, folder, name, (reason) => {
    problem = reason;
  });
  if (!task) throw new Error(problem);
  if (focus) task.presentationOptions = { focus: true };
  return { ended: endOf(await tasks.executeTask(task)) };
}

/** Resolves to the exit code when the task ends. */
const endOf = (execution: TaskExecution): Promise<number | undefined> =>
  new Promise((resolve) => {
    const heard = tasks.onDidEndTaskProcess((ended) => {
      if (ended.execution !== execution) return;
      heard.dispose();
      resolve(ended.exitCode);
    });
  });

function trainTask(config: Uri, folder: WorkspaceFolder): Task | undefined {
  const path = workspace.asRelativePath(config, false);
  return createTask({ type, config: path }, folder, l10n.t("train {0}", path));
}

/**
 * Trains a config in a terminal, as its task does, and resolves to the exit code. Undefined after an error message if a
 * setting is invalid, or if the terminal was closed.
 */
export async function runTrainTask(config: Uri, threads: number | undefined): Promise<number | undefined> {
  const folder = workspace.getWorkspaceFolder(config);
  const path = folder ? workspace.asRelativePath(config, false) : config.fsPath;
  const definition = { type, config: path, ...(threads !== undefined && { threads }) };
  const fail = (problem: string) => void showError(problem);
  const task = createTask(definition, folder, l10n.t("train {0}", path), fail);
  if (!task) return undefined;
  return endOf(await tasks.executeTask(task));
}

/** Returns undefined if a setting is invalid: `fail` is called with the reason. */
function createTask(
  definition: NetworkTask,
  scope: Task["scope"],
  name: string,
  fail?: (problem: string) => void,
): Task | undefined {
  const folder = typeof scope === "object" ? scope : workspace.workspaceFolders?.[0];
  const cwd = folder?.uri.fsPath;
  const args = [join(__dirname, "cli.js")];
  try {
    args.push(...cliArguments(definition, cwd));
  } catch (error) {
    fail?.(messageOf(error as Error));
    return undefined;
  }
  const execution = new ProcessExecution(configuredRuntime() ?? process.execPath, args, {
    ...(cwd && { cwd }),
    env: { ...processEnvironment(), ELECTRON_RUN_AS_NODE: "1" },
  });
  const task = new Task(definition, scope ?? TaskScope.Workspace, name, type, execution, ["$matrix-network"]);
  task.detail = l10n.t("Matrix Network in a terminal: {0}", definition.command ?? "train");
  return task;
}

function cliArguments(definition: NetworkTask, cwd: string | undefined): string[] {
  const { command = "train", config } = definition;
  if (command === "check") return ["check", config];
  if (command === "resume" || isGroupId(basename(config))) return [command, config];
  if (command === "sweep") return ["sweep", config, ...runsOption(config, cwd)];
  const options = (["epochs", "backend", "seed", "threads"] as const).flatMap((key) =>
    definition[key] === undefined ? [] : [`--${key}`, String(definition[key])],
  );
  return ["train", config, ...runsOption(config, cwd), ...options];
}

/** Returns the option for the tree's runs folder; none for a path with variables, which VS Code resolves later. */
function runsOption(config: string, cwd = ""): string[] {
  if (config.includes("${") || !(cwd || isAbsolute(config))) return [];
  const file = Uri.file(resolve(cwd, config));
  const folder = configuredRunsFolder(file);
  return folder === join(dirname(file.fsPath), ".matrix-network") ? [] : ["--runs", folder];
}
