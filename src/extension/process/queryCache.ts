/**
 * A cache of answers of a child process to one kind of question. Nobody waits: a cached answer is returned at once, and
 * a question that is new or whose answer is old is asked in the background. A callback reports answers that changed.
 */
import type { Disposable } from "vscode";

export interface CachedAnswer<Result> {
  readonly result?: Result;
  /** Why there is none, in one line. */
  readonly problem?: { code: string; message: string };
}

interface Entry<Result> {
  key: string;
  asked: number;
  known?: CachedAnswer<Result>;
  timer?: NodeJS.Timeout;
}

interface QueryOptions<Params, Result> {
  ask(params: Params, id: string): Promise<Result>;
  /** The answer about `id` is another than it was. */
  onLearn(id: string): void;
  /** In milliseconds. */
  waits(): {
    /** What is still being typed is not asked letter by letter. */
    settle: number;
    /** What was asked so long ago is asked again: files may have changed. */
    fresh: number;
  };
  /** What tells one answer from another. */
  tell?(result: Result | undefined): unknown;
}

export class QueryCache<Params, Result> implements Disposable {
  private readonly entries = new Map<string, Entry<Result>>();

  constructor(private readonly question: QueryOptions<Params, Result>) {}

  /**
   * What is known now; undefined where nothing is yet.
   * @param id what it is about: one question each is kept
   * @param about what of the parameters makes it another question
   */
  of(id: string, params: Params, about: unknown = params): CachedAnswer<Result> | undefined {
    const { settle, fresh } = this.question.waits();
    const key = JSON.stringify(about);
    const found = this.entries.get(id);
    const entry = found?.key === key ? found : { key, asked: 0 };
    if (entry !== found) clearTimeout(found?.timer);
    this.entries.set(id, entry);
    if (!entry.timer && Date.now() > entry.asked + fresh) {
      const wait = found && found !== entry ? settle : 0;
      entry.timer = setTimeout(() => void this.ask(id, entry, params), wait);
    }
    return entry.known;
  }

  /** What is known of this question; asks nothing. */
  known(id: string, about: unknown): CachedAnswer<Result> | undefined {
    const entry = this.entries.get(id);
    return entry?.key === JSON.stringify(about) ? entry.known : undefined;
  }

  dispose(): void {
    for (const { timer } of this.entries.values()) clearTimeout(timer);
    this.entries.clear();
  }

  private async ask(id: string, entry: Entry<Result>, params: Params): Promise<void> {
    const before = entry.known;
    let givenUp = false;
    try {
      entry.known = { result: await this.question.ask(params, id) };
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      // The process was ended because nobody looked; whoever looks again asks again.
      givenUp = code === "channel-closed";
      if (!givenUp && code !== "peer-gone") entry.known = { problem: { code: String(code), message } };
    }
    // A process that went by itself is not started again for every key.
    entry.asked = givenUp ? 0 : Date.now();
    delete entry.timer;
    if (this.tell(before) !== this.tell(entry.known) && this.entries.get(id) === entry) this.question.onLearn(id);
  }

  private tell(known: CachedAnswer<Result> | undefined): string {
    const { tell = (result) => result } = this.question;
    return JSON.stringify(known && [tell(known.result), known.problem]) ?? "";
  }
}
