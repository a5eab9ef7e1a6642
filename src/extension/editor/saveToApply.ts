/**
 * A learning rate, penalty or number of epochs that is changed and saved while the network trains: a save by hand offers once to
 * apply it from the next minibatch on; after any save a lens on the line does it.
 */
import {
  CodeLens,
  type CodeLensProvider,
  commands,
  type Disposable,
  EventEmitter,
  l10n,
  languages,
  Range,
  type TextDocument,
  TextDocumentSaveReason,
  window,
  workspace,
} from "vscode";
import type { ChangeablePath } from "../../config/compare/changeable";
import { commandId } from "../base/commandIds";
import { DisposableStore } from "../base/disposables";
import { languageId, ownConfigs } from "../base/language";
import type { TrainingProcess } from "../process/trainingProcess";
import type { TrainingProcesses } from "../process/trainingProcesses";
import { followChanges, settingsOf } from "./appliedSettings";
import { parsed } from "./parsedConfig";

interface Difference {
  path: ChangeablePath;
  from: number;
  to: number;
}

const applyCommand = commandId("applySetting");

export function offerToApply(trainings: TrainingProcesses): Disposable {
  const store = new DisposableStore();
  const changed = store.add(new EventEmitter<void>());
  const byHand = new WeakSet<TextDocument>();
  store.add(trainings.onDidStart((training) => followChanges(training, () => changed.fire())));
  store.add(
    workspace.onWillSaveTextDocument(({ document, reason }) => {
      if (reason === TextDocumentSaveReason.Manual) byHand.add(document);
    }),
  );
  store.add(
    workspace.onDidSaveTextDocument((document) => {
      if (document.languageId !== languageId) return;
      changed.fire();
      if (byHand.delete(document)) void offer(document, trainings);
    }),
  );
  const provider: CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: async (document) => {
      const training = trainingOf(document, trainings);
      if (!training || document.isDirty) return [];
      const differences = await differencesOf(document, training);
      return Promise.all(differences.map((difference) => lensOf(document, training, difference)));
    },
  };
  store.add(languages.registerCodeLensProvider(ownConfigs, provider));
  store.add(
    commands.registerCommand(applyCommand, (...[training, difference]: [TrainingProcess, Difference]) =>
      apply(training, [difference]),
    ),
  );
  return store;
}

const trainingOf = (document: TextDocument, { atWork }: TrainingProcesses): TrainingProcess | undefined =>
  atWork.findLast(({ config }) => config.fsPath === document.uri.fsPath);

/** What is written and what is trained with. */
async function differencesOf(document: TextDocument, training: TrainingProcess): Promise<Difference[]> {
  const [{ checked }, { resolveConfig }, { changeableOf, changeablePaths }] = await Promise.all([
    import("./parsedConfig"),
    import("../../config/schema/resolve"),
    import("../../config/compare/changeable"),
  ]);
  const { config } = await checked(document);
  const now = await settingsOf(training);
  if (!config || !now) return [];
  const written = changeableOf(resolveConfig(config, 0));
  return changeablePaths
    .filter((path) => written[path] !== now[path])
    .map((path) => ({ path, from: now[path], to: written[path] }));
}

const inWords = ({ path, from, to }: Difference) => `${path.split(".").at(-1)} ${from} → ${to}`;

async function lensOf(document: TextDocument, training: TrainingProcess, difference: Difference): Promise<CodeLens> {
  const text = await parsed(document);
  const { offset } = text.positionOf(difference.path.split("."));
  const place = document.positionAt(offset);
  const title = `$(zap) ${l10n.t("Apply {0} from the next minibatch on", inWords(difference))}`;
  return new CodeLens(new Range(place, place), { title, command: applyCommand, arguments: [training, difference] });
}

async function offer(document: TextDocument, trainings: TrainingProcesses): Promise<void> {
  const training = trainingOf(document, trainings);
  const differences = training ? await differencesOf(document, training) : [];
  if (!training || differences.length === 0) return;
  const yes = l10n.t("Apply");
  const question = l10n.t("Apply {0} to the training at work?", differences.map(inWords).join(", "));
  if ((await window.showInformationMessage(question, yes)) === yes) await apply(training, differences);
}

async function apply(training: TrainingProcess, differences: Difference[]): Promise<void> {
  try {
    for (const { path, to } of differences) await training.request("apply", { path, value: to });
  } catch (error) {
    void window.showErrorMessage(l10n.t("The training did not answer: {0}", (error as Error).message));
  }
}
