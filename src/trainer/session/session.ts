/**
 * One training session as a source of events: opens what it was ordered to train, trains it and can be asked things while it
 * does. The command line, the child process and the package's API are all thin layers over this.
 */
import type { ResolvedConfig } from "../../config/schema/resolve";
import { NetworkError } from "../../core/errors";
import { layerStatistics } from "../../core/statistics";
import type { Done, Event, Started } from "../../protocol/events";
import type { ParsedParams, RequestResult, WeightPicture } from "../../protocol/requests";
import { Replay } from "../experiment/changes";
import { asNetworkError, failedEvent, forLog } from "../experiment/failure";
import { buildNetwork } from "../experiment/network";
import type { Task } from "../experiment/prepare";
import { startFrom } from "../experiment/startWeights";
import { Training } from "../experiment/training";
import { diagramOf } from "../views/diagram";
import { PlaneNetwork, type Weights } from "../views/plane/planeNetwork";
import { LayerPictures } from "../views/weightPictures";
import { Checkpoints } from "./checkpoints";
import { EpochEvaluation } from "./epochEvaluation";
import { EpochLoop } from "./epochLoop";
import { logLine } from "./logLine";
import { type Folder, type Opened, openSession, type SessionOrder, warningsOf } from "./openSession";
import { Gate, type StopReason } from "./pauseGate";

export class Session {
  private readonly gate = new Gate();
  private readonly listeners = new Set<(event: Event) => void>();
  private task: Task | undefined;
  private folder: Folder | undefined;
  private loop: EpochLoop | undefined;
  private training: Training | undefined;
  private pictures: LayerPictures | undefined;
  private plane: PlaneNetwork | undefined;

  constructor(private readonly order: SessionOrder) {}

  /** What is trained, once it was read and checked. */
  get config(): ResolvedConfig | undefined {
    return this.task?.config;
  }

