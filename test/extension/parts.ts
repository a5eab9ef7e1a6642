/** Shared by the in-editor tests: the extension's parts, the workspace, and waiting. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import * as vscode from "vscode";
import type { ExtensionParts } from "../../src/extension/extension";
import type { TrainingProcess } from "../../src/extension/process/trainingProcess";
import { isAlive } from "../isAlive";
import { closeStandIns } from "./standInPanel";

export { isAlive };

export async function activate(): Promise<ExtensionParts> {
  const extension = vscode.extensions.getExtension<ExtensionParts>("matrix-network.matrix-network");
  assert.ok(extension, "the extension is not there");
  return extension.activate();
}

export function workspaceFolder(): string {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, "no folder is open");
  return folder.uri.fsPath;
}

export const config = (name: string) => vscode.Uri.file(join(workspaceFolder(), `${name}.network.json`));
export const runsOf = (name: string) => join(workspaceFolder(), ".matrix-network", name);
/** Returns a path in the checkout, which has the fixtures and dist/. */
export const checkout = (...path: string[]) => join(process.env.MATRIX_NETWORK_ROOT ?? "", ...path);

/** Polls until `look` returns a truthy value; the error names what it waited for. */
export async function until<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  seconds = 100,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) assert.fail(`waited ${seconds} s for: ${what}`);
    await new Promise<void>((resolve) => setTimeout(resolve, 25));
  }
}

/** Starts a training and returns it once it has a run folder, an epoch and a panel. */
export async function startTraining(name: string): Promise<TrainingProcess & { folder: string }> {
  const { trainings, panels } = await activate();
  const known = new Set(trainings.atWork);
  await vscode.commands.executeCommand("matrixNetwork.train", config(name));
  return until("a training with progress and its panel", () => {
    const started = trainings.atWork.find((training) => !known.has(training));
    const isThere = started?.folder && started.progress && panels.isOpen(started.folder);
    return isThere ? (started as TrainingProcess & { folder: string }) : undefined;
  });
}

/** Trains a network to its end and returns the run folder once the tree shows it. */
export async function trainToEnd(config: vscode.Uri): Promise<string> {
  const { networks } = await activate();
  await vscode.commands.executeCommand("matrixNetwork.train", config);
  const run = await until("a completed run", () =>
    networks.network(config)?.runs.find(({ state }) => state === "completed"),
  );
  return run.folder;
}

export const panelTabs = (): vscode.Tab[] =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview);

/** Trains from the command line, as a user does in a terminal. */
export function trainInTerminal(name: string): ChildProcess {
  return spawn(process.execPath, [checkout("dist", "cli.js"), "train", config(name).fsPath, "--json"], {
    cwd: workspaceFolder(),
    env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" },
    stdio: "ignore",
  });
}

export async function killed(child: ChildProcess): Promise<void> {
  const gone = child.exitCode === null && child.signalCode === null && once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

/** Shortens the delays of checks and polling: in tests nobody types and no load has to be avoided. */
export async function hurry(): Promise<void> {
  const { inspector, networks } = await activate();
  Object.assign(inspector.waits, { settle: 50, rest: 200, fresh: 200, idle: 300 });
  Object.assign(networks.waits, { look: 300 });
}

/** Ends all trainings, closes editors and panels, and deletes the runs. */
export async function tidy(): Promise<void> {
  const { trainings, networks, comparisons } = await activate();
  await Promise.all(trainings.present.map(end));
  await endByLocks();
  closeStandIns();
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  // A panel whose end the extension has not heard of would be shown again instead of a new one.
  await until("the comparisons to close", () => comparisons.folders.length === 0);
  rmSync(join(workspaceFolder(), ".matrix-network"), { recursive: true, force: true });
  await networks.refresh();
}

async function end(training: TrainingProcess): Promise<void> {
  // Kills a training that hangs, so that later tests can run.
  const late = setTimeout(() => training.pid && process.kill(training.pid, "SIGKILL"), 20_000);
  if (!training.isOver) await training.stop().catch(() => {});
  await training.ended;
  clearTimeout(late);
}

/** Returns the pid of the process that trains a run. */
export const pidOf = (folder: string): number =>
  (JSON.parse(readFileSync(join(folder, "lock"), "utf8")) as { pid: number }).pid;

/** Kills all trainings of this workspace by their locks: a training outlives the window that started it. */
async function endByLocks(): Promise<void> {
  const runs = join(workspaceFolder(), ".matrix-network");
  for (const name of readdirIfThere(runs).filter((file) => file.endsWith("lock"))) {
    const pid = pidIfThere(dirname(join(runs, name)));
    if (pid === undefined || !isAlive(pid)) continue;
    process.kill(pid, "SIGKILL");
    await until(`process ${pid} to leave`, () => !isAlive(pid));
  }
}

function readdirIfThere(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" });
  } catch {
    return [];
  }
}

function pidIfThere(folder: string): number | undefined {
  try {
    return pidOf(folder);
  } catch {
    // The lock is being written, or is gone.
    return undefined;
  }
}

export async function stopDebugging(): Promise<void> {
  await vscode.debug.stopDebugging();
  await until("the debugger to leave", () => !vscode.debug.activeDebugSession);
}

/** Copies a finished run of the fixtures as a run of iris. */
export function placeGoldenRun(id = "20260101T120000Z-00aa"): string {
  const folder = join(runsOf("iris"), id);
  cpSync(checkout("test", "fixtures", "run", "iris", "20261124T134501Z-3fa9"), folder, { recursive: true });
  return folder;
}

/** Answers each dialog and notification with this button, and records the messages, which `act` can read too. */
export async function answering<T>(
  answer: string | undefined,
  act: (said: readonly string[]) => Promise<T>,
): Promise<{ result: T; said: string[] }> {
  const said: string[] = [];
  const window = vscode.window as unknown as Record<string, unknown>;
  const names = ["showWarningMessage", "showInformationMessage", "showErrorMessage"];
  const originals = names.map((name) => window[name]);
  for (const name of names) {
    window[name] = async (text: string, ...rest: unknown[]) => {
      said.push(text);
      return rest.find((item) => item === answer);
    };
  }
  try {
    return { result: await act(said), said };
  } finally {
    names.forEach((name, i) => {
      window[name] = originals[i];
    });
  }
}
