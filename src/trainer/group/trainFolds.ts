/**
 * Trains the folds of a config one after the other, on data that is read once, then the final network on all examples.
 * Trainings that ended in an earlier session are not repeated.
 */
import { NetworkError } from "../../core/errors";
import { describeFold } from "../../groups/foldsPlan";
import { closeGeneration } from "../../groups/generations";
import type { StoredResult } from "../../groups/trial";
import type { Event } from "../../protocol/events";
import type { FoldEnded, FoldsDone, FoldsEvent, FoldsRunEvent } from "../../protocol/foldEvents";
import { networkShape } from "../experiment/network";
import { warningEvents } from "../session/notices";
import type { StopReason } from "../session/pauseGate";
import type { Session } from "../session/session";
import { trainFinal } from "./finalRun";
import { proposalsOf } from "./foldPlan";
import { endedFold, measuredFolds } from "./foldReport";
import { type FoldsOrder, type OpenedFolds, openFolds } from "./openFolds";
import { trainFold } from "./trainFold";

export class FoldsTraining {
  private readonly stopping = new AbortController();
  private last: Session | undefined;

  constructor(
    private readonly order: FoldsOrder,
    private readonly onEvent: (event: FoldsEvent) => void,
    /** Called with the events of every run. */
    private readonly onRunEvent?: (event: FoldsRunEvent) => void,
  ) {}

  /** Finishes the minibatch, saves a checkpoint and ends. */
  stop(reason: StopReason = "stopped"): void {
    this.stopping.abort(reason);
    this.last?.stop(reason);
  }

  private get stopReason(): StopReason | undefined {
    return this.stopping.signal.aborted ? this.stopping.signal.reason : undefined;
  }

  /** Throws a NetworkError if a fold failed, once all others are trained; or at once, if none can be trained. */
  async run(): Promise<FoldsDone> {
    const began = performance.now();
    const opened = await openFolds(this.order);
    const folder = await opened.openFolder();
    this.begin(opened, folder);
    const ended = await this.trainFolds(opened, folder);
    if (ended) await this.finish(opened, folder, ended);
    const reason = this.stopReason ?? "completed";
    const done: FoldsDone = { type: "done", reason, seconds: (performance.now() - began) / 1000 };
    this.onEvent(done);
    return done;
  }

  private begin({ experiment, plan }: OpenedFolds, group: string): void {
    const { config, dataset } = experiment;
    const { train, validation, test } = dataset;
    const { folds, repeats, ordered, backend } = plan;
    // The first ordered fold is trained on a block; all other blocks are validated on.
    const divided = ordered ? train.count + folds * (validation?.count ?? 0) : train.count + (validation?.count ?? 0);
    this.onEvent({
      type: "group",
      kind: "folds",
      group,
      folds,
      repeats,
      backend,
      seed: config.training.seed,
      shape: networkShape(config, dataset.inputs),
      examples: { train: divided, test: test?.count ?? 0 },
      ...(dataset.leftOut && { leftOut: dataset.leftOut }),
    });
    for (const event of warningEvents(experiment)) if (event.type === "warning") this.onEvent(event);
  }

  /** Returns undefined if training was stopped. */
  private async trainFolds(opened: OpenedFolds, folder: string): Promise<FoldEnded[] | undefined> {
    const { plan, experiment } = opened;
    const proposals = proposalsOf(plan, experiment.config);
    const ended: FoldEnded[] = [];
    const results = new Map<number, StoredResult>();
    for (const proposal of proposals) {
      if (this.stopReason) return undefined;
      const { trial } = proposal;
      const onEvent = (event: Event) => this.onRunEvent?.({ ...event, trial });
      const result = await trainFold(opened, folder, proposal, { stopping: this.stopping, onEvent });
      if (!result) return undefined;
      results.set(trial, result);
      const event = endedFold(folder, plan, result, experiment.config.training.bestMetric);
      ended.push(event);
      this.onEvent(event);
    }
    await closeGeneration(folder, 0, proposals, results);
    return ended;
  }

  private async finish(opened: OpenedFolds, folder: string, ended: FoldEnded[]): Promise<void> {
    const { plan } = opened;
    const failed = ended.find(({ state }) => state === "failed");
    if (failed) {
      const { failure = "", message = failure, said } = failed;
      const reason = { message, ...said };
      throw new NetworkError("folds-failed", { folder, failed: describeFold(plan, failed), reason });
    }
    const measured = measuredFolds(plan, ended);
    const { epochs } = measured;
    this.onEvent(measured);
    if (!plan.refit || this.stopReason) return;
    const final = await trainFinal(opened, { folder, epochs }, (session) => {
      this.last = session;
      session.onEvent((event) => this.onRunEvent?.({ ...event, final: true }));
      if (this.stopReason) session.stop(this.stopReason);
    });
    if (final) this.onEvent(final);
  }
}
