/**
 * Goto targets: from a line, the next and the previous time that training reaches it; in the debug console, any epoch
 * or minibatch (`goto 12`, `goto 12:340`).
 */
import type { DebugProtocol } from "@vscode/debugprotocol";
import { say } from "../language";
import { isAt } from "./breakpoints";
import { minibatchAfter, type Position, startOf } from "./course";
import type { Head, Navigator } from "./navigator";
import type { Target } from "./targets";

export class Jumps {
  /** Positions of the latest gotoTargets request, by id. */
  private offered: readonly Position[] = [];

  constructor(
    private readonly navigator: Navigator,
    private readonly head: Pick<Head, "total">,
  ) {}

  /** @param found the target on the line */
  from(found: { line: number; target: Target } | undefined): DebugProtocol.GotoTarget[] {
    this.offered = found ? this.placesOf(found.target) : [];
    return this.offered.map((place, id) => ({ id, label: this.nameOf(place), line: found?.line ?? 0 }));
  }

  to(id: number): Position {
    const place = this.offered[id];
    if (!place) throw new Error(say("the training has continued; jump from the line again"));
    return place;
  }

  /** Parses a goto command; undefined for other text. Throws an Error that states the valid forms. */
  parse(text: string): Position | undefined {
    if (!/^\s*goto(\s|$)/.test(text)) return undefined;
    const [, epoch, batch = "1"] = /^\s*goto\s+(\d+)(?:\s*:\s*(\d+))?\s*$/.exec(text) ?? [];
    if (epoch === undefined)
      throw new Error(say("write goto 12 for the start of epoch 12, goto 12:340 for its minibatch 340"));
    const { batches, total } = this;
    const [e, b] = [Number(epoch), Number(batch)];
    const done = (e - 1) * batches + b - 1;
    if (e >= 1 && b >= 1 && b <= batches && done < total) return startOf(done);
    throw new Error(
      say(
        "there is no minibatch {0} of epoch {1}: there are {2} epochs of {3} minibatches",
        b,
        e,
        total / batches,
        batches,
      ),
    );
  }

  nameOf({ done, operation }: Position): string {
    const { epoch, batch } = minibatchAfter(done, this.batches);
    const minibatch = say("minibatch {0} of epoch {1}", batch, epoch);
    const [title] = this.navigator.stepper.operations[operation].title.split(" · ");
    return operation === 0 ? minibatch : `${title}, ${minibatch}`;
  }

  /** Returns the positions of a target, the next one first. */
  private placesOf(target: Target): Position[] {
    const { place } = this.navigator;
    const { batches, total } = this;
    const known = (places: Position[]) => places.filter(({ done }) => done >= 0 && done < total);
    if (target.kind === "epochs") {
      const start = Math.floor(place.done / batches) * batches;
      const isThere = place.done === start && place.operation === 0;
      const last = isThere ? start - batches : start;
      const first = last > 0 ? [startOf(0)] : [];
      return known([startOf(start + batches), startOf(last), ...first]);
    }
    const operation = target.kind === "batchSize" ? 0 : this.operationOf(target);
    if (operation < 0) return [];
    const next = place.done + (operation > place.operation ? 0 : 1);
    const last = place.done - (operation < place.operation ? 0 : 1);
    return known([
      { done: next, operation },
      { done: last, operation },
    ]);
  }

  private operationOf(target: Target): number {
    return this.navigator.stepper.operations.findIndex((each) => isAt(each, target));
  }

  private get batches(): number {
    return this.navigator.stepper.replay.batches;
  }

  private get total(): number {
    return this.head.total;
  }
}
