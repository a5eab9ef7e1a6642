/** Output about a session, for a terminal, a pipe or a program. */
import type { Edited } from "../../protocol/edited";
import type { EpochEnded, Event } from "../../protocol/events";
import type { Session } from "../../trainer/session/session";

export interface Reporter {
  /** Every event of the session, in order. */
  show(event: Event): void;
  /** Shows a line besides the events. */
  note(line: string): void;
  /** Shows that a signal asked the session to stop. */
  stopping(): void;
  /** Ends the output and restores the terminal. */
  end(): void;
}

/** The parts of a session that reports use. */
export interface Subject {
  /** Name of the config or run, as the user typed it. */
  readonly name: string;
  readonly session: Pick<Session, "config">;
  /** Epochs of earlier sessions of the run. */
  readonly earlier: readonly EpochEnded[];
  /** Values that earlier sessions set in the debugger. */
  readonly edits?: readonly Edited[] | undefined;
}
