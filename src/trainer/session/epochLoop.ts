/**
 * The training loop: epochs of minibatches, and after each epoch its metrics, best epoch, checkpoints and early
 * stopping. Between minibatches the gate runs requests.
 */
import { NetworkError } from "../../core/errors";
import type { Edited } from "../../protocol/edited";
import type { Done, EpochEnded, Event } from "../../protocol/events";
import { AdaptiveBatchSizer, Throughput } from "../experiment/adaptiveBatchSizer";
import { changeSetting, keptEnd, keptScheduleEnd, type Replay, scheduleMoved } from "../experiment/changes";
import type { Training, TrainingState } from "../experiment/training";
import type { Checkpoints } from "./checkpoints";
import type { EpochEvaluation } from "./epochEvaluation";
import { eventStep, isEventDue } from "./eventStep";
import { eventsThinned } from "./notices";
import type { PauseGate } from "./pauseGate";
import { Sampler } from "./sampler";
import type { Steering } from "./steering";

const progressMilliseconds = 100;

interface Parts {
  training: Training;
  evaluation: EpochEvaluation;
  checkpoints: Checkpoints;
  gate: PauseGate;
  replay: Replay;
  emit: (event: Event) => Promise<void>;
  steering?: Steering | undefined;
  /** Target duration of a backend call, if the backend does not give one. */
  callMilliseconds?: number;
  /** Chooses the epochs in which layers are measured; default: all that have `layers` events. */
  isMeasured?: (epoch: number, epochs: number) => boolean;
}

/** Thrown when a stop interrupts. An interrupted evaluation runs again when the run is resumed. */
class Stopped extends Error {}

export class EpochLoop {
  readonly sampler: Sampler;
  private readonly batchSizer: AdaptiveBatchSizer;
  private readonly throughput = new Throughput();
  private lastProgress = performance.now();
  /** Number of epochs between `layers` events, as last reported. */
  private step = 1;

  constructor(private readonly parts: Parts) {
    this.batchSizer = new AdaptiveBatchSizer(parts.training.callMilliseconds ?? parts.callMilliseconds);
    this.sampler = new Sampler(parts.training, parts.gate, parts.isMeasured ?? isEventDue);
  }

  get training(): Training {
    return this.parts.training;
  }

  async run(): Promise<Done["reason"]> {
    const { checkpoints, gate } = this.parts;
    try {
      return await this.runEpochs();
    } catch (error) {
      // The host has the weights of the last finished minibatch.
      if (error instanceof NetworkError && error.code === "gpu-lost") await checkpoints.saveLast();
      if (!(error instanceof Stopped) || !gate.stopReason) throw error;
      await checkpoints.saveLast();
      return gate.stopReason;
    }
  }

  /** Changes a setting from the next minibatch on. Call it between minibatches. */
  async change(path: string, value: unknown): Promise<{ epoch: number; batch: number }> {
    const { training, emit } = this.parts;
    // Of two changes of a setting the later one applies.
    this.replayChanges();
    const { position } = training;
    const { config, from } = changeSetting(training.config, { path, value, epoch: position.epoch });
    const before = training.learningRate;
    training.configure(config);
    const { next } = this;
    await emit({ type: "changed", ...next, path, from, to: value });
    const warning = scheduleMoved(config, path, before, training.learningRate);
    if (warning) await emit(warning);
    return next;
  }

  /**
   * Sets a value in the next minibatch; it is written to the run folder before that minibatch can be trained.
   * @param before state to return to first, if the value belongs to a minibatch that is already trained
   */
  async edit(edited: Edited, before?: TrainingState): Promise<void> {
    if (before) await this.training.takeBack(before);
    const { epoch, batch } = this.next;
    if (edited.epoch !== epoch || edited.batch !== batch) throw new NetworkError("edit-late", { epoch, batch });
    await this.parts.emit(edited);
    this.training.edited.add([edited]);
  }

  /** Number of the minibatch that is trained next. */
  private get next(): { epoch: number; batch: number } {
    const { position, batches } = this.training;
    const { epoch, batch } = position;
    return batch === batches ? { epoch: epoch + 1, batch: 1 } : { epoch, batch: batch + 1 };
  }

  /** Keeps the learning rate where the schedule has brought it, although the run has more epochs. */
  async keepSchedule(): Promise<void> {
    this.replayChanges();
    const end = keptScheduleEnd(this.training.config);
    if (end !== undefined) await this.change(keptEnd, end);
  }

