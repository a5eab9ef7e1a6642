/** Finds the first minibatch of a run at which a condition became true: true, and not true at the minibatch before. */
import { NetworkError } from "../../core/errors";
import { ExpressionError } from "../../expressions/error";
import { runOfFolder } from "../../groups/finalRun";
import { savedEpochs } from "../../runs/savedEpochs";
import { TrainingScope } from "./condition";
import type { Condition } from "./momentValues";
import { type At, TrainingReplay } from "./replay";
import { type Became, type Reading, readingOf, type Segment, scanSegment } from "./scan";
import { type Scanner, scanSegments } from "./segments";

export interface WhenOptions {
  /** The first and the last epoch to search; by default all that were trained. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** Evaluates keyframes first, and then one segment between two: valid for conditions that stay true. */
  readonly bisect?: boolean | undefined;
  readonly threads?: "auto" | number | undefined;
  /** Creates scanners besides this process, for the given number of segments. */
  readonly scanners?: (segments: number) => Scanner[];
  /** Called with one line about each deviation. */
  readonly onNote?: (note: string) => void;
}

export interface When {
  /** Compared expressions, in the order of the values of a reading. */
  readonly terms: readonly string[];
  readonly became?: Became;
  /** Reading before the first minibatch of the search. */
  readonly before: Reading;
  readonly first: At;
  readonly last: At;
}

/** Throws a NetworkError; its kind is "usage" if the condition is wrong. */
export async function when(run: string, text: string, options: WhenOptions = {}): Promise<When> {
  const { onNote, scanners, bisect: isBisection } = options;
  // Segments that are scanned at the same time get one thread each.
  const threads = scanners && !isBisection && (await savedEpochs(runOfFolder(run))).length > 1 ? 1 : options.threads;
  const replay = await TrainingReplay.open(run, { ...(threads && { threads }), ...(onNote && { onNote }) });
  try {
    return await whenIn(replay, text, options);
  } finally {
    await replay.close();
  }
}

/** Searches a run that is already open. */
export async function whenIn(replay: TrainingReplay, text: string, options: WhenOptions = {}): Promise<When> {
  const condition = parseCondition(replay, text);
  const range = rangeOf(replay, options);
  const before = await readingBefore(replay, condition, range.after);
  const keyframes = (await replay.keyframes.epochs()).map((epoch) => epoch * replay.batches);
  const starts = [range.after, ...keyframes.filter((count) => count > range.after && count < range.to)];
  const others = () => options.scanners?.(starts.length) ?? [];
  const { became, last } = options.bisect
    ? await bisect(replay, condition, { before, starts, to: range.to })
    : await scanSegments(segmentsOf(starts, range.to), before, ownScanner(replay, condition), others);
  return {
    terms: condition.terms.map((term) => term.text),
    ...(became && { became }),
    before,
    first: replay.atOf(range.after + 1),
    last: became?.now.at ?? last?.at ?? replay.atOf(range.to),
  };
}

function parseCondition(replay: TrainingReplay, text: string): Condition {
  try {
    return new TrainingScope(replay).condition(text);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    throw new NetworkError(error.id, error.values, { location: `condition, character ${error.offset + 1}` });
  }
}

/** Throws a NetworkError if the run has not trained these epochs. */
function rangeOf(replay: TrainingReplay, { from = 1, to }: WhenOptions): Segment {
  const { end, batches } = replay;
  const trained = replay.countOf(end);
  if (trained === 0) throw new NetworkError("nothing-trained", { folder: replay.folder });
  const refuse = (option: string, epoch: number) =>
    new NetworkError("bad-option/epoch", { option, epoch, last: end.epoch });
  if (from > end.epoch) throw refuse("--from", from);
  if (to !== undefined && to > end.epoch) throw refuse("--to", to);
  if (to !== undefined && to < from) {
    throw new NetworkError("bad-option/overrides", { option: "--to", reason: `${to} lies before --from ${from}` });
  }
  return { after: (from - 1) * batches, to: Math.min(trained, (to ?? end.epoch) * batches) };
}

/** Returns the reading after `count` minibatches; for 0 that of the initial network. */
async function readingBefore(replay: TrainingReplay, condition: Condition, count: number): Promise<Reading> {
  if (count > 0) return readingAt(replay, condition, count);
  await replay.seek(replay.atOf(0));
  return readingOf(condition, await replay.moments.parameters(condition.needs));
}

/** Returns the reading of a minibatch, which is trained for it. */
async function readingAt(replay: TrainingReplay, condition: Condition, count: number): Promise<Reading> {
  await replay.seek(replay.atOf(count - 1));
  const moment = await replay.next(condition.needs);
  if (!moment) throw new RangeError(`training ended before minibatch ${count}`);
  return readingOf(condition, moment, replay.atOf(count));
}

const segmentsOf = (starts: readonly number[], to: number): Segment[] =>
  starts.map((after, i) => ({ after, to: starts[i + 1] ?? to }));

const ownScanner = (replay: TrainingReplay, condition: Condition): Scanner => ({
  scan: (segment, signal) => scanSegment(replay, condition, segment, signal),
  isGone: false,
  close: () => {},
});

interface SearchRange {
  readonly before: Reading;
  /** Minibatches after which training can continue, ascending; the search starts after the first. */
  readonly starts: readonly number[];
  readonly to: number;
}

/**
 * Reads one minibatch after each keyframe: only there all values exist that a condition may name. Between the last
 * reading that was not true and the first that was, every minibatch is evaluated.
 */
async function bisect(replay: TrainingReplay, condition: Condition, { before, starts, to }: SearchRange) {
  const readings = new Map<number, Reading>([[0, before]]);
  const read = async (i: number): Promise<Reading> => {
    const found = readings.get(i) ?? (await readingAt(replay, condition, starts[i] + 1));
    readings.set(i, found);
    return found;
  };
  if (before.holds) return {};
  // The condition is not true at `low`, and is at `high`; after the last place comes the end.
  const end = starts.length - 1;
  let [low, high] = (await read(end)).holds ? [0, end] : [end, end + 1];
  while (high - low > 1) {
    const middle = low + Math.floor((high - low) / 2);
    if ((await read(middle)).holds) high = middle;
    else low = middle;
  }
  const segment = { after: starts[low], to: high > end ? to : starts[high] + 1 };
  return scanSegments([segment], await read(low), ownScanner(replay, condition));
}
