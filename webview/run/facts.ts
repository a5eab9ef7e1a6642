/** The facts of a run as names with values, for the header. Pure. */

import { type ResultStyle, resultTexts } from "../../src/core/resultText";
import { editsIn } from "../plots/changes";
import type { State } from "../state/store";
import { figure, percent, whole } from "../ui/format";
import { t, within } from "../ui/l10n";
import { metricTitle } from "../ui/metricWords";

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
    {
      name: t("Best"),
      value: formatBest(epochs),
      more: epochs.bestMetric && t("chosen by {0}", within(metricTitle(epochs.bestMetric))),
    },
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
  // Without validation the last epoch is the run's result.
  const result = best ?? epochs.at(-1);
  const test = result?.testAccuracy ?? result?.testRmse;
  return [
    ...(best ? [t("Best {0}", formatBest(epochs))] : []),
    ...(test === undefined
      ? []
      : [result?.testAccuracy === undefined ? t("Test RMSE {0}", figure(test)) : t("Test {0}", percent(test))]),
    ...(progress ? [t("{0} examples/s", whole(progress.examplesPerSecond))] : []),
    ...(started ? [t("{0} parameters", whole(started.parameters)), started.backend] : []),
  ];
}

const style: ResultStyle = { percent, number: figure, word: t };

/** Formats the best epoch with the metric that chose it: "97.58%, cost 0.0812 (epoch 9)". */
function formatBest({ best, bestMetric }: State["epochs"]): string {
  return best ? t("{0} (epoch {1})", resultTexts(best, bestMetric, style).join(", "), best.epoch) : "–";
}
