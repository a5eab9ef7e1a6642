/** The facts of a run as names with values, for the header. Pure. */

import { metrics } from "../../src/core/metricRegistry";
import { editsIn } from "../plots/changes";
import type { State } from "../state/store";
import { figure, percent, whole } from "../ui/format";

export interface Fact {
  readonly name: string;
  readonly value: string;
  /** Further text below the value. */
  readonly more?: string | undefined;
}

export function factsOf({ run, started, epochs, progress, changes }: State): Fact[] {
  const edited = changes.filter(({ type }) => type === "edited").length;
  const examples = started?.examples;
  return [
    { name: "Best", value: formatBest(epochs) },
    { name: "Network", value: run ? `[${run.shape.join(", ")}]` : "–", more: run?.activations.join(", ") },
    {
      name: "Parameters",
      value: started ? whole(started.parameters) : "–",
      more: examples && `${whole(examples.train)} training examples`,
    },
    ...(started?.labels
      ? [{ name: "Labels", value: whole(started.labels), more: "accuracy is the share of the labels that are right" }]
      : []),
    ...(started?.leftOut ? [{ name: "Left out", value: started.leftOut.why.join("; ") }] : []),
    {
      name: "Backend",
      value: started ? `${started.backend}, ${started.threads} ${started.threads === 1 ? "thread" : "threads"}` : "–",
      more: started?.backendReason,
    },
    { name: "Speed", value: progress ? `${whole(progress.examplesPerSecond)} examples/s` : "–" },
    { name: "Seed", value: started ? String(started.seed) : "–" },
    { name: "Run", value: run?.id ?? "–" },
    ...(edited > 0
      ? [
          {
            name: "Debugger",
            value: `${whole(edited)} ${edited === 1 ? "value" : "values"} set`,
            more: editsIn(changes, 5).join(", "),
          },
        ]
      : []),
  ];
}

/** Formats the best epoch by validation accuracy or the run's metric: "97.58% (epoch 9)". */
function formatBest(epochs: State["epochs"]): string {
  const [best, metric] = [epochs.best, epochs.bestMetric];
  if (!best || !metric) return "–";
  const { short, format } = metrics[metric];
  const value = format === "percent" ? `${percent(best[metric])} ${short}` : `${short} ${figure(best[metric])}`;
  return `${value} (epoch ${best.epoch})`;
}
