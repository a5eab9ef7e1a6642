/** What the reports remember of a run: its epochs, the best of them, and how long the rest may take. */
import { type BestEpoch, betterOf } from "../../core/earlyStopping";
import type { EpochEnded, Event, Progress, Started } from "../../protocol/events";
import type { Subject } from "./reporter";

export class Course {
  started: Started | undefined;
  progress: Progress | undefined;
  best: BestEpoch | undefined;
  /** As many as shall be trained. */
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

  /** Of the whole run, from 0 to 1. */
  get share(): number {
    return this.epochs > 0 ? this.epochsDone / this.epochs : 0;
  }

  /** Epochs done, with the fraction of the present one. */
  private get epochsDone(): number {
    const finished = this.ended.at(-1)?.epoch ?? 0;
    return this.progress ? this.progress.epoch - 1 + this.progress.batch / this.progress.batches : finished;
  }

  /** From the last epoch where there was one, else from the present rate. */
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
