/** The parts of the extension that panels use. */
import type { LogOutputChannel, Uri } from "vscode";
import type { Clock } from "../base/clock";
import type { TrainingProcesses } from "../process/trainingProcesses";
import type { WorkspaceNetworks } from "../workspace/networks";

export interface PanelContext {
  readonly extension: Uri;
  readonly networks: WorkspaceNetworks;
  readonly trainings: TrainingProcesses;
  readonly output: LogOutputChannel;
  readonly clock: Clock;
}
