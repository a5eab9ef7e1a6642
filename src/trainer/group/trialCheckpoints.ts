/**
 * The checkpoints of a trial: best and last, at its end and every ten seconds, so that many short trials write little.
 * The trial's results do not depend on whether and when a checkpoint is written.
 */
import type { EpochEnded, Event } from "../../protocol/events";
import type { Checkpoint } from "../../runs/checkpoint";
import type { RunWriter } from "../../runs/writer";
import type { Training } from "../experiment/training";
import { Checkpoints } from "../session/checkpoints";

const everyMilliseconds = 10_000;

export interface TrialCheckpointOptions {
  /** Also saves the weights of epochs, as the config says, and every checkpoint of an ordinary run. */
  readonly keepEpochs: boolean;
  /** Awaited before each write; rejects if another process has taken the trial over. */
  confirm(): Promise<void>;
  /** Returns true if the trial is to be handed on. */
  isStopping(): boolean;
  /** Called when the trained weights have been copied, and only files are left to be written. */
  onTrained?: (() => void) | undefined;
  /** Milliseconds of a monotonic clock. */
  now?: () => number;
}

export class TrialCheckpoints extends Checkpoints {
  /** Checkpoint of the best epoch, if this attempt trained it and did not save it with its epochs. */
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
    await this.write(this.options.onTrained);
  }

  override async restoreBest(): Promise<void> {
    const best = this.bestCheckpoint;
    if (!best) {
      await this.options.confirm();
      return super.restoreBest();
    }
    await this.restore(best);
    await this.write(this.options.onTrained);
  }

  /**
   * Writes the best epoch first: a last checkpoint that names it as the best then finds it in the folder.
   * @param onCopied called when the weights have been copied
   */
  private async write(onCopied?: () => void): Promise<void> {
    const last = await this.present();
    onCopied?.();
    // An overflow in the last step ends the trial in the next one, wherever checkpoints are due.
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