  private async runEpochs(): Promise<"completed" | "early-stopped"> {
    const { training, checkpoints } = this.parts;
    for (;;) {
      this.replayChanges();
      if (training.position.epoch > training.config.training.epochs) break;
      await this.sayStep();
      if (checkpoints.isPatienceExhausted) {
        if (training.config.training.earlyStopping?.restoreBest) await checkpoints.restoreBest();
        else await checkpoints.saveLast();
        return "early-stopped";
      }
      await this.trainEpoch();
      await this.endEpoch();
    }
    await checkpoints.saveLast();
    return "completed";
  }

  private async trainEpoch(): Promise<void> {
    const { training, gate, steering } = this.parts;
    for (;;) {
      await this.yieldOrStop();
      this.replayChanges();
      const left = training.batches - training.position.batch;
      const most = (await steering?.ahead()) ?? Number.POSITIVE_INFINITY;
      if (most === 0) await gate.waitWhilePaused();
      else if (left === 0) return;
      // A paused run is asked about its newest step, so that step is sampled.
      else if (gate.pausing && this.sampler.isFresh) await gate.waitWhilePaused();
      else await this.timed(() => this.trainNext(Math.min(left, most)));
      await this.reportProgress();
    }
  }

  private async trainNext(most: number): Promise<void> {
    const { gate, steering, training } = this.parts;
    try {
      if (gate.pausing || this.sampler.isDue) await this.sampler.take();
      else await this.trainSome(most);
    } catch (error) {
      const { step } = training.position;
      if (error instanceof NetworkError && error.kind === "non-finite") await steering?.failing(error);
      // Handed over while it was held: the process that continues reaches the same minibatch.
      if (gate.isHandedOver) throw new Stopped();
      // A value was set before this minibatch, which is trained again.
      if (training.position.step < step) return;
      throw error;
    }
  }

  private async trainSome(left: number): Promise<void> {
    const { training, replay } = this.parts;
    const { position, sums } = training;
    const next = { epoch: position.epoch, batch: position.batch + 1 };
    const count = this.batchSizer.next(Math.min(left, this.sampler.ahead, replay.ahead(next)));
    await training.train(count);
    this.batchSizer.took(count, (training.sums.seconds - sums.seconds) * 1000);
  }

  private async timed(train: () => Promise<void>): Promise<void> {
    const before = this.parts.training.sums;
    await train();
    const { examples, seconds } = this.parts.training.sums;
    this.throughput.add(examples - before.examples, seconds - before.seconds);
  }

  private async endEpoch(): Promise<void> {
    const { training, evaluation, checkpoints, emit } = this.parts;
    const { position, sums, learningRate } = training;
    const layers = this.sampler.isEpochMeasured ? training.sampledLayers : undefined;
    const start = performance.now();
    const metrics = await evaluation.measureEpoch(() => this.yieldOrStop());
    const ended: EpochEnded = {
      type: "epoch",
      epoch: position.epoch,
      cost: sums.cost / sums.examples,
      ...metrics,
      trainSeconds: sums.seconds,
      evaluateSeconds: (performance.now() - start) / 1000,
      learningRate,
    };
    training.nextEpoch();
    await emit(ended);
    if (layers) await emit({ type: "layers", epoch: position.epoch, layers });
    await checkpoints.afterEpoch(ended);
  }

  private async sayStep(): Promise<void> {
    const { epochs } = this.training.config.training;
    const step = eventStep(epochs);
    if (step !== this.step) await this.parts.emit(eventsThinned(epochs, step));
    this.step = step;
  }

  private replayChanges(): void {
    const { training, replay } = this.parts;
    const { epoch, batch } = training.position;
    for (const { path, to } of replay.due({ epoch, batch: batch + 1 })) {
      training.configure(changeSetting(training.config, { path, value: to, epoch: 1 }).config);
    }
  }

  private async reportProgress(): Promise<void> {
    const now = performance.now();
    if (now - this.lastProgress < progressMilliseconds) return;
    this.lastProgress = now;
    const { position, sums, batches } = this.parts.training;
    const cost = sums.cost / sums.examples;
    const { perSecond: examplesPerSecond } = this.throughput;
    await this.parts.emit({
      type: "progress",
      epoch: position.epoch,
      batch: position.batch,
      batches,
      cost,
      examplesPerSecond,
    });
  }

  private async yieldOrStop(): Promise<void> {
    await this.parts.gate.yieldToEventLoop();
    if (this.parts.gate.stopReason) throw new Stopped();
  }
}
