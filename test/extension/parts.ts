/** What the in-editor tests share: the extension's parts, the workspace, and waiting. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import * as vscode from "vscode";
import type { ExtensionParts } from "../../src/extension/extension";
import type { TrainingProcess } from "../../src/extension/process/trainingProcess";
import { closeStandIns } from "./standInPanel";

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
/** The checkout, where fixtures and dist/ are. */
export const checkout = (...path: string[]) => join(process.env.MATRIX_NETWORK_ROOT ?? "", ...path);

/** Until `look` finds something; fails with what it waited for. */
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

/** Starts a network and returns its training once it has a run folder, has trained, and its panel is there. */
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

/** Trains a network to its end and returns the run folder, once the tree has it. */
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

/** Trains by the command line, as somebody in a terminal does. */
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

/** Nobody types in tests, and nothing has to be gentle: what is asked and looked at after a while is asked soon. */
export async function hurry(): Promise<void> {
  const { inspector, networks } = await activate();
  Object.assign(inspector.waits, { settle: 50, rest: 200, fresh: 200, idle: 300 });
  Object.assign(networks.waits, { look: 300 });
}

/** Ends whatever trains, closes editors and panels, and takes the runs away. */
export async function tidy(): Promise<void> {
  const { trainings, networks } = await activate();
  await Promise.all(trainings.present.map(end));
  await endByLocks();
  closeStandIns();
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  rmSync(join(workspaceFolder(), ".matrix-network"), { recursive: true, force: true });
  await networks.refresh();
}

async function end(training: TrainingProcess): Promise<void> {
  // One that hangs must not take the tests after it along.
  const late = setTimeout(() => training.pid && process.kill(training.pid, "SIGKILL"), 20_000);
  if (!training.isOver) await training.stop().catch(() => {});
  await training.ended;
  clearTimeout(late);
}

/** The process that trains a run. */
export const pidOf = (folder: string): number =>
  (JSON.parse(readFileSync(join(folder, "lock"), "utf8")) as { pid: number }).pid;

/** Ends what still trains here, whoever knows of it: a training outlives the window that started it. */
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
    // It is being written just now, or gone.
    return undefined;
  }
}

export async function stopDebugging(): Promise<void> {
  await vscode.debug.stopDebugging();
  await until("the debugger to leave", () => !vscode.debug.activeDebugSession);
}

/** A finished run of the fixtures as a run of iris. */
export function placeGoldenRun(id = "20260101T120000Z-00aa"): string {
  const folder = join(runsOf("iris"), id);
  cpSync(checkout("test", "fixtures", "run", "iris", "20261124T134501Z-3fa9"), folder, { recursive: true });
  return folder;
}

/** Whether a process is there. */
export function isAlive(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Answers every modal or notification with the button of this name, and records what was said, for `act` to see too. */
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
