/** The keyframes of a run's current course: a resume from an earlier epoch makes later ones obsolete. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { NetworkError } from "../core/errors";
import type { Checkpoint } from "./checkpoint";
import { optimizerOfEpoch, readKeyframe, weightsOfEpoch } from "./keyframes";
import type { RecordedRun } from "./recordedRun";
import { savedEpochs } from "./savedEpochs";

/** Returns the kept epochs of the current course, newest first; reading one shows if it is a keyframe. */
export async function keptEpochs(folder: string, { finished, saved }: Pick<RecordedRun, "finished" | "saved">) {
  // A kept epoch is written after its end event: the newest may belong to an earlier course.
  const isOfCourse = (epoch: number) =>
    epoch < finished || (epoch === finished && saved.get(weightsOfEpoch(epoch)) === epoch);
  return (await savedEpochs(folder)).filter(isOfCourse).reverse();
}

/** Returns undefined if the epoch is no keyframe. Throws NetworkError of kind "run" if one of its files is damaged. */
export async function readKeyframeOf(folder: string, epoch: number): Promise<Checkpoint | undefined> {
  const keyframe = await readKeyframe(folder, epoch);
  const beside = join(folder, optimizerOfEpoch(epoch));
  if (!keyframe && existsSync(beside)) throw new NetworkError("checkpoint-damaged/beside", { file: beside });
  return keyframe?.state.epoch === epoch && keyframe.state.batch === 0 ? keyframe : undefined;
}
