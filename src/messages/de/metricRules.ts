/** German for ../metricRules.ts. */
import type { TextsOf } from "../message";
import type { metricRuleMessages } from "../metricRules";

interface Lacking {
  task: string;
  names: readonly string[];
  unseenFolds?: { lacking: number; folds: number };
}

const lack = ({ task, names, unseenFolds }: Lacking) => {
  const where = unseenFolds ? `in ${unseenFolds.lacking} von ${unseenFolds.folds} Folds ` : "";
  const which = names.join(unseenFolds ? " oder " : ", ");
  return task === "multi-label"
    ? `${where}sind alle Validierungsbeispiele gleich in ${which}`
    : `${where}gibt es kein Validierungsbeispiel von ${which}`;
};

const without = (task: string, metric: string, metrics: readonly string[]) =>
  `${task === "multi-label" ? "Daten mit mehreren Labels haben" : `eine Aufgabe der Art ${task} hat`} kein ${metric}; ` +
  `verwenden Sie eines von ${metrics.join(", ")}`;

export const metricRuleTexts: TextsOf<typeof metricRuleMessages> = {
  "best-metric-validation": ({ metric }) =>
    `es gibt keine Validierungsbeispiele, um ${metric} zu messen; fügen Sie data "validation" hinzu, oder wählen Sie "cost"`,
  "best-metric-validation/empty": ({ metric }) =>
    `es bleiben keine Validierungsbeispiele, um ${metric} zu messen; halten Sie mehr zurück, oder wählen Sie "cost"`,
  "metrics-validation": ({ metric }) =>
    `es gibt keine Validierungsbeispiele, um ${metric} zu messen; fügen Sie data "validation" hinzu, oder lassen Sie es weg`,
  "r2-examples": () =>
    "R² benötigt zwei Validierungsbeispiele, und es gibt eines; halten Sie mehr zurück, oder verwenden Sie validationRmse",
  "metric-task": ({ task, metric, metrics }) => without(task, metric, metrics),
  "metric-undefined": ({ metric, ...lacking }) =>
    `${metric} ist nicht definiert: ${lack(lacking)}; halten Sie andere zurück, oder beobachten Sie eine andere Metrik`,
  "metric-classes": ({ metric, ...lacking }) => `${metric} entfällt: ${lack(lacking)}; halten Sie andere zurück`,
  "metric-classes/zero": ({ metric, ...lacking }) =>
    `${metric} ist in jeder Epoche 0: ${lack(lacking)}; halten Sie andere zurück`,
  "metric-classes/partial": ({ metric, ...lacking }) =>
    `${metric} lässt einige weg: ${lack(lacking)}; halten Sie andere zurück`,
};
