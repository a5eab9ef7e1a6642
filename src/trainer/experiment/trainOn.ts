/** Continues from a checkpoint to the end of an epoch as the run did, with its changed settings, without evaluation. */
import type { Changed } from "../../protocol/events";
import type { Checkpoint } from "../../runs/checkpoint";
import { AdaptiveBatchSizer } from "./adaptiveBatchSizer";
import { changeSetting, Replay } from "./changes";
import type { Training } from "./training";

/**
 * @param training with the parameters of the checkpoint, and the run's initial config
 * @param changes of all sessions of the run
 */
export async function trainOn(
  training: Training,
  { epoch: from, batch, step }: Checkpoint["state"],
  to: number,
  changes: readonly Changed[],
): Promise<void> {
  const replay = new Replay(changes);
  const sizer = new AdaptiveBatchSizer(training.callMilliseconds);
  training.position = { epoch: from + 1, batch, step };
  while (training.position.epoch <= to) {
    const { epoch, batch } = training.position;
    const next = { epoch, batch: batch + 1 };
    for (const { path, to: value } of replay.due(next)) {
      training.configure(changeSetting(training.config, { path, value, epoch: 1 }).config);
    }
    const left = training.batches - batch;
    if (left === 0) training.nextEpoch();
    else {
      const count = sizer.next(Math.min(left, replay.ahead(next)));
      await sizer.timed(count, () => training.train(count));
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  }
}
