/** Saves a session's checkpoints to the files that are due, and restores a session from a checkpoint. */
import { join } from "node:path";
import { type BestEpoch, betterOf, EarlyStopping } from "../../core/earlyStopping";
import type { NamedArray } from "../../core/layer";
import type { EpochEnded, Event } from "../../protocol/events";
import { type Checkpoint, type CheckpointState, readCheckpoint } from "../../runs/checkpoint";
import type { CheckpointFile } from "../../runs/checkpointFiles";
import { noLongerKeyframes } from "../../runs/keyframes";
import type { RunWriter } from "../../runs/writer";
import type { Training } from "../experiment/training";
import { isEventDue } from "./eventStep";

export class Checkpoints {
  best: BestEpoch | undefined;
  protected readonly earlyStopping: EarlyStopping | undefined;
  private verified: Promise<void> | undefined;
  /** Step that last.npz contains. */
  protected savedStep = -1;

  constructor(
    protected readonly training: Training,
    protected readonly writer: RunWriter,
    protected readonly emit: (event: Event) => Promise<void>,
    private readonly verify: (() => Promise<void>) | undefined = undefined,
  ) {
    const { earlyStopping } = training.config.training;
    this.earlyStopping = earlyStopping && new EarlyStopping(earlyStopping);
  }

  /** Rejects if the files of cached data have other contents. Nothing is saved before it resolves. */
  verifyData(): Promise<void> | undefined {
    this.verified ??= this.verify?.();
    return this.verified;
  }

  /** True if early stopping ends the run now. */
  get isPatienceExhausted(): boolean {
    const { earlyStopping } = this.training.config.training;
    return earlyStopping !== undefined && (this.earlyStopping?.state.waited ?? 0) >= earlyStopping.patience;
  }

  async restore({ arrays, state }: Checkpoint): Promise<void> {
    await this.training.network.writeParameters(arrays);
    const { cost = 0, examples = 0, seconds = 0, waited = 0, watched } = state.accumulators;
    this.training.position = { epoch: state.epoch + 1, batch: state.batch, step: state.step };
    this.training.sums = { cost, examples, seconds };
    this.training.restored = state.layers && { epoch: state.epoch + 1, layers: state.layers };
    if (this.earlyStopping) this.earlyStopping.state = { value: watched, waited };
    this.best = state.best;
    this.savedStep = state.step;
  }

  /** @param ended event of the epoch that just finished; training is at the start of the next one */
  async afterEpoch(ended: EpochEnded): Promise<void> {
    const { checkpointEvery, keepEvery, epochs } = this.training.config.training;
    const isBest = this.isBest(ended);
    const files: CheckpointFile[] = [];
    const reported: CheckpointFile[] = [];
    const add = (file: CheckpointFile, every: number) => {
      files.push(file);
      if (isEventDue(ended.epoch, epochs, every)) reported.push(file);
    };
    if (isBest) add("best.npz", 1);
    if (ended.epoch % keepEvery === 0) add(`epochs/${ended.epoch}.npz`, keepEvery);
    if (ended.epoch % checkpointEvery === 0) add("last.npz", checkpointEvery);
    if (files.length > 0) await this.save(files, reported);
    if (ended.epoch % keepEvery === 0) {
      const dropped = noLongerKeyframes(ended.epoch / keepEvery);
      if (dropped.length > 0) await this.writer.dropAccumulators(dropped.map((kept) => kept * keepEvery));
    }
  }

  /** Records an epoch's metrics. Returns true if it is the best so far. */
  protected isBest(ended: EpochEnded): boolean {
    const best = betterOf(this.best, ended.epoch, ended, this.training.config.training.bestMetric);
    const isBest = best !== this.best;
    this.best = best;
    this.earlyStopping?.ended(ended);
    return isBest;
  }

  /** Saves initial weights that the seed alone cannot restore. */
  async saveStart(): Promise<void> {
    await this.verifyData();
    const arrays = await this.training.network.readWeights();
    await this.writer.checkpoint({ arrays, state: this.state() }, ["epochs/0.npz"]);
  }

  /** Saves a checkpoint at the end of a session, also within an epoch. */
  async saveLast(): Promise<void> {
    if (this.savedStep !== this.training.position.step) await this.save(["last.npz"]);
  }

  /** Replaces the last weights by those of the best epoch. */
  async restoreBest(): Promise<void> {
    const checkpoint = await readCheckpoint(join(this.writer.folder, "best.npz"));
    await this.restore(checkpoint);
    await this.writer.checkpoint(checkpoint, ["last.npz"]);
    await this.emit({ type: "checkpoint", epoch: checkpoint.state.epoch, file: "last.npz" });
  }

  /** @param reported files that are reported by an event */
  protected async save(files: CheckpointFile[], reported = files): Promise<void> {
    await this.verifyData();
    const arrays = await this.training.network.readParameters();
    await this.assertFinite(arrays);
    const state = this.state();
    await this.writer.checkpoint({ arrays, state }, files);
    if (files.includes("last.npz")) this.savedStep = state.step;
    for (const file of reported) await this.emit({ type: "checkpoint", epoch: state.epoch, file });
  }

  protected state(): CheckpointState {
    const { position, sums } = this.training;
    const { value, waited } = this.earlyStopping?.state ?? { waited: 0 };
    const accumulators = { ...sums, waited, ...(value !== undefined && { watched: value }) };
    const { epoch, batch, step } = position;
    const layers = this.training.sampledLayers;
    const more = { ...(layers && { layers }), ...(this.best && { best: this.best }) };
    return { version: 1, epoch: epoch - 1, batch, step, accumulators, ...more };
  }

  /** The last step can overflow with no later minibatch to detect it. The checkpoint before it is then kept. */
  protected async assertFinite(arrays: NamedArray[]): Promise<void> {
    const broken = arrays.find(({ values }) => !values.every(Number.isFinite));
    if (!broken) return;
    const { position, batches } = this.training;
    const layer = Number(/\d+/.exec(broken.name)?.[0]);
    const ended = position.batch === 0;
    const at = ended ? { epoch: position.epoch - 1, batch: batches } : { epoch: position.epoch, batch: position.batch };
    throw await this.training.overflow({ layer, ...at });
  }
}
