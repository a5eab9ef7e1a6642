/** The end of a process that this window started. */
import { l10n } from "vscode";

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Reason why it could not be started. */
  readonly error?: Error;
}

/**
 * Returns why a training process has ended without its last event.
 * @param exit undefined if another window started the process
 */
export function exitReason(exit: Exit | undefined, started: boolean): string {
  if (!exit) return l10n.t("The training process exited. Resume the run from its last checkpoint.");
  const { code, signal, error } = exit;
  if (error) {
    const setting = "matrixNetwork.runtime";
    return l10n.t("The trainer cannot be started: {0}. Look at the setting {1}.", error.message, setting);
  }
  const how = signal ? l10n.t("it was ended by {0}", signal) : l10n.t("it ended with code {0}", String(code));
  return started
    ? l10n.t("The training process exited: {0}. Resume the run from its last checkpoint.", how)
    : l10n.t("The training process exited before training started: {0}.", how);
}
