/** What the terminal, a pipe or a program is shown of a session. */
import type { Edited } from "../../protocol/edited";
import type { EpochEnded, Event } from "../../protocol/events";
import type { Session } from "../../trainer/session/session";

export interface Reporter {
  /** Every event of the session, in order. */
  show(event: Event): void;
  /** A line beside the events. */
  note(line: string): void;
  /** A signal asked it to stop. */
  stopping(): void;
  /** Nothing comes any more: leaves the terminal as it was. */
  end(): void;
}

/** What of a session the reports are about. */
export interface Subject {
  /** The config or run as the person named it. */
  readonly name: string;
  readonly session: Pick<Session, "config">;
  /** Epochs of earlier sessions of the run. */
  readonly earlier: readonly EpochEnded[];
  /** What earlier sessions set in the debugger. */
  readonly edits?: readonly Edited[] | undefined;
}
