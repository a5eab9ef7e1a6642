/** Finds the newest usable checkpoint of a run: last.npz, otherwise the newest intact one. */
import { join } from "node:path";
import { NetworkError } from "../core/errors";
import { type Checkpoint, readCheckpoint } from "./checkpoint";
import type { CheckpointFile } from "./checkpointFiles";
import { readKeyframe, weightsOfEpoch } from "./keyframes";
import type { RecordedRun } from "./recordedRun";
import { savedEpochs } from "./savedEpochs";

export interface NewestCheckpoint {
  /** Undefined if there is none. */
  found?: { file: CheckpointFile; checkpoint: Checkpoint };
  /** The problem of last.npz. */
  problem?: NetworkError;
}

type Part = Pick<RecordedRun, "finished" | "saved">;

/**
 * Returns the checkpoint from which to resume. Skips damaged files, and epochs after one that a resume went back to,
 * which may be of another course.
 * @param isEnough true if training can resume from it: most optimizers need more than weights
 */
export async function newestCheckpoint(
  folder: string,
  recordedRun: Part,
  isEnough: (checkpoint: Checkpoint) => boolean,
): Promise<NewestCheckpoint> {
  const last = await readIfWhole(folder, "last.npz");
  if (last && !(last instanceof NetworkError)) return { found: { file: "last.npz", checkpoint: last } };
  const found = await newestBut(recordedRun, isEnough, (file) => readIfWhole(folder, file), await savedEpochs(folder));
  return { ...(last && { problem: last }), ...(found && { found }) };
}

export interface NewestEpoch {
  found?: NonNullable<NewestCheckpoint["found"]>;
  /** The reason why it is not last.npz, which was saved within an epoch, or is damaged or missing. */
  last?: Checkpoint | NetworkError;
}

/** Returns the newest weights of a finished epoch, even without the optimizer's accumulators. */
export async function newestEpoch(folder: string, recordedRun: Part): Promise<NewestEpoch> {
  const isFinished = ({ state }: Checkpoint) => state.batch === 0 && state.epoch > 0;
  const read = async (file: CheckpointFile) =>
    (await readIfWhole(folder, file)) ?? (await readIfWhole(folder, file, true));
  const last = await read("last.npz");
  if (last && !(last instanceof NetworkError) && isFinished(last)) {
    return { found: { file: "last.npz", checkpoint: last } };
  }
  const found = await newestBut(recordedRun, isFinished, read, await savedEpochs(folder));
  return { ...(last && { last }), ...(found && { found }) };
}

type Read = (file: CheckpointFile) => Promise<Checkpoint | NetworkError | undefined>;

/** Returns the newest checkpoint other than last.npz. */
async function newestBut(
  recordedRun: Part,
  isEnough: (checkpoint: Checkpoint) => boolean,
  read: Read,
  epochs: number[],
): Promise<NewestCheckpoint["found"]> {
  const kept = epochs.reverse().map(weightsOfEpoch);
  const candidates = [
    await newest(["best.npz"], recordedRun, isEnough, read),
    await newest(kept, recordedRun, isEnough, read),
  ];
  return candidates
    .filter((each) => each !== undefined)
    .sort((a, b) => b.checkpoint.state.step - a.checkpoint.state.step)[0];
}

/** Returns the first file that is intact, of the current course, and sufficient. */
async function newest(
  files: CheckpointFile[],
  recordedRun: Part,
  isEnough: (checkpoint: Checkpoint) => boolean,
  read: Read,
): Promise<NewestCheckpoint["found"]> {
  for (const file of files) {
    const checkpoint = await read(file);
    if (!checkpoint || checkpoint instanceof NetworkError || !isOfCourse(file, checkpoint, recordedRun)) continue;
    if (isEnough(checkpoint)) return { file, checkpoint };
  }
  return undefined;
}

/** Returns true for a file of the current course. A kept epoch is written before the next one ends. */
function isOfCourse(file: CheckpointFile, { state: { epoch } }: Checkpoint, { finished, saved }: Part): boolean {
  return saved.get(file) === epoch || (file === `epochs/${epoch}.npz` && epoch < finished);
}

/** Reads a checkpoint; undefined for a kept epoch that is no keyframe, unless `asItIs` is set. */
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
