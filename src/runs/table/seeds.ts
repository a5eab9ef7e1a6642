/**
 * Which runs of a table differ in their seed alone, or are folds of one group: the same network, config and data, and
 * nothing changed while they trained.
 */
import { dirname } from "node:path";
import type { Measured } from "../measured";
import type { RunSummary } from "../summary";
import { settingsOf } from "./settings";

/** The same text for runs of one group; undefined for a run of which that cannot be said. */
export function seedGroupOf(run: RunSummary, measured: Measured | undefined = run.measured): string | undefined {
  const { trained, sources, folder, group, network } = run;
  if (!trained || !measured?.complete || measured.changes.length + measured.edits.length > 0) return undefined;
  const place = group === undefined ? dirname(folder) : `${network}/${group}`;
  return `${place}\n${sources?.join()}\n${settingsOf(trained).withoutSeed}`;
}
