/** Determines the stops of a minibatch: its breakpoints and its exception filters. */

import { unionOf } from "../../trainer/replay/moments";
import type { MomentValues, Needs } from "../../trainer/replay/momentValues";
import type { Stop } from "../program";
import type { Alarms } from "./alarms";
import type { Breakpoints, Reached, StopAt } from "./breakpoints";
import { isAfter, minibatchAfter, type Position, startOf } from "./course";

/** A stop and its position. */
export interface Found extends Stop {
  readonly place: Position;
}

export class Judge {
  /** Stops of the minibatch that was evaluated last, after it was trained. */
  private judged: { readonly done: number; readonly found: readonly Found[] } | undefined;

  constructor(
    private readonly breakpoints: Breakpoints,
    private readonly alarms: Alarms,
    private readonly batches: number,
  ) {}

  /** Returns the values to read of the minibatch after `done`; undefined if it need not be evaluated. */
  needs(done: number): Needs | undefined {
    const all = [this.breakpoints.needs(this.batchAfter(done)), this.alarms.needs].filter((each) => each !== undefined);
    return all.length > 0 ? unionOf(all) : undefined;
  }

  /** True if a breakpoint can stop before any minibatch, not only before the first one of an epoch. */
  get stopsBeforeAny(): boolean {
    return this.breakpoints.stopsBeforeAny;
  }

  /** Returns the values of the preceding minibatch to read for `remember`; undefined if all are known. */
  unknownBefore(done: number): Needs | undefined {
    return this.breakpoints.unknownBefore(done);
  }

  remember(done: number, moment: MomentValues): void {
    this.breakpoints.remember(done, moment);
  }

  /** Returns the first stop after `passed` in a minibatch before it is trained. Called once per minibatch. */
  before(done: number, passed: Position): Found | undefined {
    return firstBehind(passed, this.stopsBefore(done, "now"));
  }

  /** Returns the same for the trained minibatch; hits are not counted again after a stop within it. */
  after(done: number, moment: MomentValues, passed: Position): Found | undefined {
    const isAgain = this.judged?.done === done && passed.done === done && passed.operation >= 0;
    this.judged = { done, found: this.stopsAfter(done, moment, isAgain ? "again" : "now") };
    return firstBehind(passed, this.judged.found);
  }

  /** Discards the stops of the last evaluated minibatch, which was edited; hits are not counted again. */
  forget(): void {
    if (this.judged) this.judged = { ...this.judged, found: [] };
  }

  /** Returns the next known stop after this position in its minibatch. */
  later(place: Position): Found | undefined {
    const known = this.judged?.done === place.done ? this.judged.found : [];
    const judged = known.filter(({ hit }) => !hit || hit.some((id) => this.breakpoints.has(id)));
    return firstBehind(place, [...this.stopsBefore(place.done, "again"), ...judged]);
  }

  /** Returns the last stop before a position in a minibatch. @param moment if the minibatch is trained */
  earlier(done: number, place: Position, moment?: MomentValues): Found | undefined {
    const after = moment ? this.stopsAfter(done, moment, "back") : [];
    const all = [...this.stopsBefore(done, "back"), ...after].filter((found) => isAfter(place, found.place));
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

function firstBehind(passed: Position, found: readonly Found[]): Found | undefined {
  const behind = found.filter(({ place }) => isAfter(place, passed));
  return behind.sort((a, b) => a.place.operation - b.place.operation)[0];
}
