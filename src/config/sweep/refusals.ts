/** Settings that a sweep cannot vary, and the reasons. */

/** Variants of the lint code sweep-setting. */
export type Refusal = "outputs" | "seed" | "sweep" | "version" | "unlearned" | "backend" | "start" | "examples";

/** Keys of `data` that do not change the examples that trials are measured on. */
const ofData = ["data.scaling", "data.classWeights", "data.limit", "data.missing"];
const unlearned = ["training.checkpointEvery", "training.keepEvery", "training.trainAccuracy", "training.bestMetric"];

/** @param layers number of layers of the network */
export function refusalOf(path: string, layers: number): Refusal | undefined {
  if (/^sweep\b/.test(path)) return "sweep";
  if (path === "version" || path === "$schema") return "version";
  if (path === "backend" || path === "threads") return "backend";
  if (path === "training.seed") return "seed";
  if (/^training\.start\b/.test(path)) return "start";
  if (unlearned.includes(path)) return "unlearned";
  if (path === `layers[${layers - 1}].units`) return "outputs";
  return /^data\b/.test(path) && !ofData.includes(path) ? "examples" : undefined;
}
