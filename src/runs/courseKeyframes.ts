/** The keyframes of a run as it stands: those that a resume went back before are of another course. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { NetworkError } from "../core/errors";
import type { Checkpoint } from "./checkpoint";
import { optimizerOfEpoch, readKeyframe, weightsOfEpoch } from "./keyframes";
import { savedEpochs } from "./savedEpochs";
import type { SoFar } from "./soFar";

/** Kept epochs of this course, the newest first; which of them are keyframes shows when they are read. */
export async function keptEpochs(folder: string, { finished, saved }: Pick<SoFar, "finished" | "saved">) {
  // A kept epoch is written after its end was said: that of the newest may be of an earlier course.
  const isOfCourse = (epoch: number) =>
    epoch < finished || (epoch === finished && saved.get(weightsOfEpoch(epoch)) === epoch);
  return (await savedEpochs(folder)).filter(isOfCourse).reverse();
}

/** Undefined where it is no keyframe. Throws NetworkError of kind "run" where one of its files is damaged. */
export async function readKeyframeOf(folder: string, epoch: number): Promise<Checkpoint | undefined> {
  const keyframe = await readKeyframe(folder, epoch);
  const beside = join(folder, optimizerOfEpoch(epoch));
  if (!keyframe && existsSync(beside)) throw new NetworkError("checkpoint-damaged/beside", { file: beside });
  return keyframe?.state.epoch === epoch && keyframe.state.batch === 0 ? keyframe : undefined;
}
