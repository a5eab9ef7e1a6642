/** The head of a live training: trains it further, and stops it at breakpoints and exceptions. */
import type { NetworkError } from "../../core/errors";
import type { Edited } from "../../protocol/edited";
import type { Done, Event } from "../../protocol/events";
import { Moments, needsFiguresAlone } from "../../trainer/replay/moments";
import type { Needs } from "../../trainer/replay/momentValues";
import { isGradient } from "../../trainer/replay/names";
import { logLine } from "../../trainer/session/logLine";
import { nonFinite } from "../exceptions";
import { say, sayError } from "../language";
import type { Client } from "../program";
import { startOf } from "./course";
import type { Found, Judge } from "./judge";
import type { DebuggedTraining, Watcher } from "./live";
import { type Head, isNonFinite, type Navigator } from "./navigator";

/** Largest share of the time spent on copies of the network. */
const copyingShare = 0.02;
/** Shortest interval between copies, and between lines of epochs, in milliseconds. */
const minInterval = 100;

/** The values to read of the minibatches that are trained now, after `done`. */
interface ReadRequest {
  readonly done: number;
  readonly needs: Needs;
}

export class LiveHead implements Head {
  private readonly moments: Moments;
  private goal: number | undefined;
  /** Undefined if nothing has to be read. */
  private pendingRead: ReadRequest | undefined;
  /** The minibatch whose breakpoints were evaluated before it is trained. */
  private entered = -1;
  private copied = { at: Number.NEGATIVE_INFINITY, milliseconds: 0 };
  navigator!: Navigator;

  constructor(
    private readonly live: DebuggedTraining,
    private readonly judge: Judge,
  ) {
    const { training, backend, experiment } = live.steered;
    this.moments = new Moments(training, backend, experiment.dataset);
  }

  get done(): number {
    return this.live.head;
  }

  get total(): number {
    const { training } = this.live.steered;
    return training.config.training.epochs * training.batches;
  }

  release(goal: number | undefined): boolean {
    this.goal = goal;
    // The minibatch of the stop is already evaluated.
    if (this.navigator.passed.operation >= 0) this.entered = this.navigator.passed.done;
    this.live.release();
    return true;
  }

  /** Returns true only on `wasm` (bit for bit), and if no change made after the minibatch would precede it. */
  canTakeBack(done: number): boolean {
    const { training, backend } = this.live.steered;
    const { replay } = this.navigator.stepper;
    return backend.name === "wasm" && training.canTakeBack(done) && !replay.isChanged(done + 1, this.done);
  }

  async edit(edited: Edited, done: number): Promise<void> {
    if (done === this.done) return this.live.edit(edited);
    const { stepper } = this.navigator;
    stepper.replay.forget(done + 1);
    this.judge.forget();
    await this.live.edit(edited, stepper.beforeHere);
  }

  /** Returns the number of minibatches that may be trained now. */
  async ahead(): Promise<number> {
    await this.copyNow(performance.now());
    const found = await this.find();
    if (found) {
      await this.stop(found);
      return 0;
    }
    const { training } = this.live.steered;
    if (training.position.batch === training.batches) return 1;
    const needs = this.judge.needs(this.done);
    // No further stop follows the last operation of a displayed minibatch.
    const { passed, stepper } = this.navigator;
    const isShown = passed.done === this.done && passed.operation >= stepper.operations.length;
    if (needs && !isShown) await this.navigator.stopEarlier(this.done);
    this.pendingRead = needs && { done: this.done, needs };
    if (needs && [...needs.matrices.values()].some(({ kind }) => isGradient(kind))) {
      // A gradient that is not finite fails the minibatch itself.
      await training.gradientAhead().catch((error) => {
        if (!isNonFinite(error)) throw error;
      });
    }
    // Figures are available for each minibatch of a call; matrices only for the last one.
    if ((needs && !needsFiguresAlone(needs)) || this.judge.stopsBeforeAny) return 1;
    return this.goal === undefined ? Number.POSITIVE_INFINITY : this.goal - this.done;
  }

