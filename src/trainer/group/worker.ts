/**
 * A worker of a group: trains one trial after the other in this process, until nothing is left or it is stopped. While
 * it trains a trial, the files of the one before are written. Workers, on this machine and others, communicate only
 * through the group's folder.
 */
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ClosedGeneration } from "../../groups/generations";
import { readGroup } from "../../groups/group";
import { runOfTrial } from "../../groups/names";
import { removeUnfinished, type StoredResult, writeResult } from "../../groups/trial";
import type { Event } from "../../protocol/events";
import type { Proposal } from "../../search/types";
import { asNetworkError } from "../experiment/failure";
import type { StopReason } from "../session/pauseGate";
import type { GroupTrials } from "./groupTrials";
import { GroupProgress, lateness, type NoWork, type Work } from "./progress";
import { ResidentBackend } from "./residentBackend";
import { attemptTrial } from "./trialResult";
import { trialsOf } from "./trialsOf";

/** Milliseconds between two looks into the folder, while others train what is left. */
const shortestWait = 20;
const longestWait = 1000;
/** At this wait half a second has passed; anything shorter is a pause between two trials. */
const worthSaying = 60;
/** If nothing follows what others train, a worker waits as long as it takes to detect that one of them is dead. */
const endingMilliseconds = 100_000;

export interface WorkerListener {
  onTrial?(trial: { proposal: Proposal; attempt: number; result?: StoredResult }): void;
  onGeneration?(closed: ClosedGeneration): void;
  /**
   * Called once for each wait: `trials` are open, and others train them. `milliseconds`: maximum wait, if nothing
   * follows them; `owners`: the processes that train them, if all of them are known to live on this machine.
   */
  onIdle?(idle: { trials: number; milliseconds?: number | undefined; owners?: readonly number[] | undefined }): void;
  /** Called with the events of the current trial. */
  onEvent?(event: Event, trial: number): void;
}

export class GroupWorker {
  private readonly stopping = new AbortController();
  private waking = new AbortController();
  private isLeaving = false;
  private readonly backend = new ResidentBackend();
  /** The trained trial whose files are being written; never rejects. */
  private finishing: Promise<void> | undefined;
  /** What ended the worker. */
  private failure: { readonly thrown: unknown } | undefined;

  constructor(
    private readonly folder: string,
    private readonly listener: WorkerListener = {},
  ) {}

  /** Finishes the minibatch and hands the trial on with a checkpoint. A client of the trial can request it too. */
  stop(reason: StopReason = "interrupted"): void {
    this.stopping.abort(reason);
    this.waking.abort();
  }

  /** Ends instead of waiting for others: the process that started the worker takes care of what is left. */
  leave(): void {
    this.isLeaving = true;
    this.waking.abort();
  }

  /** Resolves when nothing is left ("over"), when others train what is left ("ending"), or when it was stopped. */
  async run(): Promise<"over" | "ending" | "stopped"> {
    const end = await this.trainAll().finally(() => this.finishing);
    if (this.failure) throw this.failure.thrown;
    return end;
  }

  private async trainAll(): Promise<"over" | "ending" | "stopped"> {
    const group = await readGroup(this.folder);
    const trials = await trialsOf(group, this.folder);
    await trials.open();
    const progress = new GroupProgress(this.folder, trials, {
      isLate: lateness(group, trials.minutes),
      onClosed: (closed) => this.listener.onGeneration?.(closed),
    });
    const patience = new Patience();
    while (!this.stopping.signal.aborted) {
      const work = await progress.next();
      if (typeof work === "string" && this.finishing) {
        // Its result may lead to more trials.
        await this.finishing;
        this.finishing = undefined;
        continue;
      }
      if (typeof work === "string") {
        if (work === "over") return "over";
        if (patience.isOver(work) || (work === "ending" && this.isLeaving)) return "ending";
        if (patience.isNew(work)) this.sayIdle(work, progress);
        this.waking = new AbortController();
        if (this.stopping.signal.aborted) return "stopped";
        await sleep(patience.next(), undefined, { signal: this.waking.signal }).catch(() => {});
        continue;
      }
      patience.reset();
      await this.begin(work, trials, progress);
    }
    return "stopped";
  }

  /** Resolves when the trial is trained, and the files of the one before are written. */
  private async begin(work: Work, trials: GroupTrials, progress: GroupProgress): Promise<void> {
    let finishing: Promise<void> | undefined;
    await new Promise<void>((resolve) => {
      const attempt = this.attempt(work, trials, progress, resolve);
      finishing = attempt
        .then(
          (result) => result && progress.ended(result),
          (thrown) => {
            this.failure ??= { thrown };
            this.stop();
          },
        )
        .then(resolve);
    });
    await this.finishing;
    this.finishing = finishing;
  }

  private sayIdle(work: NoWork, { trialsOfOthers: trials, owners }: GroupProgress): void {
    if (work === "ending") this.listener.onIdle?.({ trials, milliseconds: endingMilliseconds, owners });
    else this.listener.onIdle?.({ trials });
  }

  /** Returns undefined if this attempt gave no result. */
  private async attempt(
    { claim, proposal }: Work,
    trials: GroupTrials,
    progress: GroupProgress,
    onTrained: () => void,
  ): Promise<StoredResult | undefined> {
    const { attempt } = claim;
    this.listener.onTrial?.({ proposal, attempt });
    try {
      const result = await this.train({ claim, proposal }, trials, progress, onTrained);
      if (!result) {
        await claim.handOn();
        return undefined;
      }
      await claim.confirm();
      if (!(await writeResult(this.folder, result))) return undefined;
      await removeUnfinished(this.folder, proposal.trial);
      this.listener.onTrial?.({ proposal, attempt, result });
      return result;
    } catch (thrown) {
      // The process that took over may have replaced the run folder meanwhile.
      if (await claim.isFollowed()) return undefined;
      // The disk, the memory or the machine is at fault, not the trial: another worker may succeed.
      await claim.handOn().catch(() => {});
      throw asNetworkError(thrown);
    } finally {
      await claim.end();
    }
  }

  /** Returns undefined if training was stopped. */
  private train({ claim, proposal }: Work, trials: GroupTrials, progress: GroupProgress, onTrained: () => void) {
    const { trial, continues } = proposal;
    return attemptTrial(proposal, {
      trials,
      continued: continues === undefined ? undefined : progress.resultOf(continues),
      folder: runOfTrial(this.folder, trial),
      ...(continues !== undefined && { from: runOfTrial(this.folder, continues) }),
      runsDir: dirname(dirname(this.folder)),
      backend: this.backend,
      stopping: this.stopping,
      confirm: () => claim.confirm(),
      onTrained,
      onEvent: (event) => this.listener.onEvent?.(event, trial),
    });
  }
}

/** The waiting time of a worker without work. */
class Patience {
  private wait = shortestWait;
  private reported: NoWork | undefined;
  private endingSince: number | undefined;

  reset(): void {
    this.wait = shortestWait;
    this.reported = undefined;
    this.endingSince = undefined;
  }

  /** Returns true if a wait for this begins. */
  isNew(found: NoWork): boolean {
    if (this.reported === found || this.wait < worthSaying) return false;
    this.reported = found;
    return true;
  }

  /** Returns milliseconds: about a tenth of the time waited so far. */
  next(): number {
    const { wait } = this;
    this.wait = Math.min(longestWait, wait * 1.1);
    return wait;
  }

  isOver(found: NoWork): boolean {
    if (found !== "ending") this.endingSince = undefined;
    else this.endingSince ??= performance.now();
    return this.endingSince !== undefined && performance.now() - this.endingSince > endingMilliseconds;
  }
}
