/** Train Network and Resume Run: start a child process and show its progress. */

import { basename } from "node:path";
import { type Disposable, l10n, type Uri, window } from "vscode";
import { asksForFolds } from "../../config/schema/folds";
import { formatEpoch, isActive, isResumable } from "../base/formatting";
import { showError, showInformation, showWarning } from "../base/notify";
import { configuredThreads } from "../base/settings";
import { messageOf } from "../base/translated";
import { confirmTrust } from "../base/trust";
import { completeStep } from "../base/walkthrough";
import type { TrainingProcess } from "../process/trainingProcess";
import type { CommandContext } from "./context";
import { readyConfig } from "./readyConfig";
import { startSweep, trainOrSweep } from "./sweep";
import { resolveConfig, resolveRun } from "./target";
import { trainFolds } from "./trainFolds";
import { whyNoGpu } from "./whyNoGpu";

export async function train(context: CommandContext, target?: unknown): Promise<TrainingProcess | undefined> {
  const config = await resolveConfig(target, context.networks);
  if (!config || !(await confirmTrust()) || !(await confirmParallelTraining(context, config))) return undefined;
  const parsed = await readyConfig(context, config);
  if (!parsed) return undefined;
  if (parsed.sweep) {
    const answer = await trainOrSweep(parsed.sweep);
    if (answer === "sweep") await startSweep(context, config, parsed.sweep);
    if (answer !== "train") return undefined;
  }
  const threads = parsed.threads === "auto" ? configuredThreads() : undefined;
  if (asksForFolds(parsed)) {
    void trainFolds(context, config, threads);
    return undefined;
  }
  const training = await start(context, config, threads);
  if (training) follow(context, training);
  return training;
}

/** Returns undefined after an error message, if a setting cannot be used. */
async function start({ trainings, output }: CommandContext, config: Uri, threads: number | undefined) {
  try {
    return await trainings.train(config, threads);
  } catch (error) {
    output.error(messageOf(error as Error));
    void showError(messageOf(error as Error));
    return undefined;
  }
}

export async function resumeRun(context: CommandContext, target?: unknown): Promise<TrainingProcess | undefined> {
  const run = await resolveRun(target, context, ({ state }) => isResumable(state));
  if (!run || !(await confirmTrust())) return undefined;
  if (run.training || isActive(run.state)) {
    void showInformation(l10n.t("This run is already being trained."));
    return undefined;
  }
  const training = await context.trainings.resume(run.config, run.folder);
  follow(context, training);
  return training;
}

/** Confirms a second training of the same config at a time, which is rarely intended. */
async function confirmParallelTraining({ trainings, panels }: CommandContext, config: Uri): Promise<boolean> {
  const running = trainings.atWork.find((training) => training.config.fsPath === config.fsPath);
  if (!running) return true;
  const trainAnyway = l10n.t("Train Anyway");
  const open = l10n.t("Open Training in Progress");
  const text = l10n.t("{0} is already being trained.", basename(config.fsPath));
  const answer = await showWarning(text, { modal: true }, trainAnyway, open);
  if (answer === open && running.folder) await panels.show(running.folder);
  return answer === trainAnyway;
}

/** Opens the panel when the run starts, shows progress in the view, and reports a failure. */
export function follow(context: CommandContext, training: TrainingProcess): void {
  const title = networkName(training.config);
  void window.withProgress(
    { location: { viewId: "matrixNetwork.networks" }, title, cancellable: true },
    async (progress, token) => {
      const cancellation = token.onCancellationRequested(() => void training.stop());
      const listener = training.onDidChange(
        ({ lastEpoch }) => lastEpoch && progress.report({ message: formatEpoch(lastEpoch) }),
      );
      await training.ended;
      cancellation.dispose();
      listener.dispose();
    },
  );
  const started = training.onDidChange(({ folder }) => {
    if (!folder) return;
    started.dispose();
    void context.panels.show(folder).then(() => completeStep("train"));
  });
  void training.ended.then(() => {
    started.dispose();
    void reportFailure(context, training);
  });
}

/** Reports failures of trainings that this window attached to: its own before a reload, or one of a terminal. */
export const reportFound = (context: CommandContext): Disposable =>
  context.trainings.onDidStart((training) => {
    if (!training.isStartedHere) void training.ended.then(() => reportFailure(context, training));
  });

async function reportFailure(context: CommandContext, training: TrainingProcess): Promise<void> {
  const { code, state, folder, config } = training;
  if (state !== "failed" && state !== "crashed") return;
  const log = l10n.t("Show Log");
  const resume = l10n.t("Resume Run");
  const explain = l10n.t("Why Is It Not Using My GPU?");
  const offers = state === "crashed" ? [resume, log] : code?.startsWith("webgpu-") ? [explain, log] : [log];
  const answer = await showError(textOf(training), ...offers);
  if (answer === log) context.output.show();
  if (answer === explain) await whyNoGpu(context);
  if (answer === resume) await resumeRun(context, folder ?? config);
}

/** Returns the message, with the network if the user did not start the training in this window. */
function textOf({ problem, state, config, isStartedHere }: TrainingProcess): string {
  const text = problem ?? l10n.t("Training failed.");
  return isStartedHere || state === "failed" ? text : `${networkName(config)}: ${text}`;
}

const networkName = (config: Uri): string => basename(config.fsPath).replace(/\.network\.json$/, "");
