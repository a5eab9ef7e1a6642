/** The trainings that this window is connected to: those that it started, and those that it attached to. */
import { commands, type Disposable, EventEmitter, type LogOutputChannel, type Uri, workspace } from "vscode";
import type { OnClose } from "../../protocol/requests";
import { DisposableStore } from "../base/disposables";
import { nextEvent } from "../base/nextEvent";
import { configuredOnClose, configuredRunsFolder } from "../base/settings";
import { OtherTrainings } from "./otherTrainings";
import type { Origin, TrainingProcess } from "./trainingProcess";

export class TrainingProcesses implements Disposable {
  private readonly store = new DisposableStore();
  private readonly all = new Set<TrainingProcess>();
  private readonly contextKeys = new Map<string, boolean>();
  /** Run folders whose process is being connected to. */
  private readonly attaching = new Set<string>();
  private readonly changed = this.store.add(new EventEmitter<TrainingProcess>());
  private readonly began = this.store.add(new EventEmitter<TrainingProcess>());
  /** Fires when a training changes or ends. */
  readonly onDidChange = this.changed.event;
  /** Fires when a training has its run folder. */
  readonly onDidStart = this.began.event;
  readonly others = this.store.add(new OtherTrainings());
  /** Seconds that a training waits for a window: a reload takes seconds, longer on a busy machine. */
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

  /** Rejects if the runs folder setting is invalid. @param threads overrides the config's */
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
   * Connects to the process that trains this run, whoever started it. Returns false if it ended before it answered, or
   * if this window is connected already, even to a starting one that is known only by its process id.
   */
  async attach(config: Uri, folder: string, pid: number): Promise<boolean> {
    if (this.attaching.has(folder) || this.present.some((each) => each.folder === folder || each.pid === pid))
      return false;
    // A process never changes its protocol version.
    if (this.others.has(folder, pid)) return false;
    this.attaching.add(folder);
    try {
      const training = await this.create(config, { folder });
      const isConnected = await Promise.race([
        nextEvent(training.onDidConnect).then(() => true),
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

  /** Trainings whose process is active, the newest last. */
  get atWork(): TrainingProcess[] {
    return [...this.all].filter((training) => !training.isOver);
  }

  /** Trainings whose process exists, even if it is ending. */
  get present(): TrainingProcess[] {
    return [...this.all].filter(({ isGone }) => !isGone);
  }

  /** Returns the newest training of a run folder. */
  of(folder: string): TrainingProcess | undefined {
    return [...this.all].findLast((training) => training.folder === folder);
  }

  /** Closes the connections. Each training already has the setting for continuing without this window. */
  dispose(): void {
    for (const training of this.all) this.forget(training);
    this.store.dispose();
  }

  /** Closes the connection and removes the training from this window. */
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

  /** Removes earlier trainings of a resumed run, so that only the last one remains. */
  private forgetEarlier(training: TrainingProcess, folder: string): void {
    for (const earlier of this.all) if (earlier !== training && earlier.folder === folder) this.all.delete(earlier);
  }

  /** Returns what a training does when no window is connected to it. */
  onClose(): OnClose {
    const setting = configuredOnClose();
    // Without an answer to the question, trainings stop.
    return { action: setting === "continue" ? setting : "stop", graceSeconds: this.graceSeconds };
  }

  private onCloseOptions(): string[] {
    const { action, graceSeconds } = this.onClose();
    return ["--on-close", action, "--grace", String(graceSeconds)];
  }

  /** Sends the setting; a training that a terminal started ignores it. */
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

  /** Sets a context key only if it changes: events are frequent, and each key makes VS Code evaluate all its menus. */
  private setContext(key: string, value: boolean): void {
    if (this.contextKeys.get(key) === value) return;
    this.contextKeys.set(key, value);
    void commands.executeCommand("setContext", key, value);
  }
}
