/** The plots of a whole run: accuracies or errors, cost, learning rate. Pure. */

import { metrics, type WatchedOnly, watchedOnly } from "../../src/core/metricRegistry";
import type { State } from "../state/store";
import { t } from "../ui/l10n";
import { metricTitle } from "../ui/metricWords";
import { ofEpoch, type PlotSpec, type Series } from "./spec";

const blue = ["--vscode-charts-blue"];
/** Purple, since charts.orange is half transparent in some themes. */
const purple = ["--vscode-charts-purple"];
const green = ["--vscode-charts-green"];

const accuracy: Series[] = [
  { name: t("validation"), color: blue, dash: [], marker: "circle", ...ofEpoch("validationAccuracy") },
  { name: t("test"), color: purple, dash: [8, 4], marker: "square", ...ofEpoch("testAccuracy") },
  { name: t("training"), color: green, dash: [2, 3], marker: "triangle", ...ofEpoch("trainAccuracy") },
];

const cost: Series[] = [
  { name: t("validation"), color: blue, dash: [], marker: "circle", ...ofEpoch("validationCost") },
  { name: t("training"), color: green, dash: [2, 3], marker: "triangle", ...ofEpoch("cost") },
  {
    name: t("within the epoch"),
    color: ["--vscode-descriptionForeground"],
    dash: [1, 2],
    column: () => undefined,
    live: true,
  },
];

const rmse: Series[] = [
  { name: t("validation"), color: blue, dash: [], marker: "circle", ...ofEpoch("validationRmse") },
  { name: t("test"), color: purple, dash: [8, 4], marker: "square", ...ofEpoch("testRmse") },
];

const r2: Series[] = [
  { name: t("validation"), color: blue, dash: [], marker: "circle", ...ofEpoch("validationR2") },
  { name: t("test"), color: purple, dash: [8, 4], marker: "square", ...ofEpoch("testR2") },
];

const learningRate: Series[] = [{ name: t("learning rate"), color: blue, dash: [], ...ofEpoch("learningRate") }];

/** Returns the plot of a metric that exists only if it is watched. */
const watched = (name: WatchedOnly): PlotSpec => ({
  id: name,
  title: metricTitle(name),
  percent: metrics[name].format === "percent",
  rows: "epochs",
  series: [{ name: t("validation"), color: blue, dash: [], marker: "circle", ...ofEpoch(name) }],
});

const plots: readonly PlotSpec[] = [
  { id: "accuracy", title: t("Accuracy"), percent: true, rows: "epochs", series: accuracy },
  { id: "rmse", title: "RMSE", percent: false, rows: "epochs", series: rmse },
  { id: "r2", title: "R²", percent: false, rows: "epochs", series: r2 },
  { id: "cost", title: t("Cost"), percent: false, rows: "epochs", series: cost },
  {
    id: "learningRate",
    title: t("Learning rate"),
    percent: false,
    rows: "epochs",
    series: learningRate,
    stepped: true,
  },
  ...watchedOnly.map(watched),
];

/** Returns the plots that apply to this run; a series without values in any epoch is left out. */
export function trainingPlots({ epochs, run }: State): PlotSpec[] {
  // Before the first epoch, only the output layer distinguishes regression from classification.
  const regression = epochs.length > 0 ? epochs.has("validationRmse") : run?.activations.at(-1) === "linear";
  const unwatched = watchedOnly.filter((name) => !epochs.has(name)).map((name) => [name, false]);
  const wanted = { accuracy: !regression, rmse: regression, r2: regression, ...Object.fromEntries(unwatched) };
  return plots
    .filter(({ id }) => wanted[id as keyof typeof wanted] ?? true)
    .map((plot) => ({
      ...plot,
      series: plot.series.filter(
        ({ figure, live }) => live || epochs.length === 0 || (figure !== undefined && epochs.has(figure)),
      ),
    }))
    .filter(({ series }) => series.length > 0);
}
