/** The lens on a config's first line: ▶ Train | last run 97.9% (3 s). */
import {
  CodeLens,
  type CodeLensProvider,
  type Disposable,
  EventEmitter,
  l10n,
  languages,
  Range,
  type TextDocument,
} from "vscode";
import { DisposableStore } from "./disposables";
import { languageId } from "./language";
import type { Networks, Run } from "./networks";
import type { Trainings } from "./trainings";
import { bestInWords, duration, isAtWork, stateInWords } from "./words";

export function showCodeLenses(networks: Networks, trainings: Trainings): Disposable {
  const store = new DisposableStore();
  const changed = store.add(new EventEmitter<void>());
  store.add(networks.onDidChange(() => changed.fire()));
  const provider: CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: async (document) => {
      await networks.ready;
      return lenses(document, networks, trainings);
    },
  };
  store.add(languages.registerCodeLensProvider({ language: languageId }, provider));
  return store;
}

function lenses(document: TextDocument, networks: Networks, trainings: Trainings): CodeLens[] {
  const first = new Range(0, 0, 0, 0);
  const here = trainings.atWork.find(({ config }) => config.fsPath === document.uri.fsPath);
  const action = here
    ? { title: `$(debug-stop) ${l10n.t("Stop")}`, command: "matrixNetwork.stop", arguments: [document.uri] }
    : { title: `$(play) ${l10n.t("Train")}`, command: "matrixNetwork.train", arguments: [document.uri] };
  const last = networks.network(document.uri)?.runs[0];
  const open = last && {
    title: lastRun(last),
    command: "matrixNetwork.openResults",
    arguments: [last.folder],
  };
  return [action, ...(open ? [open] : [])].map((command) => new CodeLens(first, command));
}

function lastRun({ state, best, seconds }: Run): string {
  if (isAtWork(state)) return l10n.t("open results");
  const reached = best ? bestInWords(best) : stateInWords(state);
  return l10n.t("last run {0} ({1})", reached, duration(seconds));
}
