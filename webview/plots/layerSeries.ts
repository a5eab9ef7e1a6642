/** The plots of the tab Layers: statistics of each layer, one line per layer. Pure. */

import type { LayerFigure } from "../state/history/layerHistory";
import type { State } from "../state/store";
import { t } from "../ui/l10n";
import { markerNames } from "./marker";
import type { PlotId, PlotSpec, Series } from "./spec";

const colors = ["blue", "purple", "green", "red", "yellow"].map((name) => [`--vscode-charts-${name}`]);
const dashes = [[], [8, 4], [2, 3], [12, 3, 2, 3]];

const plots: readonly (Omit<PlotSpec, "series" | "rows"> & { id: PlotId & LayerFigure })[] = [
  {
    id: "gradientNorm",
    title: t("Gradient norm"),
    note: t("Much smaller in the first layers than in the last: the gradient vanishes."),
    percent: false,
    log: true,
  },
  {
    id: "updateRatio",
    title: t("Update / weight ratio"),
    note: t("How far one step moves the weights; about 0.001 is usual."),
    percent: false,
    log: true,
  },
  { id: "weightNorm", title: t("Weight norm"), percent: false },
  {
    id: "deadUnits",
    title: t("Dead units"),
    note: t("Share of relu units that are zero for every example."),
    percent: true,
  },
  {
    id: "saturation",
    title: t("Saturation"),
    note: t("Share of activations at the flat ends of sigmoid, tanh or softmax."),
    percent: true,
  },
];

/** The activation functions for which a plot is meaningful; undefined: all. */
const applies: { readonly [Id in PlotId]?: readonly string[] } = {
  deadUnits: ["relu"],
  saturation: ["sigmoid", "tanh", "softmax"],
};

export function layerPlots({ run, layers }: State): PlotSpec[] {
  const activations = run?.activations ?? [];
  const count = layers.layers || activations.length;
  return plots
    .map((plot): PlotSpec => {
      const shown = Array.from({ length: count }, (_, l) => l).filter(
        (l) => applies[plot.id]?.includes(activations[l]) ?? true,
      );
      return { ...plot, rows: "layers", series: shown.map((l) => seriesOf(l, plot.id, activations[l])) };
    })
    .filter(({ series }) => series.length > 0);
}

function seriesOf(layer: number, figure: LayerFigure, activation = ""): Series {
  return {
    name: t("layer {0} {1}", layer + 1, activation).trim(),
    color: colors[layer % colors.length],
    dash: dashes[layer % dashes.length],
    marker: markerNames[layer % markerNames.length],
    column: ({ layers }) => layers.column(layer, figure),
    newest: ({ layers }) => layers.newest?.layers[layer]?.[figure],
  };
}
