/** Stop, Pause and Continue a training this window is connected to; Stop also one with another protocol version. */

import { l10n, Uri } from "vscode";
import { showInformation, showWarning } from "../base/notify";
import { messageOf } from "../base/translated";
import type { TrainingProcess } from "../process/trainingProcess";
import type { CommandContext } from "./context";
import { resolveRun } from "./target";

type Control = "stop" | "pause" | "continue";
type Controlled = Pick<TrainingProcess, Control | "isOver">;

export async function control(context: CommandContext, action: Control, target?: unknown): Promise<void> {
  const training = await resolveTraining(context, action, target);
  if (!training) return;
  try {
    await training[action]();
  } catch (error) {
    // A process that has ended needs no command; the run's state shows it.
    if (!training.isOver)
      void showWarning(l10n.t("The training process did not respond: {0}", messageOf(error as Error)));
  }
}

/** Returns the training of a run; without a run the only training (of the config), otherwise asks. */
async function resolveTraining(
  context: CommandContext,
  action: Control,
  target: unknown,
): Promise<Controlled | undefined> {
  const { trainings } = context;
  const { others } = trainings;
  // The networks may not include the run folder of a new training yet.
  if (typeof target === "string") return others.control(target) ?? trainings.of(target);
  const path = target instanceof Uri ? target.fsPath : undefined;
  const atWork = trainings.atWork.filter(({ config }) => path === undefined || config.fsPath === path);
  const isOffered = action === "stop" && others.folders.length > 0;
  if (atWork.length === 0 && !isOffered && (path || target === undefined)) {
    void showInformation(l10n.t("No training is in progress in this window."));
    return undefined;
  }
  if (atWork.length === 1 && !isOffered && (path || target === undefined)) return atWork[0];
  const run = await resolveRun(target, context, ({ training, onlyStops }) =>
    training ? accepts(training, action) : action === "stop" && onlyStops === true,
  );
  return run && (run.training ?? others.control(run.folder));
}

const accepts = ({ state }: TrainingProcess, action: Control): boolean =>
  action === "stop" || (action === "pause" ? state === "running" : state === "paused");
