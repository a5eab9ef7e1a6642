/** From which checkpoint a run goes on: last.npz, and where that is damaged or missing, the newest whole one. */
import { join } from "node:path";
import { NetworkError } from "../core/errors";
import { type Checkpoint, readCheckpoint } from "./checkpoint";
import { readKeyframe } from "./keyframes";
import { savedEpochs } from "./savedEpochs";
import type { SoFar } from "./soFar";
import type { CheckpointFile } from "./writer";

export interface NewestCheckpoint {
  /** Undefined where there is none. */
  found?: { file: CheckpointFile; checkpoint: Checkpoint };
  /** What is wrong with last.npz. */
  problem?: NetworkError;
}

type Part = Pick<SoFar, "finished" | "saved">;

/**
 * Files that cannot be read are passed over, and those of epochs that a resume went back before: they may be of another
 * course.
 * @param isEnough whether training can go on from it: weights alone are too little for most optimizers
 */
export async function newestCheckpoint(
  folder: string,
  soFar: Part,
  isEnough: (checkpoint: Checkpoint) => boolean,
): Promise<NewestCheckpoint> {
  const last = await readIfWhole(folder, "last.npz");
  if (!(last instanceof NetworkError)) return { found: { file: "last.npz", checkpoint: last } };
  const candidates = [await newest(folder, ["best.npz"], soFar, isEnough)];
  const kept = (await savedEpochs(folder)).reverse().map((epoch): CheckpointFile => `epochs/${epoch}.npz`);
  candidates.push(await newest(folder, kept, soFar, isEnough));
  const [found] = candidates
    .filter((each) => each !== undefined)
    .sort((a, b) => b.checkpoint.state.step - a.checkpoint.state.step);
  return { problem: last, ...(found && { found }) };
}

/** The first of the files that is whole, of this course, and enough. */
async function newest(
  folder: string,
  files: CheckpointFile[],
  soFar: Part,
  isEnough: (checkpoint: Checkpoint) => boolean,
): Promise<NewestCheckpoint["found"]> {
  for (const file of files) {
    const checkpoint = await readIfWhole(folder, file);
    if (!checkpoint || checkpoint instanceof NetworkError || !isOfCourse(file, checkpoint, soFar)) continue;
    if (isEnough(checkpoint)) return { file, checkpoint };
  }
  return undefined;
}

/** A kept epoch is written before the next one ends. */
function isOfCourse(file: CheckpointFile, { state: { epoch } }: Checkpoint, { finished, saved }: Part): boolean {
  return saved.get(file) === epoch || (file === `epochs/${epoch}.npz` && epoch < finished);
}

/** Of a kept epoch that is no keyframe, nothing. */
async function readIfWhole<File extends CheckpointFile>(
  folder: string,
  file: File,
): Promise<Checkpoint | NetworkError | (File extends "last.npz" ? never : undefined)>;
async function readIfWhole(folder: string, file: CheckpointFile): Promise<Checkpoint | NetworkError | undefined> {
  const kept = /^epochs\/(\d+)\.npz$/.exec(file);
  try {
    return await (kept ? readKeyframe(folder, Number(kept[1])) : readCheckpoint(join(folder, file)));
  } catch (error) {
    if (error instanceof NetworkError && error.kind === "run") return error;
    throw error;
  }
}
