/**
 * Chooses which training steps are sampled for statistics: one of each measured epoch, those that are requested, and
 * the last one before a pause.
 */
import type { SampledStep, Training } from "../experiment/training";
import { type PauseGate, runEnded } from "./pauseGate";

export class Sampler {
  private requests: { resolve: (sample: SampledStep) => void; reject: (error: Error) => void }[] = [];
  /** Number of the epoch's sampled minibatch: its last full one. */
  private readonly batch: number;

  /** @param isMeasured chooses the epochs of which a step is sampled, given the number of epochs of the run */
  constructor(
    private readonly training: Training,
    private readonly gate: PauseGate,
    private readonly isMeasured: (epoch: number, epochs: number) => boolean,
  ) {
    this.batch = Math.max(1, Math.floor(training.resident.count / training.config.training.batchSize));
  }

  /** True if the newest step was sampled. */
  get isFresh(): boolean {
    return this.training.sample?.step === this.training.position.step;
  }

  /** True if the next minibatch is to be sampled. */
  get isDue(): boolean {
    return this.requests.length > 0 || this.ahead === 0;
  }

  /** Number of minibatches before the next one to be sampled; infinite if the epoch has no other. */
  get ahead(): number {
    const { isSampled, position } = this.training;
    return isSampled || !this.isEpochMeasured ? Number.POSITIVE_INFINITY : Math.max(0, this.batch - 1 - position.batch);
  }

  /** True if the statistics of the current epoch are reported. */
  get isEpochMeasured(): boolean {
    const { position, config } = this.training;
    return this.isMeasured(position.epoch, config.training.epochs);
  }

  /** Trains and samples the next minibatch. */
  async take(): Promise<void> {
    await this.training.trainSampled();
    for (const { resolve } of this.requests.splice(0)) resolve(this.training.sample as SampledStep);
  }

  /** Returns the newest step if it was sampled, otherwise the next one. Rejects if the run ends first. */
  async newest(): Promise<SampledStep> {
    const fresh = await this.gate.betweenMinibatches(async () => (this.isFresh ? this.training.sample : undefined));
    return fresh ?? new Promise((resolve, reject) => this.requests.push({ resolve, reject }));
  }

  /** Rejects pending requests, when the run has ended. */
  close(): void {
    for (const { reject } of this.requests.splice(0)) reject(runEnded());
  }
}