  /** Every event but hello, in order. Returns how to stop listening. */
  onEvent(listener: (event: Event) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Resolves when the run is done; after a `failed` event it rejects with the NetworkError. */
  async run(): Promise<Done> {
    try {
      return await this.train(await openSession(this.order));
    } catch (thrown) {
      throw await this.fail(thrown);
    } finally {
      await this.close();
    }
  }

  /** Tells of what ended the run, also of what was thrown outside of it, and gives the folder back. */
  async fail(thrown: unknown): Promise<NetworkError> {
    const error = asNetworkError(thrown);
    this.log(`failed: ${forLog(error)}`);
    // Where the disk is what failed, the folder cannot tell of it; the listeners still hear it.
    await this.emit(failedEvent(error)).catch(() => {});
    await this.close();
    return error;
  }

  /** Finishes the minibatch, saves the checkpoint and ends with `done`. */
  stop(reason: StopReason = "stopped"): void {
    this.gate.stop(reason);
  }

  /** Resolves when training holds between two minibatches, or will not hold any more because it goes on or ends. */
  pause(): Promise<void> {
    return this.gate.pause();
  }

  resume(): void {
    this.gate.resume();
  }

  /** Changes a setting from the next minibatch on, which it tells. Rejects with a NetworkError where that cannot be. */
  apply(path: string, value: unknown): Promise<{ epoch: number; batch: number }> {
    return this.gate.between(() => this.begun(this.loop).change(path, value));
  }

  async weights(params: ParsedParams<"weights">): Promise<WeightPicture> {
    if (params.what !== "update") return this.gate.between(() => this.begun(this.pictures).of(params));
    const sample = await this.sampled();
    return this.begun(this.pictures).ofUpdate(params, sample);
  }

  /** The network between two minibatches. */
  async diagram(params: ParsedParams<"diagram">): Promise<RequestResult<"diagram">> {
    const { arrays, place } = await this.gate.between(async () => {
      const { network, place } = this.begun(this.training);
      return { arrays: await network.readWeights(), place };
    });
    return diagramOf(this.begun(this.task), arrays, place, params);
  }

  async statistics(): Promise<RequestResult<"statistics">> {
    const { epoch, layers } = await this.sampled();
    return { epoch, layers: layers.map(layerStatistics) };
  }

  /** What the network says all over the plane of its two inputs. */
  async surface(params: ParsedParams<"surface">): Promise<RequestResult<"surface">> {
    return (await this.planeNetwork()).surface(await this.presentWeights(), params);
  }

  async costSurface(params: ParsedParams<"costSurface">): Promise<RequestResult<"costSurface">> {
    return (await this.planeNetwork()).costSurface(await this.presentWeights(), params);
  }

  /** To the run's log.txt, once there is one. */
  log(line: string): void {
    this.folder?.writer.log(line);
  }

  private async train(opened: Opened): Promise<Done> {
    const { task, backend } = opened;
    this.task = task;
    const began = performance.now();
    try {
      const training = await makeTraining(opened);
      if (this.gate.stopReason) return this.done(this.gate.stopReason, began);
      this.folder = await opened.openFolder();
      const { writer, checkpoint, changes, isNew } = this.folder;
      const emit = (event: Event) => this.emit(event);
      const checkpoints = new Checkpoints(training, writer, emit);
      const evaluation = new EpochEvaluation(training, backend, task.dataset);
      if (opened.start && isNew) await checkpoints.saveStart();
      if (checkpoint) await checkpoints.restore(checkpoint);
      this.training = training;
      this.pictures = new LayerPictures(training, backend, opened.start);
      this.loop = new EpochLoop({
        training,
        evaluation,
        checkpoints,
        gate: this.gate,
        replay: new Replay(changes),
        emit,
      });
      await this.emit(startedEvent(opened, training, writer.folder));
      for (const warning of warningsOf(task)) await this.emit(warning);
      backend.onDegraded?.((message) => void this.emit({ type: "warning", code: "backend-degraded", message }));
      if ("resume" in this.order && this.order.epochs) await this.loop.change("training.epochs", this.order.epochs);
      const reason = await this.loop.run().catch((error) => {
        throw placed(error, task.learningRateAt);
      });
      return await this.done(reason, began, checkpoints);
    } finally {
      await backend.destroy();
    }
  }

  private async done(reason: Done["reason"], began: number, checkpoints?: Checkpoints): Promise<Done> {
    const seconds = (performance.now() - began) / 1000;
    const done: Done = { type: "done", reason, ...(checkpoints?.best && { best: checkpoints.best }), seconds };
    await this.emit(done);
    return done;
  }

  private async close(): Promise<void> {
    this.listeners.clear();
    this.gate.close();
    this.loop?.sampler.close();
    await this.plane?.destroy();
    await this.folder?.writer.close();
  }

  private async emit(event: Event): Promise<void> {
    for (const listener of this.listeners) listener(event);
    const line = logLine(event);
    if (line) this.log(line);
    await this.folder?.writer.append(event);
  }

  private sampled() {
    return this.gate.between(async () => this.begun(this.loop).sampler).then((sampler) => sampler.newest());
  }

  private async planeNetwork(): Promise<PlaneNetwork> {
    const { config, dataset } = this.begun(this.task);
    this.plane ??= new PlaneNetwork(config, dataset);
    return this.plane;
  }

  /** Between two minibatches; what is made of them then disturbs no step. */
  private presentWeights(): Promise<Weights> {
    return this.gate.between(async () => {
      const { network, place } = this.begun(this.loop).training;
      const arrays = await network.readParameters();
      return { arrays, moment: { epoch: place.epoch - 1, batch: place.batch } };
    });
  }

  private begun<Part>(part: Part | undefined): Part {
    if (part) return part;
    throw new NetworkError("run", "not-started", "the run has not started yet; ask again after its `started` event");
  }
}

/** Values that overflowed while training: the place to mend it is in the config. */
const placed = (error: unknown, at: string): unknown =>
  error instanceof NetworkError && error.kind === "non-finite"
    ? new NetworkError(error.kind, error.code, `${at}: ${error.message}`, error.place)
    : error;

async function makeTraining({ task: { config, dataset, file }, backend, start }: Opened): Promise<Training> {
  const rows = Math.min(config.training.batchSize, dataset.train.count);
  const network = buildNetwork(backend, config, dataset.inputs, rows);
  await network.initialize();
  if (start) await startFrom(network, start, file);
  return new Training(network, backend, dataset.train, dataset.classWeights, config);
}

function startedEvent({ task, backend, backendReason }: Opened, training: Training, run: string): Started {
  const { dataset } = task;
  return {
    type: "started",
    run,
    backend: backend.name,
    backendReason,
    threads: backend.threads,
    seed: task.config.training.seed,
    inputs: dataset.inputs,
    outputs: dataset.train.outputs,
    parameters: training.network.parameters,
    examples: {
      train: dataset.train.count,
      validation: dataset.validation?.count ?? 0,
      test: dataset.test?.count ?? 0,
    },
    startEpoch: training.place.epoch,
  };
}
