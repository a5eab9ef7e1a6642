/**
 * The course of a run: epochs of minibatches, and after each its figures, the best so far, checkpoints and early stopping.
 * Between minibatches the gate lets requests in.
 */
import { layerStatistics } from "../../core/statistics";
import type { Done, EpochEnded, Event } from "../../protocol/events";
import { Pace, Rate } from "../experiment/adaptiveBatchSizer";
import { changeSetting, type Replay } from "../experiment/changes";
import type { Training } from "../experiment/training";
import type { Checkpoints } from "./checkpoints";
import type { EpochEvaluation } from "./epochEvaluation";
import type { Gate } from "./pauseGate";
import { Sampler } from "./sampler";

const progressMilliseconds = 100;

interface Parts {
  training: Training;
  evaluation: EpochEvaluation;
  checkpoints: Checkpoints;
  gate: Gate;
  replay: Replay;
  emit: (event: Event) => Promise<void>;
}

/** Thrown out of whatever a stop breaks off. An evaluation that it breaks off is done again when the run is resumed. */
class Stopped extends Error {}

export class EpochLoop {
  readonly sampler: Sampler;
  private readonly pace: Pace;
  private readonly rate = new Rate();
  private lastProgress = performance.now();

  constructor(private readonly parts: Parts) {
    this.pace = new Pace(parts.training.callMilliseconds);
    this.sampler = new Sampler(parts.training, parts.gate);
  }

  get training(): Training {
    return this.parts.training;
  }

  async run(): Promise<Done["reason"]> {
    const { checkpoints, gate } = this.parts;
    try {
      return await this.runEpochs();
    } catch (error) {
      if (!(error instanceof Stopped) || !gate.stopReason) throw error;
      await checkpoints.saveLast();
      return gate.stopReason;
    }
  }

  /** A changed setting holds from the next minibatch on. Call it between minibatches. */
  async change(path: string, value: unknown): Promise<{ epoch: number; batch: number }> {
    const { training, emit } = this.parts;
    const { place, batches } = training;
    const { config, from } = changeSetting(training.config, { path, value, epoch: place.epoch });
    training.configure(config);
    const next =
      place.batch === batches ? { epoch: place.epoch + 1, batch: 1 } : { epoch: place.epoch, batch: place.batch + 1 };
    await emit({ type: "changed", ...next, path, from, to: value });
    return next;
  }

  private async runEpochs(): Promise<"completed" | "early-stopped"> {
    const { training, checkpoints } = this.parts;
    for (;;) {
      this.replayChanges();
      if (training.place.epoch > training.config.training.epochs) break;
      if (checkpoints.waitedEnough) {
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
    const { training, gate } = this.parts;
    for (;;) {
      await this.breathe();
      this.replayChanges();
      const left = training.batches - training.place.batch;
      if (left === 0) return;
      // What a paused run is asked for is its newest step: so that one is sampled.
      if (gate.pausing && this.sampler.isFresh) await gate.hold();
      else if (gate.pausing || this.sampler.isDue) await this.timed(() => this.sampler.take());
      else await this.timed(() => this.trainSome(left));
      await this.reportProgress();
    }
  }

  private async trainSome(left: number): Promise<void> {
    const { training, replay } = this.parts;
    const { place, sums } = training;
    const next = { epoch: place.epoch, batch: place.batch + 1 };
    const count = this.pace.next(Math.min(left, this.sampler.ahead, replay.ahead(next)));
    await training.train(count);
    this.pace.took(count, (training.sums.seconds - sums.seconds) * 1000);
  }

  private async timed(train: () => Promise<void>): Promise<void> {
    const before = this.parts.training.sums;
    await train();
    const { examples, seconds } = this.parts.training.sums;
    this.rate.add(examples - before.examples, seconds - before.seconds);
  }

  private async endEpoch(): Promise<void> {
    const { training, evaluation, checkpoints, emit } = this.parts;
    const { place, sums, learningRate, sample } = training;
    const start = performance.now();
    const figures = await evaluation.figures(() => this.breathe());
    const ended: EpochEnded = {
      type: "epoch",
      epoch: place.epoch,
      cost: sums.cost / sums.examples,
      ...figures,
      trainSeconds: sums.seconds,
      evaluateSeconds: (performance.now() - start) / 1000,
      learningRate,
    };
    training.nextEpoch();
    await emit(ended);
    if (sample?.epoch === place.epoch) {
      await emit({ type: "layers", epoch: place.epoch, layers: sample.layers.map(layerStatistics) });
    }
    await checkpoints.afterEpoch(ended);
  }

  private replayChanges(): void {
    const { training, replay } = this.parts;
    const { epoch, batch } = training.place;
    for (const { path, to } of replay.due({ epoch, batch: batch + 1 })) {
      training.configure(changeSetting(training.config, { path, value: to, epoch: 1 }).config);
    }
  }

  private async reportProgress(): Promise<void> {
    const now = performance.now();
    if (now - this.lastProgress < progressMilliseconds) return;
    this.lastProgress = now;
    const { place, sums, batches } = this.parts.training;
    const cost = sums.cost / sums.examples;
    const { perSecond: examplesPerSecond } = this.rate;
    await this.parts.emit({
      type: "progress",
      epoch: place.epoch,
      batch: place.batch,
      batches,
      cost,
      examplesPerSecond,
    });
  }

  private async breathe(): Promise<void> {
    await this.parts.gate.breathe();
    if (this.parts.gate.stopReason) throw new Stopped();
  }
}
