/** The files of a run folder that contain checkpoints, and their bytes. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { atomicWriteAll } from "./atomicWrite";
import { type Checkpoint, encodeCheckpoint } from "./checkpoint";
import { about } from "./errors";
import { splitCheckpoint } from "./keyframes";

/** A checkpoint file. `epochs/` files have weights; accumulators are in a second file (keyframes.ts). */
export type CheckpointFile = "last.npz" | "best.npz" | `epochs/${number}.npz`;

/**
 * Returns the files in the order of writing: an epoch counts as kept once its weights are there, its accumulators
 * first.
 */
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

/** Larger files are written one after the other, so that the disk needs room for only one more than before. */
const smallBytes = 2 ** 24;

/** @param sync awaited before any file is renamed */
export async function writeEncoded(
  folder: string,
  encoded: readonly [name: string, bytes: Uint8Array][],
  sync: () => Promise<void>,
): Promise<void> {
  const epochs = join(folder, "epochs");
  if (encoded.some(([name]) => name.startsWith("epochs/"))) await about(epochs, () => makeIfMissing(epochs));
  const files = encoded.map(([name, bytes]) => [join(folder, name), bytes] as const);
  const isSmall = encoded.reduce((sum, [, { length }]) => sum + length, 0) <= smallBytes;
  for (const some of isSmall ? [files] : files.map((file) => [file])) await atomicWriteAll(some, { before: [sync()] });
}

/** Creates a folder whose parent must exist: a run folder that was moved is not created again. */
async function makeIfMissing(folder: string): Promise<void> {
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
}
