/**
 * Scans the segments between keyframes with several scanners at a time. The first moment wins: segments after one in
 * which the condition became true are no longer scanned.
 */
import type { Became, Reading, Segment, SegmentReport } from "./scan";

/** Scans segments one at a time, in this process or a child. */
export interface Scanner {
  /** Returns undefined if the scan was cancelled, or if the scanner is gone. */
  scan(segment: Segment, signal: AbortSignal): Promise<SegmentReport | undefined>;
  /** True if the scanner takes no more segments. */
  readonly isGone: boolean;
  close(): void;
}

export interface Outcome {
  readonly became?: Became;
  /** The last moment that was evaluated, if the condition did not become true. */
  readonly last?: Reading;
}

/** Milliseconds: many runs are scanned in less time than a process takes to start. */
const aloneMilliseconds = 150;

/**
 * @param before reading of the condition before the first segment
 * @param own scanner that stays available
 * @param others creates further scanners once the search has taken `alone` ms
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
    // Segments that a lost scanner had begun.
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

  /** Cancels all later segments. */
  private leaveOut(index: number): void {
    this.left.splice(0, this.left.length, ...this.left.filter((each) => each < index));
    for (const [each, cancel] of this.running) if (each > index) cancel.abort();
  }

  /** Returns undefined as long as an earlier segment may still change the outcome. */
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
