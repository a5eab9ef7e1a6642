/**
 * The messages of a training for the window's log, each once. Messages of before this window connected are only in the
 * run's log.txt, since every window that attaches would repeat them.
 */
import type { LogOutputChannel } from "vscode";

interface Logged {
  readonly level: "warn" | "error";
  readonly message: string;
}

export class SessionLog {
  /** Messages of the latest session while the history is read. */
  private history: Logged[] | undefined;

  constructor(private readonly output: Pick<LogOutputChannel, "warn" | "error">) {}

  beginHistory(): void {
    this.history = [];
  }

  /** Discards the messages of an earlier session. */
  beginSession(): void {
    if (this.history) this.history = [];
  }

  write(level: Logged["level"], message: string): void {
    if (this.history) this.history.push({ level, message });
    else this.output[level](message);
  }

  /** @param isOwn true if this window started the session, so that nobody else has logged it here */
  endHistory(isOwn: boolean): void {
    const { history = [] } = this;
    this.history = undefined;
    if (isOwn) for (const { level, message } of history) this.output[level](message);
  }
}
