/**
 * Asks once per workspace what trainings do when the window closes, when this window has started the first one. Nothing
 * waits for the answer; without one they stop.
 */

import { commands, type Disposable, type LogOutputChannel, l10n, type Memento } from "vscode";
import { showError, showInformation } from "../base/notify";
import { configuredOnClose, saveOnClose } from "../base/settings";
import { messageOf } from "../base/translated";
import type { TrainingProcesses } from "./trainingProcesses";

/** Key of the workspace state: the question was closed without an answer. */
const declinedKey = "onClose.declined";

export function askOnClose(trainings: TrainingProcesses, state: Memento, output: LogOutputChannel): Disposable {
  let isAsking = false;
  return trainings.onDidStart(async ({ isStartedHere }) => {
    if (!isStartedHere || isAsking || configuredOnClose() !== "ask" || state.get(declinedKey)) return;
    isAsking = true;
    try {
      if (!(await ask())) await state.update(declinedKey, true);
    } catch (error) {
      output.error(error as Error);
      void showError(l10n.t("The setting could not be written: {0}", messageOf(error as Error)));
    } finally {
      isAsking = false;
    }
  });
}

/** Returns false if it was closed without an answer. */
async function ask(): Promise<boolean> {
  const stop = l10n.t("Stop");
  const goOn = l10n.t("Continue");
  const open = l10n.t("Open Setting");
  const text = l10n.t("When this window closes, should trainings stop after a minute or continue without it?");
  const answer = await showInformation(text, stop, goOn, open);
  if (answer === stop) await saveOnClose("stop");
  if (answer === goOn) await saveOnClose("continue");
  if (answer === open) await commands.executeCommand("workbench.action.openSettings", "matrixNetwork.onClose");
  return answer !== undefined;
}
