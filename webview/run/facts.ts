/** The facts of a run as names with values, for the header. Pure. */

import { metrics } from "../../src/core/metricRegistry";
import { editsIn } from "../plots/changes";
import type { State } from "../state/store";
import { figure, percent, whole } from "../ui/format";
import { t } from "../ui/l10n";
import { metricShort } from "../ui/metricWords";

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
    { name: t("Best"), value: formatBest(epochs) },
    { name: t("Network"), value: run ? `[${run.shape.join(", ")}]` : "–", more: run?.activations.join(", ") },
    {
      name: t("Parameters"),
      value: started ? whole(started.parameters) : "–",
      more: examples && t("{0} training examples", whole(examples.train)),
    },
    ...(started?.labels
      ? [
          {
            name: t("Labels"),
            value: whole(started.labels),
            more: t("accuracy is the fraction of labels predicted correctly"),
          },
        ]
      : []),
    ...(started?.leftOut ? [{ name: t("Left out"), value: started.leftOut.why.join("; ") }] : []),
    {
      name: t("Backend"),
      value: started
        ? started.threads === 1
          ? t("{0}, 1 thread", started.backend)
          : t("{0}, {1} threads", started.backend, started.threads)
        : "–",
      more: started?.backendReason,
    },
    { name: t("Speed"), value: progress ? t("{0} examples/s", whole(progress.examplesPerSecond)) : "–" },
    { name: t("Seed"), value: started ? String(started.seed) : "–" },
    { name: t("Run"), value: run?.id ?? "–" },
    ...(edited > 0
      ? [
          {
            name: t("Debugger"),
            value: edited === 1 ? t("1 value set") : t("{0} values set", whole(edited)),
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
    ...(best ? [t("Best {0}", formatBest(epochs, { brief: true }))] : []),
    ...(test === undefined
      ? []
      : [best?.testAccuracy === undefined ? t("Test RMSE {0}", figure(test)) : t("Test {0}", percent(test))]),
    ...(progress ? [t("{0} examples/s", whole(progress.examplesPerSecond))] : []),
    ...(started ? [t("{0} parameters", whole(started.parameters)), started.backend] : []),
  ];
}

/** Formats the best epoch: "97.58% validation (epoch 9)"; in brief without the metric if it is validation accuracy. */
function formatBest(epochs: State["epochs"], { brief = false } = {}): string {
  const [best, metric] = [epochs.best, epochs.bestMetric];
  if (!best || !metric) return "–";
  const { format } = metrics[metric];
  const short = metricShort(metric);
  const value = format === "percent" ? percent(best[metric]) : figure(best[metric]);
  const isNamed = !brief || metric !== "validationAccuracy";
  const named = format === "percent" ? `${value} ${short}` : `${short} ${value}`;
  return t("{0} (epoch {1})", isNamed ? named : value, best.epoch);
}
