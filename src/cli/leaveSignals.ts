/** The signals that ask a command to end, and the closing of its output by the reader. */
import { constants } from "node:os";

export type LeaveSignal = "SIGINT" | "SIGTERM" | "SIGHUP" | "SIGBREAK";

/**
 * Ctrl-C, `kill`, and a terminal that closes. On Windows nothing sends SIGTERM; Ctrl-Break is what another program can
 * send there to a command that it has started.
 */
export const leaveSignalsOf = (platform: NodeJS.Platform): readonly LeaveSignal[] => [
  "SIGINT",
  "SIGTERM",
  "SIGHUP",
  ...(platform === "win32" ? (["SIGBREAK"] as const) : []),
];

export const leaveSignals = leaveSignalsOf(process.platform);

/** Number of Ctrl-Break, which Node knows on Windows only. */
const sigbreak = 21;

export const signalExitCode = (signal: LeaveSignal): number =>
  128 + (signal === "SIGBREAK" ? sigbreak : constants.signals[signal]);

/** Returns a function that stops listening. */
export function onLeaveSignals(onSignal: (signal: LeaveSignal) => void, onBrokenPipe: () => void): () => void {
  for (const signal of leaveSignals) process.on(signal, onSignal);
  process.stdout.on("error", onBrokenPipe);
  return () => {
    for (const signal of leaveSignals) process.off(signal, onSignal);
    process.stdout.off("error", onBrokenPipe);
  };
}
