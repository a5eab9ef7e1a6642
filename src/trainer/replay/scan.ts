/** Evaluates a condition minibatch by minibatch until it becomes true. */
import type { Value } from "../../expressions/values";
import type { Condition, MomentValues } from "./momentValues";
import type { At, TrainingReplay } from "./replay";

/** Values of a condition at a moment. */
export interface Reading {
  /** Undefined: before the first minibatch. */
  readonly at?: At;
  readonly holds: boolean;
  /** Values of the condition's terms. */
  readonly values: readonly Value[];
}

/** Minibatches of the run, counted from its start: those after `after` up to `to`. */
export interface Segment {
  readonly after: number;
  readonly to: number;
}

/** The moment at which a condition became true, and the one before it. */
export interface Became {
  readonly before: Reading;
  readonly now: Reading;
}

export interface SegmentReport {
  readonly first: Reading;
  readonly last: Reading;
  /** Never at the segment's first minibatch: the moment before it belongs to another segment. */
  readonly became?: Became;
  /** True if training ended in the segment, with a cost that was not finite. */
  readonly isOver: boolean;
}

export function readingOf({ terms, holds }: Condition, moment: MomentValues, at?: At): Reading {
  return { ...(at && { at }), holds: holds(moment), values: terms.map((term) => term.value(moment)) };
}

/** Returns undefined if the scan was cancelled. */
export async function scanSegment(
  replay: TrainingReplay,
  condition: Condition,
  { after, to }: Segment,
  signal?: AbortSignal,
): Promise<SegmentReport | undefined> {
  await replay.seek(replay.atOf(after));
  let first: Reading | undefined;
  let last: Reading | undefined;
  let isOver = false;
  for (let count = after; count < to && !isOver; ) {
    const moments = await replay.some(condition.needs, to - count);
    if (moments.length === 0) break;
    for (const moment of moments) {
      const before = last;
      last = readingOf(condition, moment, replay.atOf(++count));
      first ??= last;
      isOver = moment.failure !== undefined;
      if (before && last.holds && !before.holds) return { first, last, became: { before, now: last }, isOver };
    }
    await replay.breathe();
    if (signal?.aborted) return undefined;
  }
  if (!first || !last) throw new RangeError(`no minibatch after ${after} up to ${to}`);
  return { first, last, isOver };
}
