/** The status bar item during training: epoch, accuracy, time left. A click opens the panel. */
import { type Disposable, l10n, StatusBarAlignment, window } from "vscode";
import { commandId } from "./base/commandIds";
import { DisposableStore } from "./base/disposables";
import { formatDuration, formatEpoch } from "./base/formatting";
import type { TrainingProcess } from "./process/trainingProcess";
import type { TrainingProcesses } from "./process/trainingProcesses";
import type { WorkspaceNetworks } from "./workspace/networks";

export function showStatus(trainings: TrainingProcesses, networks: WorkspaceNetworks): Disposable {
  const store = new DisposableStore();
  const item = store.add(window.createStatusBarItem("matrixNetwork.status", StatusBarAlignment.Left, 50));
  item.name = "Matrix Network";
  const totalEpochs = ({ folder }: TrainingProcess) => (folder ? networks.run(folder)?.epochs : undefined);
  store.add(
    trainings.onDidChange(() => {
      const { atWork } = trainings;
      const training = atWork.at(-1);
      if (!training) return item.hide();
      const others = atWork.length > 1 ? ` (+${atWork.length - 1})` : "";
      item.text = `$(${training.state === "paused" ? "debug-pause" : "sync~spin"}) ${describe(training, totalEpochs(training))}${others}`;
      item.tooltip = l10n.t("Matrix Network: Open Results");
      item.command = {
        command: commandId("openResults"),
        title: l10n.t("Open Results"),
        ...(training.folder && { arguments: [training.folder] }),
      };
      item.show();
    }),
  );
  return store;
}

function describe(training: TrainingProcess, epochs: number | undefined): string {
  const { progress, lastEpoch, state } = training;
  if (state === "starting") return l10n.t("starting…");
  const epoch = progress?.epoch ?? lastEpoch?.epoch ?? 0;
  // The number of epochs is known once the run folder has been read.
  const reached = epochs === undefined ? l10n.t("epoch {0}", epoch) : l10n.t("epoch {0}/{1}", epoch, epochs);
  const parts = [reached, lastEpoch && formatEpoch(lastEpoch)];
  const left = state === "paused" ? l10n.t("paused") : timeLeft(training, epochs);
  return [...parts, left].filter(Boolean).join(" · ");
}

function timeLeft({ progress, started, lastEpoch }: TrainingProcess, epochs: number | undefined): string | undefined {
  if (!progress || !started || !epochs || progress.examplesPerSecond <= 0) return undefined;
  const epochsLeft = epochs - progress.epoch + 1 - progress.batch / progress.batches;
  const evaluation = lastEpoch?.evaluateSeconds ?? 0;
  const seconds = epochsLeft * (started.examples.train / progress.examplesPerSecond + evaluation);
  return l10n.t("{0} left", formatDuration(seconds));
}
