/** The files of a run folder that a checkpoint is written to, and their bytes. */
import { type Checkpoint, encodeCheckpoint } from "./checkpoint";
import { splitCheckpoint } from "./keyframes";

/** `epochs/` files of kept epochs hold weights, and the optimizer's accumulators beside them (keyframes.ts). */
export type CheckpointFile = "last.npz" | "best.npz" | `epochs/${number}.npz`;

/** What is written, in this order: an epoch is kept once its weights are there, and accumulators are there before. */
export function encodeAll(
  checkpoint: Checkpoint,
  files: readonly CheckpointFile[],
): [name: string, bytes: Uint8Array][] {
  let whole: Uint8Array | undefined;
  return files.flatMap((name): [string, Uint8Array][] => {
    if (!name.startsWith("epochs/")) {
      whole ??= encodeCheckpoint(checkpoint);
      return [[name, whole]];
    }
    const { weights, optimizer } = splitCheckpoint(checkpoint);
    const accumulators = optimizer && encodeCheckpoint(optimizer);
    const kept: [string, Uint8Array] = [name, encodeCheckpoint(weights)];
    return accumulators ? [[name.replace(/npz$/, "optimizer.npz"), accumulators], kept] : [kept];
  });
}
