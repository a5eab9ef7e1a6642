/** The signals that ask a command to end, and the closing of its output by the reader. */
import { constants } from "node:os";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export type LeaveSignal = (typeof signals)[number];

export const signalExitCode = (signal: LeaveSignal): number => 128 + constants.signals[signal];

/** Returns a function that stops listening. */
export function onLeaveSignals(onSignal: (signal: LeaveSignal) => void, onBrokenPipe: () => void): () => void {
  for (const signal of signals) process.on(signal, onSignal);
  process.stdout.on("error", onBrokenPipe);
  return () => {
    for (const signal of signals) process.off(signal, onSignal);
    process.stdout.off("error", onBrokenPipe);
  };
}
