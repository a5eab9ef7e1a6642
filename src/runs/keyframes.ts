/**
 * Kept epochs: epochs/<n>.npz has the weights, epochs/<n>.optimizer.npz the optimizer's accumulators, which are up to
 * twice as large. An epoch with both is a keyframe, from which training can resume bit for bit: every fifth kept epoch,
 * the newest, and at least four in all. Optimizers without accumulators need no second file. Older runs have everything
 * in epochs/<n>.npz.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { NetworkError } from "../core/errors";
import { type Checkpoint, readCheckpoint, sumsOf } from "./checkpoint";

const every = 5;
const atLeast = 4;

export const weightsOfEpoch = (epoch: number) => `epochs/${epoch}.npz` as const;
export const optimizerOfEpoch = (epoch: number) => `epochs/${epoch}.optimizer.npz` as const;

/** Returns which of the first `count` kept epochs are keyframes; epochs are counted from 1. */
export function keyframesOf(count: number): Set<number> {
  const keyframes = new Set<number>();
  for (let kept = every; kept <= count; kept += every) keyframes.add(kept);
  for (let kept = count; kept > 0 && (kept === count || keyframes.size < atLeast); kept--) keyframes.add(kept);
  return keyframes;
}

/** Returns the kept epochs that stop being keyframes once the one with this number is written. */
export function noLongerKeyframes(count: number): number[] {
  const now = keyframesOf(count);
  return [...keyframesOf(count - 1)].filter((kept) => !now.has(kept));
}

/** Returns the two files of a kept epoch; the second is undefined if the optimizer has no accumulators. */
export function splitCheckpoint({ arrays, state }: Checkpoint): { weights: Checkpoint; optimizer?: Checkpoint } {
  const accumulators = arrays.filter(({ name }) => name.startsWith("optimizer/"));
  if (accumulators.length === 0) return { weights: { arrays, state } };
  return {
    // The checksums tell which accumulators belong to these weights: a process may be killed between the two files.
    weights: { arrays: arrays.filter((array) => !accumulators.includes(array)), state, beside: sumsOf(accumulators) },
    optimizer: { arrays: accumulators, state },
  };
}

/**
 * Reads a kept epoch with the complete training state; undefined if it is no keyframe, or its accumulators are damaged
 * or others'. Throws NetworkError of kind "run" if the weights are damaged.
 */
export async function readKeyframe(folder: string, epoch: number): Promise<Checkpoint | undefined> {
  const { arrays, state, beside } = await readCheckpoint(join(folder, weightsOfEpoch(epoch)));
  if (!beside) return { arrays, state };
  const file = join(folder, optimizerOfEpoch(epoch));
  if (!existsSync(file)) return undefined;
  const accumulators = await readCheckpoint(file).catch((error: unknown) => {
    if (error instanceof NetworkError && error.code === "checkpoint-damaged") return undefined;
    throw error;
  });
  if (!accumulators) return undefined;
  const found = sumsOf(accumulators.arrays);
  const names = Object.keys(beside);
  const isOwn = names.length === accumulators.arrays.length && names.every((name) => found[name] === beside[name]);
  return isOwn ? { arrays: [...arrays, ...accumulators.arrays], state } : undefined;
}
