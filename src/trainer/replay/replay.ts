/**
 * Replays a finished or stopped run up to any of its minibatches: from the nearest keyframe, snapshot or the start,
 * with the changes of settings and the values set by hand at their minibatches. On the backend `wasm`, whose bits are
 * those of the run if it was trained on `wasm`. Writes nothing.
 */
import { createBackend } from "../../backends/select";
import { threadsFor } from "../../backends/threads";
import type { ResolvedConfig } from "../../config/schema/resolve";
import type { Backend } from "../../core/backend";
import type { NamedArray } from "../../core/layer";
import type { Dataset } from "../../data/dataset";
import { runOfFolder } from "../../groups/finalRun";
import type { Edited } from "../../protocol/edited";
import type { Changed } from "../../protocol/events";
import { keptEpochs } from "../../runs/courseKeyframes";
import { readRecordedRun } from "../../runs/recordedRun";
import { AdaptiveBatchSizer } from "../experiment/adaptiveBatchSizer";
import { changeSetting, Replay } from "../experiment/changes";
import { networkShape } from "../experiment/network";
import { loadRecordedRun } from "../experiment/recorded";
import { readSavedStart } from "../experiment/startWeights";
import type { Training } from "../experiment/training";
import { makeTraining } from "../session/startTraining";
import { lastMinibatch } from "./lastMinibatch";
import { type Moment, Moments, needsFiguresAlone } from "./moments";
import type { Needs } from "./momentValues";
import { RunKeyframes } from "./runKeyframes";
import { type Snapshot, Snapshots } from "./snapshots";

/** A minibatch: both count from 1. Batch 0 of epoch 1 is the start. */
export interface At {
  readonly epoch: number;
  readonly batch: number;
}

interface Options {
  readonly threads?: "auto" | number;
  /** Called with one line about each deviation: another backend, a damaged keyframe. */
  readonly onNote?: (note: string) => void;
}

export interface Recorded {
  readonly folder: string;
  /** Config at the beginning of the run. */
  readonly config: ResolvedConfig;
  readonly dataset: Dataset;
  readonly changes: readonly Changed[];
  /** Values that were set by hand. */
  readonly edits: readonly Edited[];
  /** Epochs with saved weights, newest first. */
  readonly kept: readonly number[];
  /** Number of minibatches that the run has trained. */
  readonly trained: number;
}

export class TrainingReplay {
  readonly moments: Moments;
  readonly config: ResolvedConfig;
  readonly dataset: Dataset;
  readonly training: Training;
  private readonly snapshots = new Snapshots();
  private replay: Replay;
  private readonly sizer: AdaptiveBatchSizer;
  /** True if the next minibatch was found to end the training. */
  private isOver = false;
  private breathed = performance.now();

  private constructor(
    private readonly recorded: Recorded,
    private readonly start: readonly NamedArray[],
    training: Training,
    readonly backend: Backend,
    readonly keyframes: RunKeyframes,
  ) {
    this.config = recorded.config;
    this.dataset = recorded.dataset;
    this.training = training;
    this.moments = new Moments(training, backend, recorded.dataset);
    this.replay = new Replay(recorded.changes);
    training.edited.add(recorded.edits);
    this.sizer = new AdaptiveBatchSizer(training.callMilliseconds);
  }

  /**
   * @param given folder of a run, or of a group: then of its final network
   * Throws a NetworkError; its kind is "data" if the data differs from what the run was trained on.
   */
  static async open(given: string, options: Options = {}): Promise<TrainingReplay> {
    const folder = runOfFolder(given);
    const { manifest, dataset, backend: name } = await loadRecordedRun(folder);
    const { config } = manifest;
    const recordedRun = await readRecordedRun(folder);
    const batches = Math.ceil(dataset.train.count / config.training.batchSize);
    const trained = await lastMinibatch(folder, recordedRun, batches);
    const kept = await keptEpochs(folder, recordedRun);
    if (name !== "wasm") options.onNote?.(otherBackend(name));
    const { changes, edits } = recordedRun;
    return TrainingReplay.of({ folder, config, dataset, changes, edits, kept, trained }, options);
  }