  /** Called when another client pauses the training. */
  paused(): Promise<void> {
    return this.stop({ place: startOf(this.done), reason: "pause" });
  }

  /** Stops at `found`; the stop is reported when the training is held. */
  async stop(found: Found): Promise<void> {
    const { training } = this.live.steered;
    await this.copy();
    const { navigator } = this;
    const isCommitted = navigator.place.done === this.done && found.place.done === this.done;
    const difference = isCommitted && navigator.stepper.differenceTo(await training.network.readParameters());
    if (difference) navigator.report(this.done - 1, difference);
    void navigator.arrive(found);
  }

  private async find(): Promise<Found | undefined> {
    const { judge, navigator, done, goal } = this;
    const { position, batches, config } = this.live.steered.training;
    const after = await this.foundNewest();
    if (after) return after;
    if (navigator.wantsPause) return { place: startOf(done), reason: "pause" };
    const isEpochOver = position.batch === batches;
    // The epoch is evaluated first; after the last one there are no further stops.
    if (isEpochOver && position.epoch < config.training.epochs) return undefined;
    if (!isEpochOver && this.entered !== done) {
      this.entered = done;
      const before = judge.before(done, navigator.passed);
      if (before) return before;
    }
    return goal !== undefined && done >= goal ? { place: startOf(done), reason: "step" } : undefined;
  }

  /** Returns the first stop in the newest trained minibatches; those after it are replayed. */
  async foundNewest(): Promise<Found | undefined> {
    const { judge, moments, navigator, pendingRead } = this;
    this.pendingRead = undefined;
    if (!pendingRead || pendingRead.done === this.done) return undefined;
    const { done, needs } = pendingRead;
    const newest = needsFiguresAlone(needs) ? moments.newestFigures() : [await moments.newest(needs)];
    for (const [i, moment] of newest.entries()) {
      const found = judge.after(done + i, moment, navigator.passed);
      if (found) return found;
    }
    return undefined;
  }

  private async copyNow(now: number): Promise<void> {
    const { at, milliseconds } = this.copied;
    if (now - at >= Math.max(minInterval, milliseconds / copyingShare)) await this.copy();
  }

  /** Keeps a copy of the network, which shortens stepping back. */
  async copy(): Promise<void> {
    const { network, sums } = this.live.steered.training;
    const start = performance.now();
    const arrays = await network.readParameters();
    this.navigator.stepper.replay.keep({ minibatches: this.done, sums, arrays });
    const end = performance.now();
    this.copied = { at: end, milliseconds: end - start };
  }
}

/** Forwards the events of a session to the navigator and the client. */
export class SessionWatcher implements Watcher {
  head!: LiveHead;
  private reportedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly client: Client,
    private readonly onEvent: (event: Event) => void,
  ) {}

  ahead(): Promise<number> {
    return this.head.ahead();
  }

  paused(): Promise<void> {
    return this.head.paused();
  }

  resumed(): void {
    this.head.navigator.leave();
    this.client.continued();
  }

  async failing(error: NetworkError): Promise<boolean> {
    const { navigator } = this.head;
    const earlier = await this.head.foundNewest();
    if (earlier) {
      await this.head.stop(earlier);
      return true;
    }
    if (!navigator.atNonFinite) return false;
    const place = startOf(this.head.done);
    await this.head.stop({ place, reason: "exception", exception: nonFinite, text: sayError(error) });
    return true;
  }

  event(event: Event): void {
    const line = logLine(event, say);
    if (line && (event.type !== "epoch" || this.isLineDue())) this.client.output(line);
    this.onEvent(event);
  }

  /** Limits the output of epoch lines to one per interval. */
  private isLineDue(): boolean {
    const now = performance.now();
    if (now - this.reportedAt < minInterval) return false;
    this.reportedAt = now;
    return true;
  }

  ended(outcome: { done: Done } | { error: NetworkError }): void {
    if ("error" in outcome) this.client.output(sayError(outcome.error));
    this.client.terminated("error" in outcome ? outcome.error.exitCode : 0);
  }
}
