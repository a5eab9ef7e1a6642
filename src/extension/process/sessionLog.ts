/**
 * What a training says that belongs into the window's log, each message once. What was said before this window came is
 * in the run's log.txt: each window that finds the training would say it again.
 */
import type { LogOutputChannel } from "vscode";

interface Logged {
  readonly level: "warn" | "error";
  readonly message: string;
}

export class SessionLog {
  /** While the history is read: what its last session so far said. */
  private history: Logged[] | undefined;

  constructor(private readonly output: Pick<LogOutputChannel, "warn" | "error">) {}

  beginHistory(): void {
    this.history = [];
  }

  /** What came before is an earlier session's. */
  beginSession(): void {
    if (this.history) this.history = [];
  }

  write(level: Logged["level"], message: string): void {
    if (this.history) this.history.push({ level, message });
    else this.output[level](message);
  }

  /** @param isOwn whether this window started the session, and nobody else has logged it here */
  endHistory(isOwn: boolean): void {
    const { history = [] } = this;
    this.history = undefined;
    if (isOwn) for (const { level, message } of history) this.output[level](message);
  }
}
