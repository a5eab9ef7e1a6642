/** The code lens on the first line of a config: ▶ Train | Debug | last run 97.9% (3 s). */
import {
  CodeLens,
  type CodeLensProvider,
  type Command,
  type Disposable,
  EventEmitter,
  l10n,
  languages,
  Range,
  type Uri,
  window,
} from "vscode";
import { commandId } from "../base/commandIds";
import { DisposableStore } from "../base/disposables";
import { formatBest, formatDuration, formatState, isActive } from "../base/formatting";
import { editableConfigs, isEditableConfig } from "../base/language";
import type { TrainingProcesses } from "../process/trainingProcesses";
import type { Run, WorkspaceNetwork, WorkspaceNetworks } from "../workspace/networks";

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
    provideCodeLenses: async ({ uri }) => {
      const network = await networks.findNetwork(uri);
      // From now on, changes fire the event.
      void networks.ready.catch(() => {});
      return lensCommands(uri, network, trainings).map((action) => new CodeLens(new Range(0, 0, 0, 0), action));
    },
  };
  store.add(languages.registerCodeLensProvider(editableConfigs, provider));
  return store;
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
  const last = network?.runs[0];
  return last
    ? [...actions, { title: lastRunTitle(last), command: commandId("openResults"), arguments: [last.folder] }]
    : actions;
}

function lastRunTitle({ state, best, seconds }: Run): string {
  if (isActive(state)) return l10n.t("open results");
  const reached = best ? formatBest(best) : formatState(state);
  return l10n.t("last run {0} ({1})", reached, formatDuration(seconds));
}
