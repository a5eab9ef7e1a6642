/** Errors about the calibration of a run's probabilities. */
import { errorsOf } from "./message";

const run = errorsOf("run");
const request = errorsOf("request");

const again = (folder: string) => `run matrix-network calibrate ${folder}`;

export const calibrationMessages = {
  "calibration-missing": run<{ folder: string }>(
    ({ folder }) => `${folder}: has no calibration.json; ${again(folder)} first`,
  ),
  "calibration-damaged": run<{ file: string; folder: string }>(
    ({ file, folder }) => `${file}: is damaged or was edited; ${again(folder)}`,
  ),
  "calibration-stale": run<{ file: string; folder: string; of: number; own: number; ref: number | "last" }>(
    ({ file, folder, of, own, ref }) =>
      `${file}: belongs to ${of === own ? "other weights" : "the weights"} of epoch ${of}, not to those of ` +
      `epoch ${own}; ${again(folder)} --epoch ${ref}`,
  ),
  "no-probabilities/quantities": request(
    () => "this network predicts quantities, so it has no probabilities to calibrate; see its RMSE and R²",
  ),
  "no-probabilities/overflow": request<{ set: string }>(
    ({ set }) => `the outputs of these weights overflow on the ${set} examples; choose another epoch`,
  ),
  "no-probabilities/activation": request<{ activation: string }>(
    ({ activation }) =>
      `the outputs of this network are ${activation}, not probabilities; use softmax or sigmoid in the last layer`,
  ),
};
