/** Stop, Pause and Continue: of a run of this window. */
import { l10n, window } from "vscode";
import type { Context } from "../context";
import type { Training } from "../training";
import { runOf } from "./target";

type Control = "stop" | "pause" | "continue";

export async function control(context: Context, action: Control, target?: unknown): Promise<void> {
  const training = await trainingOf(context, action, target);
  if (!training) return;
  try {
    await training[action]();
  } catch (error) {
    // A process that is gone needs no stopping; the run's state tells of it.
    if (!training.isOver) void window.showWarningMessage(l10n.t("The training did not answer: {0}", String(error)));
  }
}

/** Without a target the only one that trains, else the one that is picked. */
async function trainingOf(
  { trainings, networks }: Context,
  action: Control,
  target: unknown,
): Promise<Training | undefined> {
  const { atWork } = trainings;
  if (target === undefined && atWork.length === 1) return atWork[0];
  if (target === undefined && atWork.length === 0) {
    void window.showInformationMessage(l10n.t("Nothing is training in this window."));
    return undefined;
  }
  const run = await runOf(target, networks, ({ training }) => training !== undefined && fits(training, action));
  return run?.training ?? (run && trainings.of(run.folder));
}

const fits = ({ state }: Training, action: Control): boolean =>
  action === "stop" || (action === "pause" ? state === "running" : state === "paused");
