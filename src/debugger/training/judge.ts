/** Says where a minibatch stops the debugger: its breakpoints, and what the exception filters find in it. */

import { unionOf } from "../../trainer/replay/moments";
import type { MomentValues, Needs } from "../../trainer/replay/momentValues";
import type { Stop } from "../program";
import type { Alarms } from "./alarms";
import type { Breakpoints, Reached, StopAt } from "./breakpoints";
import { isBehind, minibatchAfter, type Place, startOf } from "./course";

/** A place to stop at, and why. */
export interface Found extends Stop {
  readonly place: Place;
}

export class Judge {
  /** What was found in the minibatch that was judged last, once it was trained. */
  private judged: { readonly done: number; readonly found: readonly Found[] } | undefined;

  constructor(
    private readonly breakpoints: Breakpoints,
    private readonly alarms: Alarms,
    private readonly batches: number,
  ) {}

  /** What has to be there of the minibatch after so many; undefined where it need not be looked at. */
  needs(done: number): Needs | undefined {
    const all = [this.breakpoints.needs(this.batchAfter(done)), this.alarms.needs].filter((each) => each !== undefined);
    return all.length > 0 ? unionOf(all) : undefined;
  }

  /** Whether something may stop before any minibatch, and not before the first of an epoch alone. */
  get stopsBeforeAny(): boolean {
    return this.breakpoints.stopsBeforeAny;
  }

  /** What has to be read of the minibatch before this one, for `remember`; undefined where all is known. */
  unknownBefore(done: number): Needs | undefined {
    return this.breakpoints.unknownBefore(done);
  }

  remember(done: number, moment: MomentValues): void {
    this.breakpoints.remember(done, moment);
  }

  /** The first stop behind a place in the minibatch after so many, before it is trained. Called once for each. */
  before(done: number, passed: Place): Found | undefined {
    return firstBehind(passed, this.stopsBefore(done, "now"));
  }

  /** The same once it is trained; again, where it stopped within this minibatch. */
  after(done: number, moment: MomentValues, passed: Place): Found | undefined {
    const isAgain = this.judged?.done === done && passed.done === done && passed.operation >= 0;
    this.judged = { done, found: this.stopsAfter(done, moment, isAgain ? "again" : "now") };
    return firstBehind(passed, this.judged.found);
  }

  /** Something was changed in the minibatch that was judged last: it is judged anew, and hits are not counted again. */
  forget(): void {
    if (this.judged) this.judged = { ...this.judged, found: [] };
  }

  /** What else is there behind this place in its minibatch, as far as that is known. */
  later(place: Place): Found | undefined {
    const known = this.judged?.done === place.done ? this.judged.found : [];
    const judged = known.filter(({ hit }) => !hit || hit.some((id) => this.breakpoints.has(id)));
    return firstBehind(place, [...this.stopsBefore(place.done, "again"), ...judged]);
  }

  /** The last stop before a place in the minibatch after so many. @param moment once it is trained */
  earlier(done: number, place: Place, moment?: MomentValues): Found | undefined {
    const after = moment ? this.stopsAfter(done, moment, "back") : [];
    const all = [...this.stopsBefore(done, "back"), ...after].filter((found) => isBehind(place, found.place));
    return all.sort((a, b) => b.place.operation - a.place.operation)[0];
  }

  private stopsBefore(done: number, reached: Reached): Found[] {
    return this.found(done, this.breakpoints.before(this.batchAfter(done), reached));
  }

  private stopsAfter(done: number, moment: MomentValues, reached: Reached): Found[] {
    const stops = this.breakpoints.after(done, this.batchAfter(done), moment, reached);
    const found = this.found(done, stops);
    const raised = reached === "now" ? this.alarms.after(done, moment) : undefined;
    if (!raised) return found;
    const { filter: exception, text } = raised;
    return [{ place: startOf(done), reason: "exception", exception, text }, ...found];
  }

  private found(done: number, stops: readonly StopAt[]): Found[] {
    const operations = [...new Set(stops.map(({ operation }) => operation))];
    return operations.map((operation) => {
      const here = stops.filter((each) => each.operation === operation);
      const reason = here.every(({ isData }) => isData) ? "data breakpoint" : "breakpoint";
      return { place: { done, operation }, reason, hit: here.map(({ id }) => id) };
    });
  }

  private batchAfter(done: number): number {
    return minibatchAfter(done, this.batches).batch;
  }
}

function firstBehind(passed: Place, found: readonly Found[]): Found | undefined {
  const behind = found.filter(({ place }) => isBehind(place, passed));
  return behind.sort((a, b) => a.place.operation - b.place.operation)[0];
}
