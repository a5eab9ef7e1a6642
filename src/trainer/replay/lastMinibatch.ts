/** The progress of a run: the last minibatch that its folder records. */
import { join } from "node:path";
import { NetworkError } from "../../core/errors";
import { readCheckpoint } from "../../runs/checkpoint";
import { readEvents } from "../../runs/events";
import type { RecordedRun } from "../../runs/recordedRun";

/** Returns its number from the start of the run. Minibatches that a killed run did not save are not counted. */
export async function lastMinibatch(folder: string, { finished }: RecordedRun, batches: number): Promise<number> {
  const ends = await readEvents(folder, ["started", "failed", "done"]);
  const last = ends.at(-1);
  // The minibatch whose cost was not finite, or after which the weights were not.
  if (last?.type === "failed" && last.code === "non-finite" && last.epoch !== undefined && last.batch !== undefined) {
    return Math.max(finished * batches, (last.epoch - 1) * batches + last.batch);
  }
  const { epoch, batch } = await readCheckpoint(join(folder, "last.npz")).then(
    ({ state }) => state,
    (error: unknown) => {
      if (error instanceof NetworkError && error.kind === "run") return { epoch: 0, batch: 0 };
      throw error;
    },
  );
  return Math.max(finished * batches, epoch === finished ? epoch * batches + batch : 0);
}
