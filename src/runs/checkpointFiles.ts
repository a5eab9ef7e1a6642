/** The files of a run folder that a checkpoint is written to, and their bytes. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { atomicWriteAll } from "./atomicWrite";
import { type Checkpoint, encodeCheckpoint } from "./checkpoint";
import { about } from "./errors";
import { splitCheckpoint } from "./keyframes";

/**
 * A checkpoint file. `epochs/` files of kept epochs have the weights; accumulators are in a second file (keyframes.ts).
 */
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

/** What is more is written one file after the other: the disk need hold only one beside those that are replaced. */
const smallBytes = 2 ** 24;

/** @param sync awaited before any of the files has its name */
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

/** Its parent must be there: a run folder that was moved is not made anew. */
async function makeIfMissing(folder: string): Promise<void> {
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
}
