/**
 * Applies a learning rate, penalty or number of epochs that is changed during training. A manual save offers once to
 * apply it from the next minibatch on; after any save, a code lens on the line offers it.
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
  workspace,
} from "vscode";
import type { ChangeablePath } from "../../config/compare/changeable";
import { commandId } from "../base/commandIds";
import { DisposableStore } from "../base/disposables";
import { editableConfigs, languageId } from "../base/language";
import { showError, showInformation } from "../base/notify";
import { messageOf } from "../base/translated";
import type { TrainingProcess } from "../process/trainingProcess";
import type { TrainingProcesses } from "../process/trainingProcesses";
import { currentSettings, followChanges } from "./appliedSettings";
import { parseConfig } from "./parsedConfig";

interface SettingChange {
  path: ChangeablePath;
  from: number;
  to: number;
}

const applyCommand = commandId("applySetting");

export function registerApplyOnSave(trainings: TrainingProcesses): Disposable {
  const store = new DisposableStore();
  const changed = store.add(new EventEmitter<void>());
  const savedManually = new WeakSet<TextDocument>();
  store.add(trainings.onDidStart((training) => followChanges(training, () => changed.fire())));
  store.add(
    workspace.onWillSaveTextDocument(({ document, reason }) => {
      if (reason === TextDocumentSaveReason.Manual) savedManually.add(document);
    }),
  );
  store.add(
    workspace.onDidSaveTextDocument((document) => {
      if (document.languageId !== languageId) return;
      changed.fire();
      if (savedManually.delete(document)) void offer(document, trainings);
    }),
  );
  const provider: CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: async (document) => {
      const training = activeTraining(document, trainings);
      if (!training || document.isDirty) return [];
      const differences = await changedSettings(document, training);
      return Promise.all(differences.map((difference) => applyLens(document, training, difference)));
    },
  };
  store.add(languages.registerCodeLensProvider(editableConfigs, provider));
  store.add(
    commands.registerCommand(applyCommand, (...[training, difference]: [TrainingProcess, SettingChange]) =>
      apply(training, [difference]),
    ),
  );
  return store;
}

const activeTraining = (document: TextDocument, { atWork }: TrainingProcesses): TrainingProcess | undefined =>
  atWork.findLast(({ config }) => config.fsPath === document.uri.fsPath);

/** Returns the settings whose value in the document differs from the current value of the training. */
async function changedSettings(document: TextDocument, training: TrainingProcess): Promise<SettingChange[]> {
  const [{ checked }, { resolveConfig }, { changeableOf, changeablePaths }] = await Promise.all([
    import("./parsedConfig"),
    import("../../config/schema/resolve"),
    import("../../config/compare/changeable"),
  ]);
  const { config } = await checked(document);
  const now = await currentSettings(training);
  if (!config || !now) return [];
  const written = changeableOf(resolveConfig(config, 0));
  return changeablePaths
    .filter((path) => written[path] !== now[path])
    .map((path) => ({ path, from: now[path], to: written[path] }));
}

const formatChange = ({ path, from, to }: SettingChange) => `${path.split(".").at(-1)} ${from} → ${to}`;

async function applyLens(
  document: TextDocument,
  training: TrainingProcess,
  difference: SettingChange,
): Promise<CodeLens> {
  const text = await parseConfig(document);
  const { offset } = text.positionOf(difference.path.split("."));
  const position = document.positionAt(offset);
  const title = `$(zap) ${l10n.t("Apply {0} from the next minibatch on", formatChange(difference))}`;
  return new CodeLens(new Range(position, position), {
    title,
    command: applyCommand,
    arguments: [training, difference],
  });
}

async function offer(document: TextDocument, trainings: TrainingProcesses): Promise<void> {
  const training = activeTraining(document, trainings);
  const differences = training ? await changedSettings(document, training) : [];
  if (!training || differences.length === 0) return;
  const applyLabel = l10n.t("Apply");
  const question = l10n.t("Apply {0} to the training in progress?", differences.map(formatChange).join(", "));
  if ((await showInformation(question, applyLabel)) === applyLabel) await apply(training, differences);
}

async function apply(training: TrainingProcess, differences: SettingChange[]): Promise<void> {
  try {
    for (const { path, to } of differences) await training.request("apply", { path, value: to });
  } catch (error) {
    void showError(l10n.t("The training process did not respond: {0}", messageOf(error as Error)));
  }
}
