/** An event as a line of the run's log; what comes many times a second is left out. */
import type { EpochEnded, Event } from "../../protocol/events";

export function logLine(event: Event): string | undefined {
  switch (event.type) {
    case "started": {
      const { backend, backendReason, threads, seed, startEpoch } = event;
      return `epoch ${startEpoch} begins: backend ${backend} (${backendReason}), threads ${threads}, seed ${seed}, process ${process.pid}`;
    }
    case "epoch":
      return `epoch ${event.epoch}: ${figures(event)}, ${event.trainSeconds.toFixed(2)} s`;
    case "changed":
      return `${event.path}: ${event.from} → ${event.to} in epoch ${event.epoch}, batch ${event.batch}`;
    case "warning":
      return `warning: ${event.message}`;
    case "done":
      return `${event.reason} after ${event.seconds.toFixed(1)} s`;
    // A failure is logged with its stack, where it is ours.
    case "failed":
    case "hello":
    case "progress":
    case "layers":
    case "checkpoint":
      return undefined;
  }
}

function figures({ cost, validationAccuracy, validationRmse, validationCost }: EpochEnded): string {
  const validation = { validationAccuracy, validationRmse, validationCost };
  const known = Object.entries({ cost, ...validation }).filter(
    (entry): entry is [string, number] => entry[1] !== undefined,
  );
  return known.map(([name, value]) => `${name} ${value.toPrecision(4)}`).join(", ");
}
