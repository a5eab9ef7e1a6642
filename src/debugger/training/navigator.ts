/**
 * Moves through a training: forward as it trains, and back and forward again over trained minibatches on a replay. The
 * training itself, and its run folder, only go forward.
 */
import { NetworkError } from "../../core/errors";
import type { Edited } from "../../protocol/edited";
import { WorkQueue } from "../../trainer/experiment/workQueue";
import { nonFinite } from "../exceptions";
import { notFiniteText, say } from "../language";
import type { NamedMatrix } from "../matrices";
import type { Client } from "../program";
import { minibatchAfter, type Position, startOf } from "./course";
import { GoingBack, stopEarlier } from "./goingBack";
import type { Found, Judge } from "./judge";
import type { Stepper } from "./stepper";
import type { Parts } from "./steps";
import type { Element } from "./terms";

/** The head of the run: the number of trained minibatches, and the means to train further. */
export interface Head {
  /** Number of trained minibatches, and of all minibatches of the run. */
  readonly done: number;
  readonly total: number;
  /** Trains up to minibatch `goal`, or to the next stop if undefined. Returns false if the run is over. */
  release(goal: number | undefined): boolean;
  /** Sets a value in the minibatch after `done`, the next or one that can be undone; absent if the run is over. */
  edit?(edited: Edited, done: number): Promise<void>;
  /** Returns true if the minibatch after `done` has just been trained and can be trained again. */
  canTakeBack?(done: number): boolean;
}

export class Navigator {
  /** Stops up to this position have been reported. */
  passed: Position;
  wantsPause = false;
  isStopped = true;
  atNonFinite = true;
  private wasOut = false;
  /** Destination of a jump. */
  private destination: Position | undefined;
  /** Called when the training continues from a stop, before anything moves. */
  onLeave: () => void = () => {};
  /** Position within the next operation: its parts, and the number of computed ones. */
  inside: { readonly parts: Parts; readonly done: number } | undefined;
  private readonly queue = new WorkQueue();
  private readonly goingBack: GoingBack;

  constructor(
    readonly stepper: Stepper,
    private readonly judge: Judge,
    private readonly head: Head,
    private readonly client: Client,
  ) {
    this.passed = stepper.place;
    this.goingBack = new GoingBack(stepper, judge, head, () => this.wantsPause);
  }

  get place(): Position {
    return this.stepper.place;
  }

  /** Moves to a position and reports the stop. Queued, since the training may stop during another move. */
  arrive(found: Found): Promise<void> {
    const { place, ...stop } = this.atDestination(found);
    return this.queue.add(async () => {
      await this.stepper.goTo(place);
      this.isStopped = true;
      this.client.stopped(stop);
    });
  }

  /** Runs from the current position, including its breakpoints. */
  async begin(): Promise<void> {
    this.leave();
    this.passed = { done: this.place.done, operation: -1 };
    await this.travel(this.passed);
  }

  /** Continues up to a minibatch, or to the next stop. */
  async on(goal?: number): Promise<void> {
    const from = this.leave();
    const found = this.judge.later(from);
    await (found ? this.arrive(found) : this.travel(from, goal));
  }

  /** Jumps to a position; untrained minibatches are trained up to it, unless something stops before. */
  async jump(place: Position): Promise<void> {
    const from = this.leave();
    this.destination = place;
    if (place.done <= this.head.done) return this.arrive({ place: startOf(place.done), reason: "step" });
    const found = this.judge.later(from);
    await (found ? this.arrive(found) : this.travel(from, place.done));
  }

  /** Applies settings that were changed at the head. */
  async renew(): Promise<void> {
    await this.queue.add(() => this.stepper.renew());
  }

  /** Sets a value before the next operation: first in the run folder, then in the displayed network. */
  edit(edited: Edited, place: Position): Promise<void> {
    return this.queue.add(async () => {
      if (!this.isStopped || this.place !== place) throw new Error(say("the training has continued meanwhile"));
      await this.head.edit?.(edited, place.done);
      await this.stepper.edit(edited);
    });
  }

  /**
   * Steps into the parts of the next operation; over it if it has none.
   * @param element of its result, to step through its terms
   */
  async into(element?: Element): Promise<void> {
    if (this.isAtEnd || this.inside) return this.next();
    const parts = await this.queue.add(() => this.stepper.parts(element));
    return parts ? this.within({ parts, done: 0 }) : this.next();
  }

  /** Moves before another operation of the minibatch, and steps into the terms of an element of its result. */
  async intoAnother(operation: number, element: Element): Promise<void> {
    const { done } = this.leave();
    const parts = await this.queue.add(async () => {
      await this.stepper.goTo({ done, operation });
      return this.stepper.parts(element);
    });
    return parts ? this.within({ parts, done: 0 }) : this.arrive({ place: this.place, reason: "step" });
  }

  /** Returns the result of the next operation if it has terms to step through. */
  ahead(): Promise<NamedMatrix | undefined> {
    return this.isAtEnd || this.inside ? Promise.resolve(undefined) : this.queue.add(() => this.stepper.ahead());
  }

  /** Steps over one operation or one of its parts; after the last part the difference to the operation is shown. */
  async next(): Promise<void> {
    const { stepper, inside } = this;
    if (inside && inside.done < inside.parts.all.length) return this.within({ ...inside, done: inside.done + 1 });
    if (this.isAtEnd) return this.on();
    this.leave();
    const bad = await this.queue.add(() => stepper.next());
    if (bad.length > 0 && this.atNonFinite) {
      const text = bad[0] === "cost" ? say("The cost is not finite.") : notFiniteText(bad);
      return this.arrive({ place: this.place, reason: "exception", exception: nonFinite, text });
    }
    await this.afterOperation();
  }

