/**
 * calibration.json: the temperature that was fitted for saved weights of a run, with the set and the epoch. It exists
 * only if one was fitted; a training that continues does not remove it, so `weights` says what it belongs to.
 */
import { join } from "node:path";
import * as z from "zod";
import { NetworkError } from "../core/errors";
import { readOrdinaryFile } from "../formats/ordinaryFile";
import { atomicWrite } from "./atomicWrite";
import { type Checkpoint, weightsHash } from "./checkpoint";
import { about } from "./errors";
import { seal, unseal } from "./sealedJson";

const calibrationSchema = z.object({
  temperature: z.number().positive(),
  /** The examples on which it was fitted. */
  set: z.enum(["validation", "test"]),
  epoch: z.int().min(0),
  /** sha256 of the weights (hex). */
  weights: z.string(),
});
export type Calibration = z.output<typeof calibrationSchema>;

const calibrationFile = (folder: string): string => join(folder, "calibration.json");

export async function writeCalibration(
  folder: string,
  { temperature, set }: Pick<Calibration, "temperature" | "set">,
  checkpoint: Checkpoint,
): Promise<void> {
  const { epoch } = checkpoint.state;
  const calibration: Calibration = { temperature, set, epoch, weights: weightsHash(checkpoint) };
  await atomicWrite(calibrationFile(folder), seal(JSON.stringify(calibration, null, 2)));
}

/** Returns undefined if no temperature was fitted. Throws a NetworkError of kind "run" if the file is damaged. */
async function readCalibration(folder: string): Promise<Calibration | undefined> {
  const file = calibrationFile(folder);
  const bytes = await about(file, () => readOrdinaryFile(file)).catch((error: unknown) => {
    if (error instanceof NetworkError && error.id === "run-missing/folder") return undefined;
    throw error;
  });
  if (!bytes) return undefined;
  const { json, intact } = unseal(Buffer.from(bytes));
  const calibration = calibrationSchema.safeParse(json);
  if (intact && calibration.success) return calibration.data;
  throw new NetworkError("calibration-damaged", { file, folder });
}

/**
 * Returns the calibration of these weights, undefined if there is none. Throws a NetworkError of kind "run" if it is
 * damaged or of other weights.
 */
export async function calibrationOf(folder: string, checkpoint: Checkpoint): Promise<Calibration | undefined> {
  const calibration = await readCalibration(folder);
  if (!calibration || calibration.weights === weightsHash(checkpoint)) return calibration;
  const { epoch: own, batch } = checkpoint.state;
  const about = { file: calibrationFile(folder), folder, of: calibration.epoch, own };
  throw new NetworkError("calibration-stale", { ...about, ref: batch > 0 ? "last" : own });
}

/** As `calibrationOf`, but also throws if there is none. */
export async function requiredCalibration(folder: string, checkpoint: Checkpoint): Promise<Calibration> {
  const calibration = await calibrationOf(folder, checkpoint);
  if (calibration) return calibration;
  throw new NetworkError("calibration-missing", { folder });
}
