/** Profiles the data of a config as a training would read it; nothing is trained and nothing written. */
import { dirname, resolve } from "node:path";
import { checkConfig } from "../../config/check/check";
import type { DataProfile } from "../../config/dataProfile";
import { resolveConfig } from "../../config/schema/resolve";
import { profileData } from "../../data/profile/profile";
import { configError } from "../experiment/prepare";

/**
 * Sets that are drawn are those of the config's seed; without one, each training draws others of the same sizes.
 * @param onProfile called with profiles of the rows so far
 */
export async function profileConfig(
  text: string,
  file: string,
  onProfile?: (profile: DataProfile) => void,
): Promise<DataProfile> {
  const { config: parsed, findings } = checkConfig(text);
  if (!parsed) throw configError(file, findings);
  const { data, layers, cost, training } = resolveConfig(parsed, 0);
  const { activation } = layers[layers.length - 1];
  return profileData(data, { baseDir: dirname(resolve(file)), seed: training.seed, cost, activation, onProfile });
}
