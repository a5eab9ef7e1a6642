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
      ? [
          {
            name: "Labels",
            value: whole(started.labels),
            more: "accuracy is the fraction of labels predicted correctly",
          },
        ]
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

/** Returns the most important figures, in the order in which they are left out where the page is narrow, last first. */
export function keyFigures({ started, epochs, progress }: State): string[] {
  const { best } = epochs;
  const test = best?.testAccuracy ?? best?.testRmse;
  return [
    ...(best ? [`Best ${formatBest(epochs, { brief: true })}`] : []),
    ...(test === undefined
      ? []
      : [best?.testAccuracy === undefined ? `Test RMSE ${figure(test)}` : `Test ${percent(test)}`]),
    ...(progress ? [`${whole(progress.examplesPerSecond)} examples/s`] : []),
    ...(started ? [`${whole(started.parameters)} parameters`, started.backend] : []),
  ];
}

/** Formats the best epoch: "97.58% validation (epoch 9)"; in brief without the metric if it is validation accuracy. */
function formatBest(epochs: State["epochs"], { brief = false } = {}): string {
  const [best, metric] = [epochs.best, epochs.bestMetric];
  if (!best || !metric) return "–";
  const { short, format } = metrics[metric];
  const value = format === "percent" ? percent(best[metric]) : figure(best[metric]);
  const isNamed = !brief || metric !== "validationAccuracy";
  const named = format === "percent" ? `${value} ${short}` : `${short} ${value}`;
  return `${isNamed ? named : value} (epoch ${best.epoch})`;
}
