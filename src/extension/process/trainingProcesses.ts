/** The trainings of this window, side by side. */
import { commands, type Disposable, EventEmitter, type LogOutputChannel, type Uri } from "vscode";
import { DisposableStore } from "../base/disposables";
import { configuredRunsFolder } from "../base/settings";
import type { TrainingProcess } from "./trainingProcess";

export class TrainingProcesses implements Disposable {
  private readonly store = new DisposableStore();
  private readonly all = new Set<TrainingProcess>();
  private readonly changed = this.store.add(new EventEmitter<TrainingProcess>());
  private readonly began = this.store.add(new EventEmitter<TrainingProcess>());
  /** A training changed, or ended. */
  readonly onDidChange = this.changed.event;
  /** A training has its run folder. */
  readonly onDidStart = this.began.event;

  constructor(private readonly output: LogOutputChannel) {}

  /** Rejects where the setting of the runs folder cannot be used. @param threads in place of the config's */
  async train(config: Uri, threads?: number): Promise<TrainingProcess> {
    const options = threads ? ["--threads", String(threads)] : [];
    return this.start(config, ["train", config.fsPath, "--runs", configuredRunsFolder(config), ...options]);
  }

  resume(config: Uri, folder: string): Promise<TrainingProcess> {
    return this.start(config, ["resume", folder]);
  }

  /** Those whose process is at work, the newest last. */
  get atWork(): TrainingProcess[] {
    return [...this.all].filter((training) => !training.isOver);
  }

  /** Those whose process is there, be it only to end. */
  get present(): TrainingProcess[] {
    return [...this.all].filter(({ isGone }) => !isGone);
  }

  /** The newest of a run folder. */
  of(folder: string): TrainingProcess | undefined {
    return [...this.all].findLast((training) => training.folder === folder);
  }

  /** Asks every process to exit; each also exits by itself when its connection closes. */
  dispose(): void {
    for (const training of this.all) training.dispose();
    this.all.clear();
    this.store.dispose();
  }

  private async start(config: Uri, args: string[]): Promise<TrainingProcess> {
    const { TrainingProcess } = await import("./trainingProcess");
    const training = new TrainingProcess(config, args, this.output);
    this.all.add(training);
    let folder: string | undefined;
    training.onDidChange(() => {
      if (!folder && training.folder) {
        folder = training.folder;
        this.forgetEarlier(training, folder);
        this.began.fire(training);
      }
      this.changed.fire(training);
      this.updateContext();
    });
    this.changed.fire(training);
    this.updateContext();
    return training;
  }

  /** A resumed run has one training: the last. */
  private forgetEarlier(training: TrainingProcess, folder: string): void {
    for (const earlier of this.all) if (earlier !== training && earlier.folder === folder) this.all.delete(earlier);
  }

  private updateContext(): void {
    const { atWork } = this;
    void commands.executeCommand("setContext", "matrixNetwork.training", atWork.length > 0);
    void commands.executeCommand(
      "setContext",
      "matrixNetwork.paused",
      atWork.some(({ state }) => state === "paused"),
    );
  }
}