  /** Opens a run whose data is in memory, such as one in training: `changes` and `kept` may grow. */
  static async of(recorded: Recorded, { threads = "auto", onNote = () => {} }: Options = {}): Promise<TrainingReplay> {
    const { folder, config, dataset, kept } = recorded;
    const work = { shape: networkShape(config, dataset.inputs), batchSize: config.training.batchSize };
    const { backend } = await createBackend("wasm", { ...work, threads: threadsFor({ ...work, threads }) });
    try {
      const experiment = { config, dataset, file: folder, locate: () => folder, warnings: [] };
      const training = await makeTraining({ experiment, backend, start: await readSavedStart(folder) });
      const start = await training.network.readParameters();
      const wanted = start.map((array) => array.name);
      const keyframes = new RunKeyframes(folder, kept, wanted, onNote);
      return new TrainingReplay(recorded, start, training, backend, keyframes);
    } catch (error) {
      await backend.destroy();
      throw error;
    }
  }

  get folder(): string {
    return this.recorded.folder;
  }

  /** Number of minibatches per epoch. */
  get batches(): number {
    return this.training.batches;
  }

  /** The last minibatch that the run has trained, or attempted if its cost was not finite. */
  get end(): At {
    return this.atOf(this.recorded.trained);
  }

  /** The last trained minibatch. */
  get at(): At {
    return this.atOf(this.done);
  }

  /** Returns the number of minibatches of the run up to and including this one. */
  countOf({ epoch, batch }: At): number {
    return (epoch - 1) * this.batches + batch;
  }

  atOf(minibatches: number): At {
    const epoch = Math.max(1, Math.ceil(minibatches / this.batches));
    return { epoch, batch: minibatches - (epoch - 1) * this.batches };
  }

  /**
   * Restores the network after this minibatch, bit for bit. Throws a NetworkError of kind "non-finite" if training does
   * not reach it.
   */
  async seek(at: At): Promise<void> {
    const wanted = this.countOf(at);
    if (!Number.isInteger(wanted) || wanted < 0) throw new RangeError(`no minibatch ${at.batch} of epoch ${at.epoch}`);
    await this.goBefore(wanted);
    while (this.done < wanted) {
      await this.prepare();
      const count = this.sizer.next(Math.min(this.ahead, wanted - this.done));
      await this.sizer.timed(count, () => this.training.train(count));
      await this.breathe();
    }
  }

  /** Trains the next minibatch. Returns undefined if training ended with a cost that was not finite. */
  async next(needs: Needs): Promise<Moment | undefined> {
    if (this.isOver) return undefined;
    await this.prepare();
    const moment = await this.moments.train(needs);
    this.isOver = moment.failure !== undefined;
    return moment;
  }

  /**
   * Trains at most `most` of the next minibatches and returns a moment for each: as many in one call as take a few ms,
   * one if more than figures are needed. Empty if training ended.
   */
  async some(needs: Needs, most: number): Promise<Moment[]> {
    if (this.isOver || most < 1) return [];
    if (!needsFiguresAlone(needs)) return [await this.next(needs)].filter((moment) => moment !== undefined);
    await this.prepare();
    const count = this.sizer.next(Math.min(this.ahead, most));
    const moments = await this.sizer.timed(count, () => this.moments.trainMany(count));
    this.isOver = moments.some(({ failure }) => failure);
    return moments;
  }

  /** Stores a snapshot of the network, from which `seek` can continue. */
  async remember(): Promise<void> {
    const { network, sums } = this.training;
    this.snapshots.add({ minibatches: this.done, sums, arrays: await network.readParameters() });
  }

  /** Returns true if there is a snapshot before a minibatch, at most `most` minibatches earlier. */
  isNear(minibatches: number, most: number): boolean {
    const nearest = this.snapshots.nearest(minibatches - 1);
    return nearest !== undefined && minibatches - nearest.minibatches <= most;
  }

