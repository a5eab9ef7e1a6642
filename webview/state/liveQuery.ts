/**
 * The requests of a view about a run: one at a time, none repeated without a change, none while the view is hidden,
 * at a limited rate while the run is at work and nothing waits for an answer, and with exponential backoff after
 * failures.
 */
import type { At } from "../../src/protocol/at";
import type { Moment } from "./moment";

export interface LiveQueryOptions {
  /** Minimum time between two requests while the run is at work, in milliseconds. */
  readonly every: number;
  /**
   * True if the training process answers the request: while it trains in this window, every answer is of a newer
   * moment, so the request is repeated.
   */
  readonly isOfNow?: boolean;
  /** Returns the key of the request without its moment; undefined if there is nothing to request. */
  key(): string | undefined;
  at(): Moment;
  /** Resolves when the prerequisites of the first request are met. */
  prepare?(): Promise<void>;
  /** Sends the request and draws the answer. Rejects with an Error whose message can be shown. */
  ask(at: At): Promise<void>;
  fail(message: string): void;
}

/** The clock and the visibility of the page; replaced in tests. */
export class PageClock {
  get isHidden(): boolean {
    return document.hidden;
  }

  onShown(listener: () => void): void {
    document.addEventListener("visibilitychange", listener);
  }

  now(): number {
    return performance.now();
  }

  setTimeout(act: () => void, milliseconds: number): number {
    return window.setTimeout(act, milliseconds);
  }

  clearTimeout(timer: number | undefined): void {
    window.clearTimeout(timer);
  }
}

/** Delay of a retry after the first failure, and maximum delay, in milliseconds. */
const [firstRetry, lastRetry] = [1000, 30_000];

export class LiveQuery {
  private visible = false;
  private asking = false;
  private timer: number | undefined;
  private askedAt = Number.NEGATIVE_INFINITY;
  /** Key and moment of the last request, answered or failed. */
  private asked = "";
  /** The user's choice in the last request; another choice resets the backoff. */
  private choice = "";
  private failures = 0;
  /** Message of the last failure. */
  private problem = "";
  private waiting: { resolve: () => void; reject: (error: Error) => void }[] = [];

  constructor(
    private readonly options: LiveQueryOptions,
    private readonly page: PageClock = new PageClock(),
  ) {
    page.onShown(() => this.poll());
  }

  /** Sets the visibility of the view; a failed request is retried when the view becomes visible. */
  show(visible: boolean): void {
    const isBack = visible && !this.visible;
    this.visible = visible;
    if (isBack && this.failures > 0) this.again();
    else this.poll();
  }

  /** Sends a request if the key or the moment has changed and none is pending. */
  poll(): void {
    this.page.clearTimeout(this.timer);
    const { key, moment, asked, choice } = this.present();
    if (key === undefined || !this.visible || this.page.isHidden || this.asking) return;
    if (asked === this.asked && !(this.options.isOfNow && moment.isLive)) return;
    if (choice !== this.choice) this.failures = 0;
    const wait = this.askedAt + this.pause(moment) - this.page.now();
    if (wait > 0) this.timer = this.page.setTimeout(() => this.poll(), wait);
    else void this.ask();
  }

  /** Discards the last answer and requests again. */
  again(): void {
    this.asked = "";
    this.failures = 0;
    this.poll();
  }

  /**
   * Resolves when the answer about the present key and moment is drawn; the request is not delayed. Rejects with an
   * Error whose message can be shown. Waits while the view is hidden.
   */
  settled(): Promise<void> {
    const drawn = new Promise<void>((resolve, reject) => this.waiting.push({ resolve, reject }));
    if (this.failures > 0) this.again();
    else this.poll();
    this.settle();
    return drawn;
  }

  private settle(): void {
    if (this.asking || this.present().asked !== this.asked) return;
    const waiting = this.waiting.splice(0);
    for (const { resolve, reject } of waiting) {
      if (this.failures > 0) reject(new Error(this.problem));
      else resolve();
    }
  }

  private pause({ isAtWork }: Moment): number {
    const retry = this.failures > 0 ? Math.min(lastRetry, firstRetry * 2 ** (this.failures - 1)) : 0;
    return Math.max(retry, isAtWork && this.waiting.length === 0 ? this.options.every : 0);
  }

  private present() {
    const key = this.options.key();
    const moment = this.options.at();
    return { key, moment, asked: `${key} ${moment.key}`, choice: `${key} ${moment.at}` };
  }

  private async ask(): Promise<void> {
    this.asking = true;
    this.askedAt = this.page.now();
    this.note();
    try {
      await this.options.prepare?.();
      await this.options.ask(this.note());
      this.failures = 0;
    } catch (error) {
      this.failures++;
      this.problem = (error as Error).message;
      this.options.fail(this.problem);
    }
    this.asking = false;
    this.settle();
    this.poll();
  }

  private note(): At {
    const { asked, choice, moment } = this.present();
    this.asked = asked;
    this.choice = choice;
    return moment.at;
  }
}
