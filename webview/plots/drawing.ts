/** What a plot draws now: the stretch, the points of it that a screen can show, and what is marked. Pure. */
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

/** @param width of the plot in pixels */
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

/** Zero and less have no logarithm. */
const drawable = (value: number, log: boolean) => (Number.isNaN(value) || (log && value <= 0) ? null : value);
