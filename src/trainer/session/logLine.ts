/** Formats an event as a line of the run's log. Returns undefined for events that occur many times a second. */
import { watchedOnly } from "../../core/metricRegistry";
import type { MetricName } from "../../core/names";
import { inEnglish, type Say } from "../../messages/say";
import { comparedText } from "../../protocol/comparedText";
import { describeOperation, shortEdit } from "../../protocol/edited";
import type { Done, EpochEnded, Event } from "../../protocol/events";

/** @param say puts the line into the language of a debugger's client; logs are English */
export function logLine(event: Event, say = inEnglish): string | undefined {
  switch (event.type) {
    case "started": {
      const { backend, backendReason, threads, seed, startEpoch } = event;
      const on = [startEpoch, backend, backendReason, threads, seed, process.pid];
      return say("starting at epoch {0}: backend {1} ({2}), threads {3}, seed {4}, process {5}", ...on);
    }
    case "epoch":
      return say("epoch {0}: {1}, {2} s", event.epoch, formatMetrics(event), event.trainSeconds.toFixed(2));
    case "changed":
      return say(
        "{0}: {1} → {2} in epoch {3}, batch {4}",
        event.path,
        String(event.from),
        String(event.to),
        event.epoch,
        event.batch,
      );
    case "edited":
      return say(
        "{0} in epoch {1}, batch {2}, before “{3}” (set in the debugger)",
        shortEdit(event, say),
        event.epoch,
        event.batch,
        describeOperation(event.operation, say),
      );
    case "warning":
      return say("warning: {0}", event.message);
    case "done":
      return `${endText(event, say)}${event.again ? `; ${comparedText(event.again, say)}` : ""}`;
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

function endText({ reason, seconds }: Done, say: Say): string {
  const taken = seconds.toFixed(1);
  switch (reason) {
    case "completed":
      return say("completed after {0} s", taken);
    case "early-stopped":
      return say("early-stopped after {0} s", taken);
    case "stopped":
      return say("stopped after {0} s", taken);
    case "interrupted":
      return say("interrupted after {0} s", taken);
  }
}

function formatMetrics(ended: EpochEnded): string {
  return logged
    .flatMap((name) => {
      const value = ended[name];
      return value === undefined ? [] : [`${name} ${value.toPrecision(4)}`];
    })
    .join(", ");
}
