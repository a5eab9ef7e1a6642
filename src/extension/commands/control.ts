/** Stop, Pause and Continue a training of this window. */
import { l10n, Uri, window } from "vscode";
import type { TrainingProcess } from "../process/trainingProcess";
import type { CommandContext } from "./context";
import { resolveRun } from "./target";

type Control = "stop" | "pause" | "continue";

export async function control(context: CommandContext, action: Control, target?: unknown): Promise<void> {
  const training = await resolveTraining(context, action, target);
  if (!training) return;
  try {
    await training[action]();
  } catch (error) {
    // A process that has ended needs no command; the run's state shows it.
    if (!training.isOver)
      void window.showWarningMessage(l10n.t("The training process did not respond: {0}", String(error)));
  }
}

/** Without a run: the only training (of the config), otherwise asks. */
async function resolveTraining(
  context: CommandContext,
  action: Control,
  target: unknown,
): Promise<TrainingProcess | undefined> {
  const { trainings } = context;
  // The run folder of a new training may not have been found yet.
  if (typeof target === "string") return trainings.of(target);
  const path = target instanceof Uri ? target.fsPath : undefined;
  const atWork = trainings.atWork.filter(({ config }) => path === undefined || config.fsPath === path);
  if (atWork.length === 0 && (path || target === undefined)) {
    void window.showInformationMessage(l10n.t("No training is in progress in this window."));
    return undefined;
  }
  if (atWork.length === 1 && (path || target === undefined)) return atWork[0];
  const run = await resolveRun(target, context, ({ training }) => training !== undefined && accepts(training, action));
  return run?.training;
}

const accepts = ({ state }: TrainingProcess, action: Control): boolean =>
  action === "stop" || (action === "pause" ? state === "running" : state === "paused");
