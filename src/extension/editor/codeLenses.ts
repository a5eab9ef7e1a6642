/** Code lenses of a config: ▶ Train | Debug | last run 97.9% (3 s) on its first line, Look at Data on `data`. */
import {
  CodeLens,
  type CodeLensProvider,
  type Command,
  type Disposable,
  EventEmitter,
  l10n,
  languages,
  Range,
  type TextDocument,
  type Uri,
  window,
  workspace,
} from "vscode";
import { commandId } from "../base/commandIds";
import { DisposableStore } from "../base/disposables";
import { formatBestInFull, formatDuration, formatState, isActive } from "../base/formatting";
import { editableConfigs, isEditableConfig } from "../base/language";
import type { TrainingProcesses } from "../process/trainingProcesses";
import type { Run, WorkspaceNetwork, WorkspaceNetworks } from "../workspace/networks";
import { parseConfig } from "./parsedConfig";

export function showCodeLenses(networks: WorkspaceNetworks, trainings: TrainingProcesses): Disposable {
  const store = new DisposableStore();
  const changed = store.add(new EventEmitter<void>());
  // Only visible editors, since a workspace may contain hundreds of configs.
  const titles = () =>
    window.visibleTextEditors
      .filter(({ document }) => isEditableConfig(document))
      .flatMap(({ document }) => lensCommands(document.uri, networks.network(document.uri), trainings))
      .map(({ title }) => title);
  let shownTitles = "";
  store.add(
    networks.onDidChange(() => {
      // Most changes are progress, which no code lens shows.
      const now = titles().join("\n");
      if (now !== shownTitles) changed.fire();
      shownTitles = now;
    }),
  );
  const provider: CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: async (document) => {
      const { uri } = document;
      const network = await networks.findNetwork(uri);
      // From now on, changes fire the event.
      void networks.ready.catch(() => {});
      const first = lensCommands(uri, network, trainings).map((action) => new CodeLens(new Range(0, 0, 0, 0), action));
      return [...first, ...(await dataLens(document))];
    },
  };
  store.add(workspace.onDidGrantWorkspaceTrust(() => changed.fire()));
  store.add(languages.registerCodeLensProvider(editableConfigs, provider));
  return store;
}

/** Returns the lens on the key `data`; none without trust, because data is not read then. */
async function dataLens(document: TextDocument): Promise<CodeLens[]> {
  if (!workspace.isTrusted) return [];
  const [{ findNodeAtLocation }, { root }] = await Promise.all([import("jsonc-parser"), parseConfig(document)]);
  const property = root && findNodeAtLocation(root, ["data"])?.parent;
  if (!property) return [];
  const start = document.positionAt(property.offset);
  const title = `$(graph) ${l10n.t("Look at Data")}`;
  return [
    new CodeLens(new Range(start, start), { title, command: commandId("lookAtData"), arguments: [document.uri] }),
  ];
}

function lensCommands(config: Uri, network: WorkspaceNetwork | undefined, trainings: TrainingProcesses): Command[] {
  const isTraining = trainings.atWork.some((training) => training.config.fsPath === config.fsPath);
  const action = isTraining
    ? { title: `$(debug-stop) ${l10n.t("Stop")}`, command: commandId("stop"), arguments: [config] }
    : { title: `$(play) ${l10n.t("Train")}`, command: commandId("train"), arguments: [config] };
  const debugging = {
    title: `$(debug-alt) ${l10n.t("Debug")}`,
    command: commandId("debugTraining"),
    arguments: [config],
  };
  const actions = [action, debugging];
  const last = network?.runs.find((run) => !isAborted(run));
  return last
    ? [...actions, { title: lastRunTitle(last), command: commandId("openResults"), arguments: [last.folder] }]
    : actions;
}

/** Returns true for a run stopped within its first epoch, such as one that was only debugged: it has no result. */
const isAborted = ({ state, epoch }: Run) => epoch === 0 && (state === "stopped" || state === "interrupted");

function lastRunTitle(run: Run): string {
  if (isActive(run.state)) return l10n.t("open results");
  const reached = formatBestInFull(run) || formatState(run.state);
  return l10n.t("last run {0} ({1})", reached, formatDuration(run.seconds));
}
