/** The commands of package.json, each by its name. */
import { commands, type Disposable } from "vscode";
import type { Context } from "../context";
import { DisposableStore } from "../disposables";
import { control } from "./control";
import { forkRun } from "./forkRun";
import { newConfig } from "./newConfig";
import { deleteRun, openResults, revealRun, showLog } from "./runs";
import { resumeRun, train } from "./train";
import { exportRun, predict, verifyRun } from "./useRun";
import { whyNoGpu } from "./whyNoGpu";

/** A command of package.json that is missing here fails a test. */
export function registerCommands(context: Context): Disposable {
  const store = new DisposableStore();
  const all: Record<string, (target?: unknown, given?: unknown) => unknown> = {
    train: (target) => train(context, target),
    stop: (target) => control(context, "stop", target),
    pause: (target) => control(context, "pause", target),
    continue: (target) => control(context, "continue", target),
    resumeRun: (target) => resumeRun(context, target),
    openResults: (target, look) => openResults(context, target, look),
    forkRun: (target) => forkRun(context, target),
    newConfig: (target) => newConfig(context.output, target),
    exportRun: (target, given) => exportRun(context, target, given as Parameters<typeof exportRun>[2]),
    predict: (target, given) => predict(context, target, given as Parameters<typeof predict>[2]),
    verifyRun: (target) => verifyRun(context, target),
    revealRun: (target) => revealRun(context, target),
    deleteRun: (target) => deleteRun(context, target),
    showLog: (target) => showLog(context, target),
    refresh: () => context.networks.refresh(),
    whyNoGpu: () => whyNoGpu(context),
  };
  for (const [name, run] of Object.entries(all)) store.add(commands.registerCommand(`matrixNetwork.${name}`, run));
  return store;
}