  /** Stores a snapshot from the same training elsewhere. */
  keep(snapshot: Snapshot): void {
    this.snapshots.add(snapshot);
  }

  /** Reads the recorded changes again, after settings were changed at this minibatch or later. */
  renew(): void {
    this.replay = new Replay(this.recorded.changes);
  }

  /** Returns true if settings or values are set in the minibatches after `from` up to the one after `last`. */
  isChanged(from: number, last: number): boolean {
    for (let each = from; each <= last; each++) {
      const next = this.atOf(each + 1);
      const isThere = ({ epoch, batch }: At) => epoch === next.epoch && batch === next.batch;
      if (this.recorded.changes.some(isThere) || this.training.edited.of(next).length > 0) return true;
    }
    return false;
  }

  /** Drops the snapshots after this many minibatches and more: one of those minibatches is trained again. */
  forget(minibatches: number): void {
    this.snapshots.dropFrom(minibatches);
  }

  /** Yields to the event loop, if it has not run for some ms. */
  async breathe(): Promise<void> {
    const now = performance.now();
    if (now - this.breathed < breathMilliseconds) return;
    await new Promise<void>((resolve) => setImmediate(resolve));
    this.breathed = performance.now();
  }

  close(): Promise<void> {
    return this.backend.destroy();
  }

  /** Number of finished minibatches of the run. */
  private get done(): number {
    return this.countOf(this.training.position);
  }

  /** Number of minibatches before a setting changes or the epoch ends. */
  private get ahead(): number {
    const { epoch, batch } = this.training.position;
    return Math.min(this.batches - batch, this.replay.ahead({ epoch, batch: batch + 1 }));
  }

  /** Restores the nearest earlier state from which training can continue. */
  private async goBefore(wanted: number): Promise<void> {
    const here = this.done <= wanted && !this.isOver ? this.done : -1;
    const snapshot = this.snapshots.nearest(wanted);
    const nearest = Math.max(here, snapshot?.minibatches ?? -1);
    for (const epoch of this.keyframes.kept) {
      const count = epoch * this.batches;
      if (count > wanted) continue;
      if (count <= nearest) break;
      const arrays = await this.keyframes.read(epoch);
      if (arrays) return this.restore(count, arrays);
    }
    if (here === nearest && here >= 0) return;
    if (snapshot) return this.restore(snapshot.minibatches, snapshot.arrays, snapshot.sums);
    await this.restore(0, this.start);
  }

  private async restore(
    minibatches: number,
    arrays: readonly NamedArray[],
    sums = { cost: 0, examples: 0, seconds: 0 },
  ): Promise<void> {
    const { training } = this;
    await training.network.writeParameters(arrays);
    const { epoch, batch } = this.atOf(minibatches);
    training.position = { epoch, batch, step: minibatches };
    training.sums = sums;
    this.isOver = false;
    this.replay = new Replay(this.recorded.changes);
    const config = this.changedBy(this.config, training.position);
    // A plan takes memory that is not freed.
    if (JSON.stringify(config) !== JSON.stringify(training.config)) training.configure(config);
  }

  /** Advances to the next epoch, and to the settings of the next minibatch. */
  async prepare(): Promise<void> {
    const { training } = this;
    if (training.position.batch === this.batches) training.nextEpoch();
    const config = this.changedBy(training.config, training.position);
    if (config !== training.config) training.configure(config);
  }

  private changedBy(config: ResolvedConfig, { epoch, batch }: At): ResolvedConfig {
    const due = this.replay.due({ epoch, batch: batch + 1 });
    return due.reduce((now, { path, to }) => changeSetting(now, { path, value: to, epoch: 1 }).config, config);
  }
}

const breathMilliseconds = 8;

const otherBackend = (name: string) =>
  `the run was trained on ${name}, and is replayed on wasm, whose last bits differ; the minibatch may differ, too`;
