/** Computes what a plot draws: the visible range, its decimated points, and the marks. Pure. */
import type { EpochEnded } from "../../src/protocol/events";
import type { State } from "../state/store";
import { marksOf } from "./changes";
import type { Columns } from "./columns";
import type { Drawn, Line } from "./drawn";
import type { PlotSettings } from "./settings";
import type { PlotSpec, Series } from "./spec";
import { extentOf } from "./zoom";

export interface Drawing extends Drawn {
  readonly spec: PlotSpec;
  readonly lines: readonly Line<Series>[];
  readonly best: EpochEnded | undefined;
}

/** @param width width of the plot in pixels */
export function drawingOf(
  state: State,
  spec: PlotSpec,
  columns: Columns,
  settings: PlotSettings,
  width: number,
): Drawing {
  const extent = extentOf(state);
  const range = settings.range ?? extent;
  const log = settings.isLog(spec);
  const seen = spec.series.map(({ name }) => !settings.isHidden(spec.id, name));
  const points = columns.decimated(seen, range, Math.max(100, Math.round(width)));
  const isDense = points.length > 1.5 * width;
  const line = (of: "raw" | "smoothed", s: number, faint: boolean, dense: boolean): Line<Series> => ({
    series: spec.series[s],
    faint,
    dense,
    values: seen[s] ? points.map((i) => drawable(columns[of](s, i), log)) : points.map(() => null),
  });
  const { isSmoothed } = columns;
  return {
    spec,
    log,
    extent,
    range,
    x: points.map((i) => columns.x(i)),
    lines: [
      ...spec.series.map((_, s) => line("raw", s, isSmoothed, isDense)),
      ...(isSmoothed ? spec.series.map((_, s) => line("smoothed", s, false, false)) : []),
    ],
    best: state.epochs.best,
    changes: marksOf(state),
  };
}

/** Returns the value, or null if it is NaN or, on a logarithmic scale, not positive. */
const drawable = (value: number, log: boolean) => (Number.isNaN(value) || (log && value <= 0) ? null : value);
