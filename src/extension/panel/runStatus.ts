/** The state of a panel's run, as the message for its page. */

import type { Disposable } from "vscode";
import type { HostMessage, RunState } from "../../protocol/panel";
import { readLog } from "../../runs/logFile";
import { type RunSummary, readRun } from "../../runs/summary";
import { isActive, isResumable } from "../base/formatting";
import { messageOf } from "../base/translated";
import type { TrainingProcess } from "../process/trainingProcess";
import type { TrainingProcesses } from "../process/trainingProcesses";
import { mergeTraining } from "../workspace/mergeTraining";
import type { WorkspaceNetworks } from "../workspace/networks";

type StateMessage = HostMessage & { type: "state" };

/** Number of log lines shown with a problem. */
const logLines = 12;

export class RunStatus implements Disposable {
  /** A run without a config in the workspace, or one that is not in the list yet. */
  private stray: { run: RunSummary; isSettled: boolean } | undefined;
  private explained: string | undefined;
  private log: string[] = [];
  private disposed = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly folder: string,
    private readonly networks: WorkspaceNetworks,
    private readonly trainings: TrainingProcesses,
    private readonly onDidChange: () => void,
  ) {
    void this.findRun();
  }

  /** The active training that this window is connected to. */
  get training(): TrainingProcess | undefined {
    const training = this.trainings.of(this.folder);
    return training?.isOver ? undefined : training;
  }

  /** Returns undefined until the state is known. */
  describe(): StateMessage | undefined {
    const training = this.trainings.of(this.folder);
    const { stray } = this;
    const known =
      this.networks.run(this.folder) ?? (stray ? mergeTraining(stray.run, training, stray.isSettled) : training);
    const state = this.training?.state ?? known?.state;
    if (!state) return undefined;
    const problem = known?.problem;
    this.explain(problem);
    const { log } = this;
    const host = known && "host" in known ? known.host : undefined;
    return {
      type: "state",
      state,
      ...(host !== undefined && { host }),
      can: this.can(state, known !== undefined && "onlyStops" in known && known.onlyStops === true),
      ...(problem && { problem: { message: problem, log } }),
    };
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
  }

  private can(state: RunState, onlyStops: boolean): StateMessage["can"] {
    const ours = this.training !== undefined;
    return {
      stop: ours || onlyStops,
      pause: ours && state === "running",
      continue: ours && state === "paused",
      resumeRun: !ours && isResumable(state),
    };
  }

  private async findRun(): Promise<void> {
    await this.networks.ready.catch(() => {});
    if (!this.networks.run(this.folder)) await this.readStray();
    this.change();
    // No event reports the end of a run in a group.
    if (!this.disposed && this.stray && isActive(this.stray.run.state)) {
      this.timer = setTimeout(() => void this.findRun(), this.networks.waits.look);
    }
  }

  private async readStray(): Promise<void> {
    const isSettled = this.trainings.of(this.folder)?.isGone ?? false;
    const run = await readRun(this.folder, messageOf).catch(() => undefined);
    this.stray = run && { run, isSettled };
  }

  /** Reads the end of the log once per problem. */
  private explain(problem: string | undefined): void {
    if (problem === this.explained) return;
    this.explained = problem;
    this.log = [];
    if (problem) void this.readLog();
  }

  private async readLog(): Promise<void> {
    const latest = this.trainings.of(this.folder)?.log ?? [];
    this.log = [...(await readLog(this.folder, logLines)), ...latest].slice(-logLines);
    this.change();
  }

  private change(): void {
    if (!this.disposed) this.onDidChange();
  }
}
