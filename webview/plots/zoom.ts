/** The range of epochs that the plots show: all of them, or the user's selection. Pure. */

import type { State } from "../state/store";

export type Range = readonly [from: number, to: number];

/**
 * Returns the full extent, the same for all plots; during training it includes the present epoch, so that lines do not
 * shift within it.
 */
export function extentOf({ epochs, live, status }: Pick<State, "epochs" | "live" | "status">): Range {
  const present = status?.state === "running" || status?.state === "paused" ? 1 : 0;
  return [0, Math.max(1, (epochs.at(-1)?.epoch ?? 0) + present, live.at(-1)?.x ?? 0)];
}

/** Limits a range to the extent and to a minimum width; undefined if it covers the full extent. */
export function clamp([from, to]: Range, [start, end]: Range): Range | undefined {
  const whole = end - start;
  const width = Math.max(Math.min(1, whole / 20), to - from);
  if (width >= whole) return undefined;
  const left = Math.min(Math.max(start, from), end - width);
  return [left, left + width];
}

/** @param factor below 1 zooms in */
export function zoomed([from, to]: Range, extent: Range, at: number, factor: number): Range | undefined {
  return clamp([at - (at - from) * factor, at + (to - at) * factor], extent);
}

/** @param share fraction of the range's width; negative pans to the left */
export function panned([from, to]: Range, extent: Range, share: number): Range | undefined {
  const by = (to - from) * share;
  return clamp([from + by, to + by], extent);
}

/** Returns the range, moved by the least amount that makes it contain `at`. */
export function holding([from, to]: Range, extent: Range, at: number): Range | undefined {
  const by = Math.min(0, at - from) + Math.max(0, at - to);
  return clamp([from + by, to + by], extent);
}
