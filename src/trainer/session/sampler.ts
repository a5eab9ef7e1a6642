/** Which steps are looked at closely: one of each epoch, those that somebody asks for, and the last one before a pause. */

import type { SampledStep, Training } from "../experiment/training";
import { type Gate, runEnded } from "./pauseGate";

export class Sampler {
  private wanted: { resolve: (sample: SampledStep) => void; reject: (error: Error) => void }[] = [];
  /** The epoch's sampled minibatch: the last one that is whole. */
  private readonly batch: number;

  constructor(
    private readonly training: Training,
    private readonly gate: Gate,
  ) {
    this.batch = Math.max(1, Math.floor(training.resident.count / training.config.training.batchSize));
  }

  /** Whether the newest step was sampled. */
  get isFresh(): boolean {
    return this.training.sample?.step === this.training.place.step;
  }

  /** Whether the next minibatch is one to be sampled. */
  get isDue(): boolean {
    return this.wanted.length > 0 || this.ahead === 0;
  }

  /** How many minibatches come before the next one to be sampled. */
  get ahead(): number {
    const { sample, place } = this.training;
    return sample?.epoch === place.epoch ? Number.POSITIVE_INFINITY : Math.max(0, this.batch - 1 - place.batch);
  }

  /** Trains and samples the next minibatch. */
  async take(): Promise<void> {
    await this.training.trainSampled();
    for (const { resolve } of this.wanted.splice(0)) resolve(this.training.sample as SampledStep);
  }

  /** The newest step: at once where it was sampled, else the next one. Rejects when the run ends before. */
  async newest(): Promise<SampledStep> {
    const fresh = await this.gate.between(async () => (this.isFresh ? this.training.sample : undefined));
    return fresh ?? new Promise((resolve, reject) => this.wanted.push({ resolve, reject }));
  }

  /** The run is over. */
  close(): void {
    for (const { reject } of this.wanted.splice(0)) reject(runEnded());
  }
}
