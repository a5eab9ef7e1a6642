/**
 * Reads the weights of an epoch from a run folder. Those of the start, epoch 0, are initialized from the seed if they
 * were not saved.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { NetworkError } from "../../core/errors";
import type { Network } from "../../core/network";
import { ReferenceBackend } from "../../core/reference";
import { type Checkpoint, readCheckpoint } from "../../runs/checkpoint";
import { readKeyframe } from "../../runs/keyframes";
import { readManifest } from "../../runs/manifest";
import { savedEpochs } from "../../runs/savedEpochs";
import type { CheckpointRef } from "./checkpointRef";
import { buildNetwork } from "./network";
import type { TrainingPosition } from "./training";

/** Throws a NetworkError of kind "run" if these weights were not saved. */
export async function readWeights(folder: string, ref: CheckpointRef): Promise<Checkpoint> {
  if (ref === "best" || ref === "last") return readNamed(folder, ref);
  const saved = join(folder, `epochs/${ref}.npz`);
  if (existsSync(saved)) return readCheckpoint(saved);
  for (const file of ["best.npz", "last.npz"]) {
    if (!existsSync(join(folder, file))) continue;
    const checkpoint = await readCheckpoint(join(folder, file));
    if (checkpoint.state.epoch === ref && checkpoint.state.batch === 0) return checkpoint;
  }
  if (ref === 0) return initialWeights(folder);
  throw new NetworkError("epoch-not-kept", { folder, epoch: ref });
}

/** Returns the initial weights of a run that started from its seed. */
async function initialWeights(folder: string): Promise<Checkpoint> {
  const { config, data } = await readManifest(folder);
  const network = buildNetwork(new ReferenceBackend(), config, data.inputs);
  await network.initialize();
  const state = { version: 1, epoch: 0, batch: 0, step: 0, accumulators: {} } as const;
  return { arrays: await network.readParameters(), state };
}

async function readNamed(folder: string, ref: "best" | "last"): Promise<Checkpoint> {
  const best = join(folder, "best.npz");
  const last = join(folder, "last.npz");
  if (ref === "best" && existsSync(best)) return readCheckpoint(best);
  if (existsSync(last)) return readCheckpoint(last);
  const others = [...(existsSync(best) ? ["best"] : []), ...(await savedEpochs(folder))];
  if (others.length > 0) throw new NetworkError("no-weights/missing", { folder, missing: "last.npz", others });
  throw new NetworkError("no-weights/none", { folder });
}

/**
 * Copies the weights into a network without accumulators, which saved epochs do not contain. Throws a NetworkError of
 * kind "run" if they were not saved.
 */
export async function loadWeights(folder: string, ref: CheckpointRef, network: Network): Promise<TrainingPosition> {
  const { arrays, state } = await readWeights(folder, ref);
  await network.writeParameters(arrays);
  return state;
}

/**
 * Returns a checkpoint from which training can reproduce these weights: they themselves if they were saved with the
 * optimizer's accumulators, else the newest keyframe before them, or the run's start, whose accumulators are 0.
 */
export async function readKeyframeBefore(folder: string, wanted: Checkpoint): Promise<Checkpoint> {
  const { epoch } = wanted.state;
  if (!wanted.beside) return wanted;
  for (const file of ["best.npz", "last.npz"]) {
    const checkpoint = await readIfWhole(() => readCheckpoint(join(folder, file)), existsSync(join(folder, file)));
    if (checkpoint?.state.epoch === epoch && checkpoint.state.batch === 0) return checkpoint;
  }
  for (const kept of (await savedEpochs(folder)).reverse()) {
    const keyframe = await readIfWhole(() => readKeyframe(folder, kept), kept <= epoch);
    if (keyframe) return keyframe;
  }
  return readWeights(folder, 0);
}

/** Returns undefined if the file is damaged: another keyframe leads to the same weights. */
async function readIfWhole(read: () => Promise<Checkpoint | undefined>, isThere: boolean) {
  if (!isThere) return undefined;
  return read().catch((error: unknown) => {
    if (error instanceof NetworkError && error.code === "checkpoint-damaged") return undefined;
    throw error;
  });
}
