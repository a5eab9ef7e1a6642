/**
 * A training session as a source of events: opens the run, trains it, and answers requests meanwhile. The command line,
 * the child process and the package's API are thin layers over this class.
 */

import type { ResolvedConfig } from "../../config/schema/resolve";
import type { ControlServer } from "../../control/server";
import { NetworkError } from "../../core/errors";
import { comparedText } from "../../protocol/comparedText";
import type { Edited } from "../../protocol/edited";
import type { Compared, Done, Event } from "../../protocol/events";
import type { ParsedParams } from "../../protocol/requests";
import type { Status } from "../../protocol/status";
import { Replay } from "../experiment/changes";
import { asNetworkError, failedEvent, forLog, warning as warningOf } from "../experiment/failure";
import type { Experiment } from "../experiment/prepare";
import type { TrainingState } from "../experiment/training";
import { Checkpoints } from "./checkpoints";
import { ClientWatch } from "./clientWatch";
import { EpochEvaluation } from "./epochEvaluation";
import { EpochLoop } from "./epochLoop";
import { Handover } from "./handover";
import { LiveTraining, type Trained } from "./liveTraining";
import { logLine } from "./logLine";
import { lockWatched, notCompared, warningEvents } from "./notices";
import { openControl } from "./openControl";
import { type OpenedSession, openSession, type SessionFolder, type SessionOrder } from "./openSession";
import { PauseGate, type StopReason } from "./pauseGate";
import { makeTraining, startedEvent } from "./startTraining";
import type { Steering } from "./steering";
import { openTakenOver } from "./takeOver";
import { compareWithTrial } from "./trialAgain";

export class Session {
  private readonly gate = new PauseGate();
  private readonly live = new LiveTraining(this.gate, () => this.started(this.trained));
  /** Connected clients: a training that a window started may end without them, depending on its policy. */
  readonly clients = new ClientWatch(() => this.stop("interrupted"));
  /** Handover of the training to another process. */
  readonly handover = new Handover(this.gate, () => ({
    writer: this.started(this.folder).writer,
    checkpoints: this.started(this.checkpoints),
    onClose: this.clients.onClose,
  }));
  private readonly listeners = new Set<(event: Event) => void>();
  private readonly statusListeners = new Set<(status: Status) => void>();
  private control: ControlServer | undefined;
  private experiment: Experiment | undefined;
  private folder: SessionFolder | undefined;
  private checkpoints: Checkpoints | undefined;
  private loop: EpochLoop | undefined;
  private trained: Trained | undefined;
  private compared: Compared | undefined;
  /** Number of values set by hand in this session. */
  private edits = 0;

  /** @param steering determines, call by call, how far training may proceed */
  constructor(
    private readonly order: SessionOrder,
    private readonly steering?: Steering,
  ) {
    this.gate.onPausing = () => this.reportStatus();
  }

  /** Config of the training, once it is read and checked. */
  get config(): ResolvedConfig | undefined {
    return this.experiment?.config;
  }

