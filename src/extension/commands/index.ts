/** Registers the commands of package.json. */
import { commands, type Disposable } from "vscode";
import { type ContributedCommand, commandId, type InternalCommand } from "../base/commandIds";
import { DisposableStore } from "../base/disposables";
import { clearFilter, filterRuns, revealConfig, sortRuns } from "./arrangeRuns";
import { cleanUpRuns } from "./cleanUpRuns";
import { compareRuns } from "./compareRuns";
import type { CommandContext } from "./context";
import { control } from "./control";
import { debugTraining, pickRun } from "./debugTraining";
import { findMoment } from "./findMoment";
import { forkRun } from "./forkRun";
import { copyGroupPath, deleteGroups, resumeGroup, revealGroup } from "./groups";
import { pinRuns, renameRun } from "./labelRuns";
import { lookAtData } from "./lookAtData";
import { newConfig } from "./newConfig";
import { deleteRuns, diffConfig, openResults, revealRun, showLog } from "./runs";
import { showGroup } from "./showGroup";
import { stepThroughTerms } from "./stepThroughTerms";
import { runSweep } from "./sweep";
import { resumeRun, train } from "./train";
import { trainAgain } from "./trainAgain";
import { exportRun, predict, verifyRun } from "./useRun";
import { whyNoGpu } from "./whyNoGpu";

/** The commands registered here; applySetting is registered by its code lens. */
type RegisteredHere = ContributedCommand | Exclude<InternalCommand, "applySetting">;

/** Registers all commands. A command without a handler is a compile error. */
export function registerCommands(context: CommandContext): Disposable {
  const store = new DisposableStore();
  const handlers: Record<RegisteredHere, (target?: unknown, given?: unknown) => unknown> = {
    train: (target) => train(context, target),
    debugTraining: (target) => debugTraining(context, target),
    stepThroughTerms: (target) => stepThroughTerms(target),
    lookAtData: (target) => lookAtData(context, target),
    viewMatrix: (target) => context.matrixPanels.view(target),
    runSweep: (target) => runSweep(context, target),
    resumeSweep: (target) => resumeGroup(context, target),
    resumeFolds: (target) => resumeGroup(context, target),
    stop: (target) => control(context, "stop", target),
    pause: (target) => control(context, "pause", target),
    continue: (target) => control(context, "continue", target),
    resumeRun: (target) => resumeRun(context, target),
    openResults: (target, look) => openResults(context, target, look),
    compareRuns: (target, chosen) => compareRuns(context, target, chosen),
    showRunsTable: () => context.runsTables.show(),
    showGroup: (target) => showGroup(context, target),
    forkRun: (target) => forkRun(context, target),
    newConfig: (target) => newConfig(context.output, target),
    newFromData: (target) => newConfig(context.output, target, "data"),
    newForDigits: (target) => newConfig(context.output, target, "digits"),
    exportRun: (target, given) => exportRun(context, target, single(given) as Parameters<typeof exportRun>[2]),
    predict: (target, given) => predict(context, target, single(given) as Parameters<typeof predict>[2]),
    verifyRun: (target) => verifyRun(context, target),
    findMoment: (target, given) => findMoment(context, target, single(given) as Parameters<typeof findMoment>[2]),
    trainAgain: (target) => trainAgain(context, target),
    revealRun: (target) => revealRun(context, target),
    cleanUpRuns: (target, given) => cleanUpRuns(context, target, single(given)),
    revealGroup: (target) => revealGroup(context, target),
    copyGroupPath: (target, nodes) => copyGroupPath(context, target, nodes),
    deleteGroup: (target, nodes) => deleteGroups(context, target, nodes),
    deleteRun: (target, nodes) => deleteRuns(context, target, nodes),
    renameRun: (target, given) => renameRun(context, target, given),
    pinRun: (target, nodes) => pinRuns(context, true, target, nodes),
    unpinRun: (target, nodes) => pinRuns(context, false, target, nodes),
    diffConfig: (target) => diffConfig(context, target),
    sortRuns: (given) => sortRuns(context, given),
    filterRuns: (given) => filterRuns(context, given),
    clearFilter: () => clearFilter(context),
    revealConfig: (target) => revealConfig(context, target),
    showMoreRuns: (config) => context.view.tree.showMore(String(config)),
    pickRun: () => pickRun(context),
    showLog: (target) => showLog(context, target),
    refresh: () => context.networks.refresh(),
    whyNoGpu: () => whyNoGpu(context),
  };
  for (const [name, run] of Object.entries(handlers)) {
    store.add(commands.registerCommand(commandId(name as RegisteredHere), run));
  }
  return store;
}

/** Drops an array: the tree's menus pass all selected nodes as the second argument. */
const single = (given: unknown) => (Array.isArray(given) ? undefined : given);
