/** The state of a run for reports: its epochs, the best of them, and the estimated time left. */
import { type BestEpoch, betterOf } from "../../core/earlyStopping";
import type { EpochEnded, Event, Progress, Started } from "../../protocol/events";
import type { Subject } from "./reporter";

export class Course {
  started: Started | undefined;
  progress: Progress | undefined;
  best: BestEpoch | undefined;
  /** Number of epochs to train. */
  epochs = 0;
  readonly ended: EpochEnded[] = [];

  constructor(private readonly subject: Subject) {}

  take(event: Event): void {
    switch (event.type) {
      case "started":
        this.started = event;
        this.epochs = this.subject.session.config?.training.epochs ?? 0;
        for (const epoch of this.subject.earlier) if (epoch.epoch < event.startEpoch) this.add(epoch);
        break;
      case "changed":
        if (event.path === "training.epochs") this.epochs = Number(event.to);
        break;
      case "progress":
        this.progress = event;
        break;
      case "epoch":
        this.progress = undefined;
        this.add(event);
        break;
    }
  }

  /** Progress of the whole run, from 0 to 1. */
  get share(): number {
    return this.epochs > 0 ? this.epochsDone / this.epochs : 0;
  }

  /** Number of finished epochs, with the fraction of the current one. */
  private get epochsDone(): number {
    const finished = this.ended.at(-1)?.epoch ?? 0;
    return this.progress ? this.progress.epoch - 1 + this.progress.batch / this.progress.batches : finished;
  }

  /** Estimate from the last epoch if there is one, otherwise from the current rate. */
  get secondsLeft(): number | undefined {
    const last = this.ended.at(-1);
    const rate = this.progress?.examplesPerSecond ?? 0;
    const fromRate = this.started && rate > 0 ? this.started.examples.train / rate : undefined;
    const perEpoch = last ? last.trainSeconds + last.evaluateSeconds : fromRate;
    return perEpoch === undefined ? undefined : (this.epochs - this.epochsDone) * perEpoch;
  }

  private add(epoch: EpochEnded): void {
    this.ended.push(epoch);
    this.best = betterOf(this.best, epoch.epoch, epoch, this.subject.session.config?.training.bestMetric);
  }
}
