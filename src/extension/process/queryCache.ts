/**
 * A cache of a child process's answers to one kind of question. Callers never wait: a cached answer is returned at
 * once, and a new or outdated question is asked in the background. A callback reports answers that changed.
 */
import type { Disposable } from "vscode";
import { type Cited, messageFields } from "../../messages/said";

export interface CachedAnswer<Result> {
  readonly result?: Result;
  /** Reason why there is none, in one line. */
  readonly problem?: Cited & { code: string };
}

interface Entry<Result> {
  key: string;
  requestedAt: number;
  known?: CachedAnswer<Result>;
  timer?: NodeJS.Timeout;
}

interface QueryOptions<Params, Result> {
  ask(params: Params, id: string): Promise<Result>;
  /** Called when the answer about `id` has changed. */
  onLearn(id: string): void;
  /** Returns delays in milliseconds. */
  waits(): {
    /** Delay after typing, so that a text is not asked about letter by letter. */
    settle: number;
    /** Age from which a question is asked again, since files may have changed. */
    fresh: number;
  };
  /** Returns the part of an answer that distinguishes it from another one. */
  tell?(result: Result | undefined): unknown;
}

export class QueryCache<Params, Result> implements Disposable {
  private readonly entries = new Map<string, Entry<Result>>();

  constructor(private readonly question: QueryOptions<Params, Result>) {}

  /**
   * Returns the known answer; undefined if there is none yet.
   * @param id subject of the question; one question is kept for each
   * @param about the part of the parameters that identifies the question
   */
  of(id: string, params: Params, about: unknown = params): CachedAnswer<Result> | undefined {
    const { settle, fresh } = this.question.waits();
    const key = JSON.stringify(about);
    const found = this.entries.get(id);
    const entry = found?.key === key ? found : { key, requestedAt: 0 };
    if (entry !== found) clearTimeout(found?.timer);
    this.entries.set(id, entry);
    if (!entry.timer && Date.now() > entry.requestedAt + fresh) {
      const wait = found && found !== entry ? settle : 0;
      entry.timer = setTimeout(() => void this.ask(id, entry, params), wait);
    }
    return entry.known;
  }

  /** Returns the known answer without asking. */
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
      const { code } = error as { code?: string };
      // The process was ended because no config was visible; the next caller asks again.
      givenUp = code === "channel-closed";
      if (!givenUp && code !== "peer-gone")
        entry.known = { problem: { code: String(code), ...messageFields(error as Error) } };
    }
    // A process that crashed is not started again on every keystroke.
    entry.requestedAt = givenUp ? 0 : Date.now();
    delete entry.timer;
    if (this.tell(before) !== this.tell(entry.known) && this.entries.get(id) === entry) this.question.onLearn(id);
  }

  private tell(known: CachedAnswer<Result> | undefined): string {
    const { tell = (result) => result } = this.question;
    return JSON.stringify(known && [tell(known.result), known.problem]) ?? "";
  }
}
