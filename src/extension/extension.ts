/** The extension's entry point: creates the parts and connects them. Modules are loaded on first use. */
import { type ExtensionContext, ExtensionMode, window } from "vscode";
import type { ExtensionApi } from "../extensionApi";
import { registerAgentTools } from "./agentTools";
import { makeApi } from "./api";
import { type Clock, systemClock } from "./base/clock";
import { keepCompiled } from "./base/compileCache";
import { completedSteps, completeStepsOnOpen } from "./base/walkthrough";
import { registerCommands } from "./commands";
import type { CommandContext } from "./commands/context";
import { reportFound } from "./commands/train";
import { Comparisons } from "./compare/comparisons";
import { registerDebugging } from "./debug";
import { showCodeLenses } from "./editor/codeLenses";
import { registerCompletions } from "./editor/completion/completions";
import { type DiagnosticsWaits, diagnoseConfigs, usualWaits } from "./editor/diagnostics";
import { showHovers } from "./editor/hovers";
import { showInlayHints } from "./editor/inlayHints";
import { startJsonSupport } from "./editor/jsonSupport";
import { showOutline } from "./editor/outlineSymbols";
import { registerApplyOnSave } from "./editor/saveToApply";
import { SweepsFound } from "./editor/sweepFound";
import { registerSweepHelp } from "./editor/sweepHelp";
import { GroupPanels } from "./group/groupPanels";
import { showInlineValues } from "./matrix/inlineValues";
import { MatrixPanels } from "./matrix/matrixPanels";
import { Panels } from "./panel/panels";
import { Inspector } from "./process/inspector";
import { askOnClose } from "./process/onCloseQuestion";
import { TrainingProcesses } from "./process/trainingProcesses";
import { DataPanels } from "./profile/dataPanels";
import { showStatus } from "./statusBar";
import { RunsTables } from "./table/runsTables";
import { registerTasks } from "./tasks";
import { SanityTests } from "./testing/sanityTests";
import type { NetworksTree } from "./tree/networksTree";
import { NetworksView } from "./tree/networksView";
import { registerTrainedConfigs } from "./tree/trainedConfig";
import { TreeOptions } from "./tree/treeOptions";
import { WorkspaceGroups } from "./workspace/groups";
import { WorkspaceNetworks } from "./workspace/networks";
import { RunningTrainings } from "./workspace/runningTrainings";

/** The parts that the in-editor tests can access, in addition to the API for other extensions. */
export interface ExtensionParts extends CommandContext, ExtensionApi {
  readonly tree: NetworksTree;
  readonly running: RunningTrainings;
  readonly inspector: Inspector;
  readonly sanity: SanityTests;
  /** Clock of the panels. */
  readonly clock: Clock;
  readonly diagnosticsWaits: DiagnosticsWaits;
  /** Folder of the compiled code of our programs. */
  readonly compiled: string;
  /** Completed steps of the walkthrough. */
  readonly completedSteps: typeof completedSteps;
}

export function activate(extensionContext: ExtensionContext): ExtensionParts | ExtensionApi {
  const { subscriptions, extensionUri, extensionMode, workspaceState } = extensionContext;
  const keep = <T extends { dispose(): unknown }>(part: T): T => {
    subscriptions.push(part);
    return part;
  };
  const compiled = keepCompiled(extensionContext);
  const output = keep(window.createOutputChannel("Matrix Network", { log: true }));
  const trainings = keep(new TrainingProcesses(output));
  keep(askOnClose(trainings, workspaceState, output));
  const networks = keep(new WorkspaceNetworks(trainings));
  const running = keep(new RunningTrainings(networks, trainings));
  const clock = systemClock();
  const panelContext = { extension: extensionUri, networks, trainings, output, clock };
  const panels = keep(new Panels(panelContext));
  const comparisons = keep(new Comparisons(panelContext, workspaceState));
  const matrixPanels = keep(new MatrixPanels(panelContext));
  const dataPanels = keep(new DataPanels(panelContext));
  const groups = keep(new WorkspaceGroups(networks));
  const groupPanels = keep(new GroupPanels(panelContext, groups));
  const runsTables = keep(new RunsTables(panelContext, workspaceState));
  const view = keep(new NetworksView(networks, trainings, keep(new TreeOptions(workspaceState)), groups));
  const context: CommandContext = {
    networks,
    groups,
    trainings,
    panels,
    comparisons,
    groupPanels,
    runsTables,
    matrixPanels,
    dataPanels,
    view,
    output,
  };
  keep(registerTrainedConfigs());
  keep(completeStepsOnOpen());
  keep(registerCommands(context));
  keep(reportFound(context));
  keep(startJsonSupport());
  const inspector = keep(new Inspector(output));
  const diagnosticsWaits = { ...usualWaits };
  keep(diagnoseConfigs(inspector, networks, diagnosticsWaits));
  const sanity = keep(new SanityTests(networks));
  keep(showInlayHints(inspector, trainings, sanity));
  keep(showOutline(inspector));
  keep(showHovers(inspector));
  keep(registerSweepHelp(new SweepsFound(networks, groups)));
  keep(registerCompletions(inspector, networks));
  keep(registerApplyOnSave(trainings));
  keep(showCodeLenses(networks, trainings));
  keep(showStatus(trainings, networks));
  keep(registerTasks(networks));
  keep(registerDebugging(context));
  keep(showInlineValues());
  keep(registerAgentTools(output));
  const api = makeApi(trainings, output);
  if (extensionMode !== ExtensionMode.Test) return api;
  const parts = { running, tree: view.tree, inspector, sanity, clock, diagnosticsWaits, compiled, completedSteps };
  return { ...api, ...context, ...parts };
}