  /** Calls `listener` with every event but hello, in order. Returns a function that removes the listener. */
  onEvent(listener: (event: Event) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Calls `listener` when training is paused or continues. */
  onStatus(listener: (status: Status) => void): void {
    this.statusListeners.add(listener);
  }

  /**
   * Resolves when the run is done; rejects with the NetworkError after a `failed` event. After a handover it resolves
   * with an end that is not reported as an event.
   */
  async run(): Promise<Done> {
    try {
      const { order } = this;
      return await this.train(await ("takeOver" in order ? openTakenOver(order) : openSession(order)));
    } catch (thrown) {
      throw await this.fail(thrown);
    } finally {
      await this.close();
    }
  }

  /** Reports the error that ended the run, also one thrown outside of it, and releases the folder. */
  async fail(thrown: unknown): Promise<NetworkError> {
    const error = asNetworkError(thrown);
    this.log(`failed: ${forLog(error)}${this.compared ? `; ${comparedText(this.compared)}` : ""}`);
    // If the disk failed, the folder cannot record the event; listeners still receive it.
    await this.emit({ ...failedEvent(error), ...this.again }).catch(() => {});
    await this.close();
    return error;
  }

  /** Finishes the minibatch, saves a checkpoint and ends with `done`. */
  stop(reason: StopReason = "stopped"): void {
    this.gate.stop(reason);
  }

  /** Resolves once training waits between two minibatches, or once it will not wait because it continues or ends. */
  pause(): Promise<void> {
    return this.gate.pause();
  }

  resume(): void {
    this.gate.resume();
  }

  /**
   * Changes a setting from the next minibatch on, and returns that minibatch. Rejects with a NetworkError if the
   * setting cannot change.
   */
  apply(path: string, value: unknown): Promise<{ epoch: number; batch: number }> {
    return this.gate.betweenMinibatches(() => this.started(this.loop).change(path, value));
  }

  /**
   * Sets a value in the next minibatch, at an operation that a debugger has reached. Rejects with a NetworkError if
   * that minibatch is already trained.
   * @param before state before the value's minibatch if that one is already trained: training returns to it
   */
  edit(edited: Edited, before?: TrainingState): Promise<void> {
    return this.gate.betweenMinibatches(async () => {
      await this.started(this.loop).edit(edited, before);
      this.edits++;
    });
  }

  weights = (params: ParsedParams<"weights">) => this.live.weights(params);
  diagram = (params: ParsedParams<"diagram">) => this.live.diagram(params);
  surface = (params: ParsedParams<"surface">) => this.live.surface(params);
  costSurface = (params: ParsedParams<"costSurface">) => this.live.costSurface(params);
  statistics = () => this.live.statistics();

  /** Appends a line to the run's log.txt, once the folder is open. */
  log(line: string): void {
    this.folder?.writer.log(line);
  }

  private async train(opened: OpenedSession): Promise<Done> {
    const { experiment, backend } = opened;
    this.experiment = experiment;
    const began = performance.now();
    try {
      const training = await makeTraining(opened);
      if (this.gate.stopReason) return this.done(this.gate.stopReason, began);
      this.folder = await this.openFolder(opened);
      if (!this.folder) return this.done(this.gate.stopReason ?? "stopped", began);
      const { writer, checkpoint, changes, edits, warnings, isNew } = this.folder;
      const emit = (event: Event) => this.emit(event);
      const { control, warning } = await openControl(this, writer, () => this.status);
      this.control = control;
      const checkpoints = new Checkpoints(training, writer, emit, experiment.dataset.verify);
      this.checkpoints = checkpoints;
      const evaluation = new EpochEvaluation(training, backend, experiment.dataset);
      if (opened.start && isNew) await checkpoints.saveStart();
      if (checkpoint) await checkpoints.restore(checkpoint);
      training.edited.add(edits);
      const { gate } = this;
      const { steering } = this;
      const replay = new Replay(changes);
      this.loop = new EpochLoop({ training, evaluation, checkpoints, gate, replay, emit, steering });
      this.trained = { experiment, backend, loop: this.loop, start: opened.start };
      steering?.begin({ training, backend, experiment, gate, folder: writer.folder, changes, edits });
      await this.emit(startedEvent(opened, training, writer.folder));
      if (!steering) this.timeGpu(opened);
      // The first checkpoint awaits it.
      checkpoints.verifyData()?.catch(() => {});
      for (const each of [...warningEvents(experiment), ...warnings, ...warning]) await this.emit(each);
      backend.onDegraded?.((message) => void this.emit(warningOf("backend-degraded", message)));
      if ("resume" in this.order && this.order.keepSchedule) await this.loop.keepSchedule();
      if ("resume" in this.order && this.order.epochs) await this.loop.change("training.epochs", this.order.epochs);
      const reason = await this.loop.run().catch(async (error) => {
        await this.compare(opened, error);
        throw withPosition(error, experiment);
      });
      if (reason === "completed" || reason === "early-stopped") await this.compare(opened);
      return await this.done(reason, began, checkpoints);
    } finally {
      opened.gpuTrial?.stop();
      await backend.destroy();
    }
  }

  /** Times the GPU meanwhile, for the next run of this work. */
  private timeGpu({ gpuTrial, experiment }: OpenedSession): void {
    if (!gpuTrial) return;
    const { count } = experiment.dataset.train;
    this.onEvent((event) => {
      if (event.type === "epoch") gpuTrial.epoch((event.trainSeconds * 1e6) / count);
    });
    void gpuTrial.run().then((outcome) => gpuTrial.isStopped || this.log(`GPU: ${outcome}`));
  }

  /** Compares a repeated trial with the original. */
  private async compare({ trial }: OpenedSession, failure?: unknown): Promise<void> {
    const { folder, loop, experiment } = this;
    // A run that was resumed for more epochs is not compared.
    const isLonger = loop?.training.config.training.epochs !== experiment?.config.training.epochs;
    if (!trial || !folder || isLonger) return;
    const error = failure === undefined ? undefined : asNetworkError(failure);
    if (error && error.kind !== "non-finite") return;
    try {
      await folder.writer.written();
      this.compared = await compareWithTrial(folder.writer.folder, trial, error);
    } catch (thrown) {
      await this.emit(notCompared(trial, asNetworkError(thrown)));
    }
  }

  /** Returns undefined if a stop came while another machine's lock was observed. */
  private async openFolder(opened: OpenedSession): Promise<SessionFolder | undefined> {
    try {
      return await opened.openFolder({
        onWatch: (lock) => void this.emit(lockWatched(lock)),
        signal: this.gate.stopped,
      });
    } catch (error) {
      if (this.gate.stopReason && error instanceof NetworkError && error.code === "run-locked") return undefined;
      throw error;
    }
  }

  private async done(reason: Done["reason"], began: number, checkpoints?: Checkpoints): Promise<Done> {
    const seconds = (performance.now() - began) / 1000;
    const edited = (this.folder?.edits.length ?? 0) + this.edits;
    const best = checkpoints?.best;
    const more = { ...(edited > 0 && { edited }), ...this.again };
    const done: Done = { type: "done", reason, ...(best && { best }), seconds, ...more };
    await this.emit(done);
    return done;
  }

  private async close(): Promise<void> {
    this.listeners.clear();
    this.gate.close();
    this.clients.close();
    await this.live.close();
    await this.control?.close();
    await this.folder?.writer.close();
  }

  private async emit(event: Event): Promise<void> {
    // The other process reports the events from here on.
    if (this.handover.to) return;
    for (const listener of this.listeners) listener(event);
    this.control?.send(event);
    const line = logLine(event);
    if (line) this.log(line);
    await this.folder?.writer.append(event);
  }

  private get again(): { again?: Compared } {
    return this.compared ? { again: this.compared } : {};
  }

  private get status(): Status {
    return { type: "status", paused: this.gate.pausing };
  }

  private reportStatus(): void {
    for (const listener of this.statusListeners) listener(this.status);
    this.control?.sendStatus(this.status);
  }

  private started<Part>(part: Part | undefined): Part {
    if (part) return part;
    throw new NetworkError("not-started", {});
  }
}

/** Prefixes an overflow error of training with the position in the config of the setting that caused it. */
const withPosition = (error: unknown, { locate }: Pick<Experiment, "locate">): unknown =>
  error instanceof NetworkError && error.kind === "non-finite"
    ? error.at(locate(error.place.cause?.path ?? []))
    : error;
