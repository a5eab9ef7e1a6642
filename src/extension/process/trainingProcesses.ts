/** The trainings that this window is connected to, side by side: those that it started, and those that it found. */
import { commands, type Disposable, EventEmitter, type LogOutputChannel, type Uri, workspace } from "vscode";
import type { OnClose } from "../../protocol/requests";
import { DisposableStore } from "../base/disposables";
import { configuredOnClose, configuredRunsFolder } from "../base/settings";
import { OtherTrainings } from "./otherTrainings";
import type { Origin, TrainingProcess } from "./trainingProcess";

export class TrainingProcesses implements Disposable {
  private readonly store = new DisposableStore();
  private readonly all = new Set<TrainingProcess>();
  private readonly contextKeys = new Map<string, boolean>();
  /** Folders whose process is being connected to. */
  private readonly attaching = new Set<string>();
  private readonly changed = this.store.add(new EventEmitter<TrainingProcess>());
  private readonly began = this.store.add(new EventEmitter<TrainingProcess>());
  /** A training changed, or ended. */
  readonly onDidChange = this.changed.event;
  /** A training has its run folder. */
  readonly onDidStart = this.began.event;
  readonly others = this.store.add(new OtherTrainings());
  /** How long a training waits for a window: a reload takes seconds, longer on a busy machine. */
  graceSeconds = 60;

  constructor(private readonly output: LogOutputChannel) {
    this.store.add(this.others.onDidChange(() => this.updateContext()));
    this.store.add(
      workspace.onDidChangeConfiguration((e) => {
        if (e.affectsConfiguration("matrixNetwork.onClose"))
          for (const training of this.atWork) this.sendOnClose(training);
      }),
    );
  }

  /** Rejects where the setting of the runs folder cannot be used. @param threads in place of the config's */
  async train(config: Uri, threads?: number): Promise<TrainingProcess> {
    const options = threads ? ["--threads", String(threads)] : [];
    const args = ["train", config.fsPath, "--runs", configuredRunsFolder(config), ...options];
    return this.add(await this.create(config, { args: [...args, ...this.onCloseOptions()] }));
  }

  async resume(config: Uri, folder: string): Promise<TrainingProcess> {
    return this.add(await this.create(config, { args: ["resume", folder, ...this.onCloseOptions()] }));
  }

  /** Trains a trial of a group again, with kept epochs, into a run beside the group. */
  async trainAgain(config: Uri, group: string, trial: number): Promise<TrainingProcess> {
    const args = ["train", group, "--trial", String(trial), ...this.onCloseOptions()];
    return this.add(await this.create(config, { args }));
  }

  /**
   * Connects to the process that trains this run, whoever started it. False where it ended before it answered, or where
   * this window has it already: also while it starts, known by its process alone.
   */
  async attach(config: Uri, folder: string, pid: number): Promise<boolean> {
    if (this.attaching.has(folder) || this.present.some((each) => each.folder === folder || each.pid === pid))
      return false;
    // It will not speak another protocol some day.
    if (this.others.has(folder, pid)) return false;
    this.attaching.add(folder);
    try {
      const training = await this.create(config, { folder });
      const isConnected = await Promise.race([
        new Promise<boolean>((resolve) => training.onDidConnect(() => resolve(true))),
        training.ended.then(() => false),
      ]);
      if (training.refusal?.code === "control-protocol") this.others.add(folder, pid);
      else this.others.delete(folder);
      if (isConnected) this.add(training);
      else training.dispose();
      return isConnected;
    } finally {
      this.attaching.delete(folder);
    }
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

  /** Closes the connections. What a training does without this window, it knows from the setting. */
  dispose(): void {
    for (const training of this.all) this.forget(training);
    this.store.dispose();
  }

  /** Closes the connection; the training is none of this window's any more. */
  forget(training: TrainingProcess): void {
    this.all.delete(training);
    training.dispose();
  }

  private async create(config: Uri, origin: Origin): Promise<TrainingProcess> {
    const { TrainingProcess } = await import("./trainingProcess");
    const training = new TrainingProcess(config, origin, this.output);
    training.onDidConnect(() => this.sendOnClose(training));
    return training;
  }

  private add(training: TrainingProcess): TrainingProcess {
    this.all.add(training);
    let folder: string | undefined;
    const update = () => {
      if (!folder && training.folder) {
        folder = training.folder;
        this.forgetEarlier(training, folder);
        this.began.fire(training);
      }
      this.changed.fire(training);
      this.updateContext();
    };
    training.onDidChange(update);
    update();
    return training;
  }

  /** A resumed run has one training: the last. */
  private forgetEarlier(training: TrainingProcess, folder: string): void {
    for (const earlier of this.all) if (earlier !== training && earlier.folder === folder) this.all.delete(earlier);
  }

  /** What a training does when no window is connected to it. */
  onClose(): OnClose {
    const setting = configuredOnClose();
    // Unanswered, nothing goes on unseen.
    return { action: setting === "continue" ? setting : "stop", graceSeconds: this.graceSeconds };
  }

  private onCloseOptions(): string[] {
    const { action, graceSeconds } = this.onClose();
    return ["--on-close", action, "--grace", String(graceSeconds)];
  }

  /** A training that a terminal started passes over it. */
  private sendOnClose(training: TrainingProcess): void {
    training.request("onClose", this.onClose()).catch((error: Error) => this.output.debug(error.message));
  }

  private updateContext(): void {
    const { atWork } = this;
    this.setContext("matrixNetwork.training", atWork.length + this.others.folders.length > 0);
    this.setContext(
      "matrixNetwork.paused",
      atWork.some(({ state }) => state === "paused"),
    );
  }

  /** A training says much every second, and each context key that is set makes VS Code look at all its menus. */
  private setContext(key: string, value: boolean): void {
    if (this.contextKeys.get(key) === value) return;
    this.contextKeys.set(key, value);
    void commands.executeCommand("setContext", key, value);
  }
}
