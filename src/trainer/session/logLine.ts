/** Formats an event as a line of the run's log. Returns undefined for events that occur many times a second. */
import { watchedOnly } from "../../core/metricRegistry";
import type { MetricName } from "../../core/names";
import { comparedText } from "../../protocol/comparedText";
import { describeOperation, shortEdit } from "../../protocol/edited";
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
    case "edited":
      return `${shortEdit(event)} in epoch ${event.epoch}, batch ${event.batch}, before “${describeOperation(event.operation)}” (set in the debugger)`;
    case "warning":
      return `warning: ${event.message}`;
    case "done":
      return `${event.reason} after ${event.seconds.toFixed(1)} s${event.again ? `; ${comparedText(event.again)}` : ""}`;
    // Failures are logged elsewhere, internal errors with their stack.
    case "failed":
    case "hello":
    case "progress":
    case "layers":
    case "checkpoint":
      return undefined;
  }
}

/** Metrics in the log: those that are always measured, then the watched ones. */
const logged: readonly MetricName[] = [
  "cost",
  "validationAccuracy",
  "validationRmse",
  "validationCost",
  ...watchedOnly,
];

function formatMetrics(ended: EpochEnded): string {
  return logged
    .flatMap((name) => {
      const value = ended[name];
      return value === undefined ? [] : [`${name} ${value.toPrecision(4)}`];
    })
    .join(", ");
}
