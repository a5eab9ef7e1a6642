/** Formats an event as a line of the run's log; events that come many times a second are left out. */
import type { EpochEnded, Event } from "../../protocol/events";

export function logLine(event: Event): string | undefined {
  switch (event.type) {
    case "started": {
      const { backend, backendReason, threads, seed, startEpoch } = event;
      return `starting at epoch ${startEpoch}: backend ${backend} (${backendReason}), threads ${threads}, seed ${seed}, process ${process.pid}`;
    }
    case "epoch":
      return `epoch ${event.epoch}: ${formatMetrics(event)}, ${event.trainSeconds.toFixed(2)} s`;
    case "changed":
      return `${event.path}: ${event.from} → ${event.to} in epoch ${event.epoch}, batch ${event.batch}`;
    case "warning":
      return `warning: ${event.message}`;
    case "done":
      return `${event.reason} after ${event.seconds.toFixed(1)} s`;
    // A failure is logged elsewhere, with its stack where it is a bug of ours.
    case "failed":
    case "hello":
    case "progress":
    case "layers":
    case "checkpoint":
      return undefined;
  }
}

function formatMetrics({ cost, validationAccuracy, validationRmse, validationCost }: EpochEnded): string {
  const validation = { validationAccuracy, validationRmse, validationCost };
  const known = Object.entries({ cost, ...validation }).filter(
    (entry): entry is [string, number] => entry[1] !== undefined,
  );
  return known.map(([name, value]) => `${name} ${value.toPrecision(4)}`).join(", ");
}
