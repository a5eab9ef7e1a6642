/** Keeps a view's answers at what is chosen now: one question at a time, nothing asked twice, and of a run at work not too often. */

export interface Questions {
  /** What the answer depends on; empty: there is nothing to ask. */
  key(): string;
  /** Answers change with every checkpoint; no need to follow each. */
  isAtWork(): boolean;
  /** Asks, and draws the answer. Rejects with what is wrong, in words. */
  ask(): Promise<void>;
  fail(message: string): void;
}

export class Asking {
  private visible = false;
  private asking = false;
  private askedAt = Number.NEGATIVE_INFINITY;
  /** The key of what was answered, or failed. */
  private answered = "";
  private failed = false;

  /** @param pauseMilliseconds from a question of a run at work to the next */
  constructor(
    private readonly questions: Questions,
    private readonly pauseMilliseconds = 2000,
  ) {}

  /** What nobody sees is not asked for; what failed is tried again when somebody comes back. */
  show(visible: boolean): void {
    this.visible = visible;
    if (this.failed) this.again();
    else this.look();
  }

  /** Something may have changed. */
  look(): void {
    const key = this.questions.key();
    if (this.visible && !this.asking && key !== "" && key !== this.answered) void this.ask();
  }

  /** What was answered is no answer any more. */
  again(): void {
    this.answered = "";
    this.look();
  }

  private async ask(): Promise<void> {
    this.asking = true;
    const wait = this.questions.isAtWork() ? this.askedAt + this.pauseMilliseconds - Date.now() : 0;
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    this.askedAt = Date.now();
    this.answered = this.questions.key();
    try {
      await this.questions.ask();
      this.failed = false;
    } catch (error) {
      this.failed = true;
      this.questions.fail((error as Error).message);
    }
    this.asking = false;
    this.look();
  }
}
