/** What the plots show of a run: series by name, with the columns that uPlot takes. Pure. */
import type { EpochEnded } from "../../src/protocol/events";
import type { State } from "../store";

export interface Series {
  readonly name: string;
  /** CSS variables of its colour, the first that the theme has. */
  readonly color: readonly string[];
  /** Told apart by the dash too, not by colour alone. */
  readonly dash: readonly number[];
  readonly of: (epoch: EpochEnded) => number | undefined;
  /** Follows the costs within an epoch. */
  readonly live?: boolean;
}

const blue = ["--vscode-charts-blue"];
/** charts.orange is half transparent in some themes. */
const purple = ["--vscode-charts-purple"];
const green = ["--vscode-charts-green"];

const accuracy: Series[] = [
  { name: "validation", color: blue, dash: [], of: ({ validationAccuracy }) => validationAccuracy },
  { name: "test", color: purple, dash: [8, 4], of: ({ testAccuracy }) => testAccuracy },
  { name: "training", color: green, dash: [2, 3], of: ({ trainAccuracy }) => trainAccuracy },
];

const cost: Series[] = [
  { name: "validation", color: blue, dash: [], of: ({ validationCost }) => validationCost },
  { name: "training", color: green, dash: [2, 3], of: ({ cost }) => cost },
  {
    name: "within the epoch",
    color: ["--vscode-descriptionForeground"],
    dash: [1, 2],
    of: () => undefined,
    live: true,
  },
];

const rmse: Series[] = [
  { name: "validation", color: blue, dash: [], of: ({ validationRmse }) => validationRmse },
  { name: "test", color: purple, dash: [8, 4], of: ({ testRmse }) => testRmse },
];

const r2: Series[] = [
  { name: "validation", color: blue, dash: [], of: ({ validationR2 }) => validationR2 },
  { name: "test", color: purple, dash: [8, 4], of: ({ testR2 }) => testR2 },
];

export const plotIds = ["accuracy", "rmse", "r2", "cost"] as const;
export type PlotId = (typeof plotIds)[number];

export interface PlotSpec {
  readonly id: PlotId;
  readonly title: string;
  readonly percent: boolean;
  readonly series: readonly Series[];
}

const plots: readonly PlotSpec[] = [
  { id: "accuracy", title: "Accuracy", percent: true, series: accuracy },
  { id: "rmse", title: "RMSE", percent: false, series: rmse },
  { id: "r2", title: "R²", percent: false, series: r2 },
  { id: "cost", title: "Cost", percent: false, series: cost },
];

/** The plots that say something for this run; a series that no epoch has is left out. */
export function plotsOf({ epochs, run }: State): PlotSpec[] {
  const [first] = epochs;
  // Before the first epoch only the output layer tells the two tasks apart.
  const regression = first ? first.validationRmse !== undefined : run?.activations.at(-1) === "linear";
  return plots
    .filter(({ id }) => id === "cost" || (id !== "accuracy") === regression)
    .map((plot) => ({
      ...plot,
      series: plot.series.filter(
        ({ of, live }) => live || epochs.length === 0 || epochs.some((epoch) => of(epoch) !== undefined),
      ),
    }))
    .filter(({ series }) => series.length > 0);
}

type Column = (number | null)[];

/** x (epochs), then a column per series; the costs within the epoch go on where the last epoch ended. */
export function columnsOf({ epochs, live }: State, { series }: PlotSpec): [x: number[], ...Column[]] {
  const withLive = series.some((each) => each.live);
  const points = withLive ? live : [];
  const x = [...epochs.map(({ epoch }) => epoch), ...points.map((point) => point.x)];
  const nothing: Column = points.map(() => null);
  const columns = series.map(({ of, live: isLive }): Column => {
    if (!isLive) return [...epochs.map((epoch) => drawable(of(epoch))), ...nothing];
    const joint = points.length > 0 ? epochs.at(-1) : undefined;
    const before: Column = epochs.map((epoch) => (epoch === joint ? drawable(epoch.cost) : null));
    return [...before, ...points.map((point) => drawable(point.cost))];
  });
  return [x, ...columns];
}

/** What is not a number leaves a gap. */
const drawable = (value: number | undefined) => (value !== undefined && Number.isFinite(value) ? value : null);
