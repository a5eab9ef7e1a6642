/**
 * The one way in which a view asks about a run: one question at a time, nothing asked twice, nothing while nobody
 * looks, of a run at work not too often, and after a failure later and later.
 */
import type { At } from "../../src/protocol/at";
import type { Moment } from "./moment";

export interface LiveQueryOptions {
  /** Milliseconds from a question to the next while the run is at work. */
  readonly every: number;
  /**
   * A training process answers it too: while it trains in this window every answer is of another moment, and is asked
   * for again.
   */
  readonly isOfNow?: boolean;
  /** What is asked, beside the moment; undefined: there is nothing to ask. */
  key(): string | undefined;
  at(): Moment;
  /** What must be there before the first question. */
  prepare?(): Promise<void>;
  /** Asks, and draws the answer. Rejects with what is wrong, in words. */
  ask(at: At): Promise<void>;
  fail(message: string): void;
}

/** What passes for the page: time, and whether anybody sees it. */
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

/** Milliseconds until a failed question is asked again, after one failure and at most. */
const [firstRetry, lastRetry] = [1000, 30_000];

export class LiveQuery {
  private visible = false;
  private asking = false;
  private timer: number | undefined;
  private askedAt = Number.NEGATIVE_INFINITY;
  /** What was answered, or failed. */
  private asked = "";
  /** Of it what a person chose: another choice is not held up by failures. */
  private choice = "";
  private failures = 0;

  constructor(
    private readonly options: LiveQueryOptions,
    private readonly page: PageClock = new PageClock(),
  ) {
    page.onShown(() => this.look());
  }

  /** What failed is tried again when somebody comes back. */
  show(visible: boolean): void {
    const isBack = visible && !this.visible;
    this.visible = visible;
    if (isBack && this.failures > 0) this.again();
    else this.look();
  }

  /** Something may have changed. */
  look(): void {
    this.page.clearTimeout(this.timer);
    const { key, moment, asked, choice } = this.present();
    if (key === undefined || !this.visible || this.page.isHidden || this.asking) return;
    if (asked === this.asked && !(this.options.isOfNow && moment.isLive)) return;
    if (choice !== this.choice) this.failures = 0;
    const wait = this.askedAt + this.pause(moment) - this.page.now();
    if (wait > 0) this.timer = this.page.setTimeout(() => this.look(), wait);
    else void this.ask();
  }

  /** What was answered is no answer any more. */
  again(): void {
    this.asked = "";
    this.failures = 0;
    this.look();
  }

  private pause({ isAtWork }: Moment): number {
    const retry = this.failures > 0 ? Math.min(lastRetry, firstRetry * 2 ** (this.failures - 1)) : 0;
    return Math.max(retry, isAtWork ? this.options.every : 0);
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
      this.options.fail((error as Error).message);
    }
    this.asking = false;
    this.look();
  }

  private note(): At {
    const { asked, choice, moment } = this.present();
    this.asked = asked;
    this.choice = choice;
    return moment.at;
  }
}
