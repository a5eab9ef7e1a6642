/**
 * Train Again with Its Epochs: a trial of a group, which keeps only its best and its last epoch, becomes an ordinary
 * run with kept epochs. A message at the end says whether the results agree.
 */

import { l10n, Uri } from "vscode";
import { groupOfTrialRun, numberOfTrialRun } from "../../groups/names";
import { comparedText } from "../../protocol/comparedText";
import { showError, showInformation, showWarning } from "../base/notify";
import { messageOf, translatedComparison } from "../base/translated";
import { confirmTrust } from "../base/trust";
import type { TrainingProcess } from "../process/trainingProcess";
import type { CommandContext } from "./context";
import { follow } from "./train";

/** @param target a trial in the tree, or the folder of its run */
export async function trainAgain(context: CommandContext, target?: unknown): Promise<TrainingProcess | undefined> {
  const node = target as { folder?: unknown } | undefined;
  const folder = typeof target === "string" ? target : node?.folder;
  const group = typeof folder === "string" ? groupOfTrialRun(folder) : undefined;
  if (typeof folder !== "string" || group === undefined) {
    void showInformation(l10n.t("Select a trial of a sweep, or a fold."));
    return undefined;
  }
  if (!(await confirmTrust())) return undefined;
  try {
    const { readGroup } = await import("../../groups/group");
    const config = Uri.file((await readGroup(group)).configPath);
    const training = await context.trainings.trainAgain(config, group, numberOfTrialRun(folder) ?? 0);
    follow(context, training);
    void training.ended.then(() => report(training));
    return training;
  } catch (error) {
    void showError(messageOf(error as Error));
    return undefined;
  }
}

function report({ compared }: TrainingProcess): void {
  if (!compared) return;
  const text = l10n.t("Trained again: {0}.", comparedText(translatedComparison(compared), l10n.t));
  void (compared.same ? showInformation(text) : showWarning(text));
}