  /** Steps out of the current pass; repeated, of the minibatch; before the first operation, of the epoch. */
  async out(): Promise<void> {
    const { stepper } = this;
    const { done, operation } = this.place;
    const { batches } = stepper.replay;
    if (this.inside) {
      this.inside = undefined;
      return this.next();
    }
    if (this.isAtEnd) return this.on();
    if (operation === 0) return this.on((Math.floor(done / batches) + 1) * batches);
    if (this.wasOut) return this.on(done + 1);
    const { pass } = stepper.operations[operation];
    const from = this.leave();
    await this.queue.add(async () => {
      do await stepper.next();
      while (stepper.operations[this.place.operation]?.pass === pass && !this.isStopAt(from));
    });
    this.wasOut = true;
    await this.afterOperation();
  }

  async back(): Promise<void> {
    const { inside } = this;
    if (inside) return this.within(inside.done > 0 ? { ...inside, done: inside.done - 1 } : undefined);
    const { done, operation } = this.leave();
    const last = this.stepper.operations.length - 1;
    const earlier = done > 0 ? { done: done - 1, operation: last } : startOf(0);
    await this.arrive({ place: operation > 0 ? { done, operation: operation - 1 } : earlier, reason: "step" });
  }

  async backOn(): Promise<void> {
    const from = this.leave();
    await this.arrive(await this.queue.add(() => this.goingBack.from(from)));
  }

  /** Closes the replay after the current move. */
  async close(): Promise<void> {
    await this.queue.add(() => this.stepper.replay.close());
  }

  /** Marks the current position as left, and returns it. */
  leave(): Position {
    if (this.isStopped) this.onLeave();
    this.passed = this.place;
    this.isStopped = false;
    this.wantsPause = false;
    this.wasOut = false;
    this.inside = undefined;
    this.destination = undefined;
    return this.passed;
  }

  /** Returns the destination of a jump if its minibatch is reached; otherwise `found`. */
  private atDestination(found: Found): Found {
    const { destination } = this;
    this.destination = undefined;
    const isThere = found.reason === "step" && found.place.done === destination?.done;
    return destination && isThere ? { place: destination, reason: "goto" } : found;
  }

  private within(inside: Navigator["inside"]): Promise<void> {
    this.leave();
    this.inside = inside;
    return this.arrive({ place: this.place, reason: "step" });
  }

  private async travel(from: Position, goal?: number): Promise<void> {
    const found = await this.queue.add(() => this.replayOn(from, goal));
    if (found) return this.arrive(found);
    if (!this.head.release(goal)) this.client.terminated(0);
  }

  private get isAtEnd(): boolean {
    const { cost } = this.stepper;
    return this.place.done >= this.head.total || (cost !== undefined && !Number.isFinite(cost));
  }

  private isStopAt(from: Position): boolean {
    const found = this.judge.later(from);
    return found !== undefined && found.place.operation === this.place.operation;
  }

  private async afterOperation(): Promise<void> {
    const { stepper } = this;
    const { done, operation } = this.place;
    if (operation < stepper.operations.length) return this.arrive({ place: this.place, reason: "step" });
    this.passed = this.place;
    const difference = await this.queue.add(() => stepper.commit());
    if (difference) this.report(done, difference);
    if (done < this.head.done) return this.arrive({ place: startOf(done + 1), reason: "step" });
    if (!this.head.release(done + 1)) this.client.terminated(0);
  }

  /** Reads the values of the preceding minibatch that data breakpoints compare with, unless they are known. */
  stopEarlier(done: number): Promise<void> {
    return this.queue.add(() => stopEarlier(this.stepper, this.judge, done));
  }

  /** Reports that the displayed weights of a minibatch differ from those of the training. */
  report(done: number, { name, most }: { name: string; most: number }): void {
    const { epoch, batch } = minibatchAfter(done, this.stepper.replay.batches);
    const where = say("minibatch {0} of epoch {1}", batch, epoch);
    this.client.output(
      say("The weights after {0} differ from those that were shown by at most {1} ({2}).", where, most, name),
    );
  }

  /** Replays trained minibatches. Returns undefined if nothing stops before the head, or if the goal lies beyond it. */
  private async replayOn(from: Position, goal = Number.POSITIVE_INFINITY): Promise<Found | undefined> {
    const { judge, stepper } = this;
    const until = Math.min(goal, this.head.done);
    if (from.done < until) {
      await stepper.leave();
      await stopEarlier(stepper, judge, from.done);
    }
    for (let { done } = from; done < until; done++) {
      if (this.wantsPause && done > from.done) return { place: startOf(done), reason: "pause" };
      const isEntered = done === from.done && from.operation >= 0;
      const before = isEntered ? undefined : judge.before(done, this.passed);
      if (before) return before;
      const needs = judge.needs(done);
      const moment = needs && (await stepper.momentOf(done, needs));
      const after = moment && judge.after(done, moment, this.passed);
      if (after) return after;
    }
    return goal === until ? { place: startOf(goal), reason: "step" } : undefined;
  }
}

export const isNonFinite = (error: unknown): boolean => error instanceof NetworkError && error.kind === "non-finite";
