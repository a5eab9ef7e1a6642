/**
 * Finds the last stop before a position, for reverse continue. Breakpoints without a condition are found by counting;
 * conditions are evaluated again on ranges that the replay trains again.
 */
import type { Needs } from "../../trainer/replay/momentValues";
import { isAfter, type Position, startOf } from "./course";
import type { Found, Judge } from "./judge";
import type { Stepper } from "./stepper";

/** Number of minibatches in the first chunk; each further one is twice as long. */
const firstChunk = 16;

export class GoingBack {
  constructor(
    private readonly stepper: Stepper,
    private readonly judge: Judge,
    private readonly head: { readonly done: number },
    private readonly isInterrupted: () => boolean,
  ) {}

  /** Returns the last stop before a position, or the start of the training. */
  async from(place: Position): Promise<Found> {
    await this.stepper.leave();
    // Conditions are not evaluated on minibatches that are not trained yet.
    const own = place.done < this.head.done ? undefined : this.judge.earlier(place.done, place);
    if (own) return own;
    let end = Math.min(place.done + 1, this.head.done);
    for (let length = firstChunk; end > 0; length *= 2) {
      const start = Math.max(0, end - length);
      const found = await this.within(start, end, place);
      if (found) return found;
      end = start;
    }
    return { place: startOf(0), reason: "step" };
  }

  /** Returns the last stop in the minibatches [start, end), or the minibatch at which a pause was requested. */
  private async within(start: number, end: number, place: Position): Promise<Found | undefined> {
    const needed = Array.from({ length: end - start }, (_, i) => this.judge.needs(start + i));
    const first = needed.findIndex((needs) => needs !== undefined);
    let last: Found | undefined;
    if (first >= 0) {
      await this.stepper.keep(start + first);
      await stopEarlier(this.stepper, this.judge, start + first);
    }
    for (let done = start; done < end; done++) {
      if (this.isInterrupted()) return { place: startOf(done), reason: "pause" };
      const found = await this.earlierIn(done, needed[done - start], place);
      if (found && (!last || isAfter(found.place, last.place))) last = found;
    }
    return last;
  }

  private async earlierIn(done: number, needs: Needs | undefined, place: Position): Promise<Found | undefined> {
    const moment = needs && (await this.stepper.momentOf(done, needs));
    return this.judge.earlier(done, place, moment);
  }
}

/** Reads the values of the preceding minibatch that data breakpoints compare with, unless they are known. */
export async function stopEarlier(stepper: Stepper, judge: Judge, done: number): Promise<void> {
  const needs = judge.unknownBefore(done);
  const moment = needs && (await stepper.momentBefore(done, needs));
  if (moment) judge.remember(done - 1, moment);
}
