/** Which checkpoint of a run is the newest that serves: last.npz, and where that does not, the newest whole one. */
import { join } from "node:path";
import { NetworkError } from "../core/errors";
import { type Checkpoint, readCheckpoint } from "./checkpoint";
import type { CheckpointFile } from "./checkpointFiles";
import { readKeyframe, weightsOfEpoch } from "./keyframes";
import { savedEpochs } from "./savedEpochs";
import type { SoFar } from "./soFar";

export interface NewestCheckpoint {
  /** Undefined where there is none. */
  found?: { file: CheckpointFile; checkpoint: Checkpoint };
  /** What is wrong with last.npz. */
  problem?: NetworkError;
}

type Part = Pick<SoFar, "finished" | "saved">;

/**
 * From which one training goes on. Files that cannot be read are passed over, and those of epochs that a resume went
 * back before: they may be of another course.
 * @param isEnough whether training can go on from it: weights alone are too little for most optimizers
 */
export async function newestCheckpoint(
  folder: string,
  soFar: Part,
  isEnough: (checkpoint: Checkpoint) => boolean,
): Promise<NewestCheckpoint> {
  const last = await readIfWhole(folder, "last.npz");
  if (last && !(last instanceof NetworkError)) return { found: { file: "last.npz", checkpoint: last } };
  const found = await newestBut(soFar, isEnough, (file) => readIfWhole(folder, file), await savedEpochs(folder));
  return { ...(last && { problem: last }), ...(found && { found }) };
}

export interface NewestEpoch {
  found?: NonNullable<NewestCheckpoint["found"]>;
  /** Why it is not last.npz: that was saved within an epoch, or is damaged or missing. */
  last?: Checkpoint | NetworkError;
}

/** The newest weights of a finished epoch, be it that only the weights were kept of it. */
export async function newestEpoch(folder: string, soFar: Part): Promise<NewestEpoch> {
  const isFinished = ({ state }: Checkpoint) => state.batch === 0 && state.epoch > 0;
  const read = async (file: CheckpointFile) =>
    (await readIfWhole(folder, file)) ?? (await readIfWhole(folder, file, true));
  const last = await read("last.npz");
  if (last && !(last instanceof NetworkError) && isFinished(last)) {
    return { found: { file: "last.npz", checkpoint: last } };
  }
  const found = await newestBut(soFar, isFinished, read, await savedEpochs(folder));
  return { ...(last && { last }), ...(found && { found }) };
}

type Read = (file: CheckpointFile) => Promise<Checkpoint | NetworkError | undefined>;

/** The newest of all but last.npz. */
async function newestBut(
  soFar: Part,
  isEnough: (checkpoint: Checkpoint) => boolean,
  read: Read,
  epochs: number[],
): Promise<NewestCheckpoint["found"]> {
  const kept = epochs.reverse().map(weightsOfEpoch);
  const candidates = [await newest(["best.npz"], soFar, isEnough, read), await newest(kept, soFar, isEnough, read)];
  return candidates
    .filter((each) => each !== undefined)
    .sort((a, b) => b.checkpoint.state.step - a.checkpoint.state.step)[0];
}

/** The first of the files that is whole, of this course, and enough. */
async function newest(
  files: CheckpointFile[],
  soFar: Part,
  isEnough: (checkpoint: Checkpoint) => boolean,
  read: Read,
): Promise<NewestCheckpoint["found"]> {
  for (const file of files) {
    const checkpoint = await read(file);
    if (!checkpoint || checkpoint instanceof NetworkError || !isOfCourse(file, checkpoint, soFar)) continue;
    if (isEnough(checkpoint)) return { file, checkpoint };
  }
  return undefined;
}

/** A kept epoch is written before the next one ends. */
function isOfCourse(file: CheckpointFile, { state: { epoch } }: Checkpoint, { finished, saved }: Part): boolean {
  return saved.get(file) === epoch || (file === `epochs/${epoch}.npz` && epoch < finished);
}

/** Of a kept epoch that is no keyframe, nothing, unless it is read as it is. */
async function readIfWhole(
  folder: string,
  file: CheckpointFile,
  asItIs = false,
): Promise<Checkpoint | NetworkError | undefined> {
  const kept = asItIs ? undefined : /^epochs\/(\d+)\.npz$/.exec(file)?.[1];
  try {
    return await (kept === undefined ? readCheckpoint(join(folder, file)) : readKeyframe(folder, Number(kept)));
  } catch (error) {
    if (error instanceof NetworkError && error.kind === "run") return error;
    throw error;
  }
}
