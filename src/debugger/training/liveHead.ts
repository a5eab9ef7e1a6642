/** The newest minibatch of a training that goes on here: trains it further, and stops it where something is found. */
import type { NetworkError } from "../../core/errors";
import type { Edited } from "../../protocol/edited";
import type { Done, Event } from "../../protocol/events";
import { Moments, needsFiguresAlone } from "../../trainer/replay/moments";
import type { Needs } from "../../trainer/replay/momentValues";
import { isGradient } from "../../trainer/replay/names";
import { logLine } from "../../trainer/session/logLine";
import { nonFinite } from "../exceptions";
import type { Client } from "../program";
import { startOf } from "./course";
import type { Found, Judge } from "./judge";
import type { DebuggedTraining, Watcher } from "./live";
import { type Head, isNonFinite, type Navigator } from "./navigator";

/** Copies of the network take at most this share of the time. */
const copyingShare = 0.02;
/** In milliseconds. */
const mostOften = 100;

/** Of the minibatches that are trained now, after so many. */
interface Asked {
  readonly done: number;
  readonly needs: Needs;
}

export class LiveHead implements Head {
  private readonly moments: Moments;
  private goal: number | undefined;
  /** Undefined where nothing has to be known of them. */
  private asked: Asked | undefined;
  /** The minibatch whose breakpoints were looked at before it is trained. */
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
    // It is looked at already where it stops.
    if (this.navigator.passed.operation >= 0) this.entered = this.navigator.passed.done;
    this.live.release();
    return true;
  }

  /** Bit for bit on `wasm` alone, and not where what was changed behind it would come before it. */
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

  /** How many minibatches may be trained now. */
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
    // Behind the last operation of a minibatch that was shown nothing stops in it any more.
    const { passed, stepper } = this.navigator;
    const isShown = passed.done === this.done && passed.operation >= stepper.operations.length;
    if (needs && !isShown) await this.navigator.lookBefore(this.done);
    this.asked = needs && { done: this.done, needs };
    if (needs && [...needs.matrices.values()].some(({ kind }) => isGradient(kind))) {
      // Where it is not finite the minibatch fails, too.
      await training.gradientAhead().catch((error) => {
        if (!isNonFinite(error)) throw error;
      });
    }
    // Figures are known of each minibatch of a call; of matrices there is what the last one left.
    if ((needs && !needsFiguresAlone(needs)) || this.judge.stopsBeforeAny) return 1;
    return this.goal === undefined ? Number.POSITIVE_INFINITY : this.goal - this.done;
  }

  /** Somebody else has paused it. */
  paused(): Promise<void> {
    return this.stop({ place: startOf(this.done), reason: "pause" });
  }

  /** Holds what is shown back until the training is held. */
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
    // The epoch is measured first; after the last one nothing else comes.
    if (isEpochOver && position.epoch < config.training.epochs) return undefined;
    if (!isEpochOver && this.entered !== done) {
      this.entered = done;
      const before = judge.before(done, navigator.passed);
      if (before) return before;
    }
    return goal !== undefined && done >= goal ? { place: startOf(done), reason: "step" } : undefined;
  }

  /** What stops in the minibatches that were trained last; those behind it are gone through again. */
  async foundNewest(): Promise<Found | undefined> {
    const { judge, moments, navigator, asked } = this;
    this.asked = undefined;
    if (!asked || asked.done === this.done) return undefined;
    const { done, needs } = asked;
    const newest = needsFiguresAlone(needs) ? moments.newestFigures() : [await moments.newest(needs)];
    for (const [i, moment] of newest.entries()) {
      const found = judge.after(done + i, moment, navigator.passed);
      if (found) return found;
    }
    return undefined;
  }

  private async copyNow(now: number): Promise<void> {
    const { at, milliseconds } = this.copied;
    if (now - at >= Math.max(mostOften, milliseconds / copyingShare)) await this.copy();
  }

  /** So that going back is short. */
  async copy(): Promise<void> {
    const { network, sums } = this.live.steered.training;
    const start = performance.now();
    const arrays = await network.readParameters();
    this.navigator.stepper.replay.keep({ minibatches: this.done, sums, arrays });
    const end = performance.now();
    this.copied = { at: end, milliseconds: end - start };
  }
}

/** What the session says, for the navigator and the person. */
export class SessionWatcher implements Watcher {
  head!: LiveHead;
  private said = Number.NEGATIVE_INFINITY;

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

  async failing({ message }: NetworkError): Promise<boolean> {
    const { navigator } = this.head;
    const earlier = await this.head.foundNewest();
    if (earlier) {
      await this.head.stop(earlier);
      return true;
    }
    if (!navigator.atNonFinite) return false;
    const place = startOf(this.head.done);
    await this.head.stop({ place, reason: "exception", exception: nonFinite, text: message });
    return true;
  }

  event(event: Event): void {
    const line = logLine(event);
    if (line && (event.type !== "epoch" || this.isLineDue())) this.client.output(line);
    this.onEvent(event);
  }

  /** Epochs can be short: of their lines only some are written. */
  private isLineDue(): boolean {
    const now = performance.now();
    if (now - this.said < mostOften) return false;
    this.said = now;
    return true;
  }

  ended(outcome: { done: Done } | { error: NetworkError }): void {
    if ("error" in outcome) this.client.output(outcome.error.message);
    this.client.terminated("error" in outcome ? outcome.error.exitCode : 0);
  }
}
