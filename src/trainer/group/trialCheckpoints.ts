/**
 * The checkpoints of a trial: best and last, at its end and every ten seconds, so that many short trials write little.
 * Whether and when anything was written changes no bit of what the trial comes to.
 */
import type { EpochEnded, Event } from "../../protocol/events";
import type { Checkpoint } from "../../runs/checkpoint";
import type { RunWriter } from "../../runs/writer";
import type { Training } from "../experiment/training";
import { Checkpoints } from "../session/checkpoints";

const everyMilliseconds = 10_000;

export interface TrialCheckpointOptions {
  /** Also the weights of epochs, as the config says, and then every checkpoint that an ordinary run has. */
  readonly keepEpochs: boolean;
  /** Awaited before anything is written; rejects where another process has followed. */
  confirm(): Promise<void>;
  /** Whether the trial is to be handed on. */
  isStopping(): boolean;
  /** Milliseconds of a clock that nobody sets. */
  now?: () => number;
}

export class TrialCheckpoints extends Checkpoints {
  /** The best epoch where it was trained in this attempt and not saved with its epochs. */
  bestCheckpoint: Checkpoint | undefined;
  private isWritten = true;
  private readonly now: () => number;
  private writtenAt: number;

  constructor(
    training: Training,
    writer: RunWriter,
    emit: (event: Event) => Promise<void>,
    private readonly options: TrialCheckpointOptions,
  ) {
    super(training, writer, emit);
    this.now = options.now ?? (() => performance.now());
    this.writtenAt = this.now();
  }

  override async afterEpoch(ended: EpochEnded): Promise<void> {
    if (this.options.keepEpochs) {
      await this.options.confirm();
      return super.afterEpoch(ended);
    }
    if (this.isBest(ended)) {
      this.bestCheckpoint = await this.present();
      this.isWritten = false;
    }
    if (this.now() - this.writtenAt >= everyMilliseconds) await this.write();
  }

  override async saveLast(): Promise<void> {
    if (!this.options.isStopping()) await this.assertFinite(await this.training.network.readParameters());
    await this.write();
  }

  override async restoreBest(): Promise<void> {
    const best = this.bestCheckpoint;
    if (!best) {
      await this.options.confirm();
      return super.restoreBest();
    }
    await this.restore(best);
    await this.write();
  }

  /** The best epoch first: a last one that says it is better than all before finds it beside itself. */
  private async write(): Promise<void> {
    const last = await this.present();
    // What overflowed in the last step ends the trial in the next one, whenever a checkpoint would have been written.
    if (!last.arrays.every(({ values }) => values.every(Number.isFinite))) return;
    await this.options.confirm();
    const best = this.isWritten ? undefined : this.bestCheckpoint;
    if (best?.state.step === last.state.step) await this.writer.checkpoint(last, ["best.npz", "last.npz"]);
    else await this.writer.checkpoints([...(best ? [[best, ["best.npz"]] as const] : []), [last, ["last.npz"]]]);
    this.isWritten = true;
    this.savedStep = last.state.step;
    this.writtenAt = this.now();
    const { epoch } = last.state;
    if (best) await this.emit({ type: "checkpoint", epoch: best.state.epoch, file: "best.npz" });
    await this.emit({ type: "checkpoint", epoch, file: "last.npz" });
  }

  private async present(): Promise<Checkpoint> {
    return { arrays: await this.training.network.readParameters(), state: this.state() };
  }
}
