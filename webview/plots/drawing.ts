/** What a plot draws now: the stretch, the points of it that a screen can show, and what is marked. Pure. */
import type { EpochEnded } from "../../src/protocol/events";
import { bestEpoch, type State } from "../store";
import { placeOf, shortChange } from "./changes";
import type { Columns } from "./columns";
import { decimate } from "./decimate";
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
  const { x, raw, smoothed } = columns;
  const extent = extentOf(state);
  const range = settings.range ?? extent;
  const log = settings.isLog(spec);
  const seen = spec.series.map(({ name }) => !settings.isHidden(spec.id, name));
  const all = [...raw.filter((_, s) => seen[s]), ...smoothed.filter((_, s) => seen[s])];
  const points = decimate(x, all, range, Math.max(100, Math.round(width)));
  const isDense = points.length > 1.5 * width;
  const line = (column: readonly number[], s: number, faint: boolean, dense: boolean): Line<Series> => ({
    series: spec.series[s],
    faint,
    dense,
    values: seen[s] ? points.map((i) => drawable(column[i], log)) : points.map(() => null),
  });
  const isSmoothed = smoothed.length > 0;
  return {
    spec,
    log,
    extent,
    range,
    x: points.map((i) => x[i]),
    lines: [
      ...raw.map((each, s) => line(each, s, isSmoothed, isDense)),
      ...smoothed.map((each, s) => line(each, s, false, false)),
    ],
    best: bestEpoch(state.epochs),
    changes: state.changes.map((change) => ({ x: placeOf(change, state), words: shortChange(change) })),
  };
}

/** Zero and less have no logarithm. */
const drawable = (value: number, log: boolean) => (Number.isNaN(value) || (log && value <= 0) ? null : value);
