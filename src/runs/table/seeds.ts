/**
 * Groups runs of a table that differ only in their seed, or are folds of one group: the same network, config and data,
 * without changes during training.
 */
import { dirname } from "node:path";
import type { Measured } from "../measured";
import type { RunSummary } from "../summary";
import { settingsOf } from "./settings";

/** Returns the same text for runs of one group; undefined if it cannot be determined. */
export function seedGroupOf(run: RunSummary, measured: Measured | undefined = run.measured): string | undefined {
  const { trained, sources, folder, group, network } = run;
  if (!trained || !measured?.complete || measured.changes.length + measured.edits.length > 0) return undefined;
  const place = group === undefined ? dirname(folder) : `${network}/${group}`;
  return `${place}\n${sources?.join()}\n${settingsOf(trained).withoutSeed}`;
}
