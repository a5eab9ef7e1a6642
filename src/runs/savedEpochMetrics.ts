/** The epochs of a run with saved weights, and their metrics. */
import { access } from "node:fs/promises";
import { join } from "node:path";
import type { EpochEnded } from "../protocol/events";
import { latestPerEpoch, readEvents } from "./events";
import { savedEpochs } from "./savedEpochs";

/**
 * Returns the metrics of each, last first, including the best epoch even if it is only in best.npz; omits epochs
 * superseded by a resume and not repeated yet. Throws NetworkError of kind "run".
 * @param best the run's best epoch
 */
export async function savedEpochMetrics(folder: string, best: number | undefined): Promise<EpochEnded[]> {
  const kept = new Set(await savedEpochs(folder));
  if (best !== undefined && (await isThere(join(folder, "best.npz")))) kept.add(best);
  const events = latestPerEpoch(await readEvents(folder, ["started", "epoch"]));
  const ended = events.filter((event) => event.type === "epoch");
  return ended.filter(({ epoch }) => kept.has(epoch)).sort((a, b) => b.epoch - a.epoch);
}

const isThere = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  );
