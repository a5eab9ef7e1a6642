/**
 * Looks through the segments between keyframes by several scanners at a time. The first moment wins: a segment behind
 * one in which the condition became true is looked at no more.
 */
import type { Became, Reading, Segment, SegmentReport } from "./scan";

/** Looks through segments, one at a time: this process, or a child. */
export interface Scanner {
  /** Undefined where it was cancelled, or where the scanner is gone. */
  scan(segment: Segment, signal: AbortSignal): Promise<SegmentReport | undefined>;
  /** Whether it takes no more segments. */
  readonly isGone: boolean;
  close(): void;
}

export interface Outcome {
  readonly became?: Became;
  /** The last moment that was looked at, where it did not. */
  readonly last?: Reading;
}

/** A process takes longer to start than many a run to be looked through. */
const aloneMilliseconds = 150;

/**
 * @param before what the condition was before the first segment
 * @param own the scanner that does not go
 * @param others made once the search has taken so many ms
 */
export async function scanSegments(
  segments: readonly Segment[],
  before: Reading,
  own: Scanner,
  others: () => readonly Scanner[] = () => [],
  alone = aloneMilliseconds,
): Promise<Outcome> {
  const search = new Search(segments, before);
  const helpers: Scanner[] = [];
  const work: Promise<void>[] = [];
  const timer = setTimeout(() => {
    helpers.push(...others());
    work.push(...helpers.map((each) => search.work(each)));
  }, alone);
  try {
    await search.work(own);
    clearTimeout(timer);
    await Promise.all(work);
    // What a scanner had begun that is gone.
    await search.work(own);
  } finally {
    clearTimeout(timer);
    for (const each of helpers) each.close();
  }
  return search.outcome ?? {};
}

class Search {
  outcome: Outcome | undefined;
  private readonly reports = new Map<number, SegmentReport>();
  private readonly running = new Map<number, AbortController>();
  private readonly left: number[];

  constructor(
    private readonly segments: readonly Segment[],
    private readonly before: Reading,
  ) {
    this.left = [...segments.keys()];
  }

  async work(scanner: Scanner): Promise<void> {
    while (!scanner.isGone && !this.outcome) {
      const index = this.left.shift();
      if (index === undefined) return;
      const cancel = new AbortController();
      this.running.set(index, cancel);
      const report = await scanner.scan(this.segments[index], cancel.signal);
      this.running.delete(index);
      if (report) this.take(index, report);
      else if (!cancel.signal.aborted) this.left.unshift(index);
    }
  }

  private take(index: number, report: SegmentReport): void {
    this.reports.set(index, report);
    if (report.became || report.isOver) this.leaveOut(index);
    this.outcome = this.decided();
    if (this.outcome) this.leaveOut(-1);
  }

  /** What lies behind is not needed any more. */
  private leaveOut(index: number): void {
    this.left.splice(0, this.left.length, ...this.left.filter((each) => each < index));
    for (const [each, cancel] of this.running) if (each > index) cancel.abort();
  }

  /** Undefined as long as an earlier segment may still change it. */
  private decided(): Outcome | undefined {
    let last = this.before;
    for (const index of this.segments.keys()) {
      const report = this.reports.get(index);
      if (!report) return undefined;
      if (report.first.holds && !last.holds) return { became: { before: last, now: report.first } };
      if (report.became) return { became: report.became };
      last = report.last;
      if (report.isOver) break;
    }
    return { last };
  }
}
