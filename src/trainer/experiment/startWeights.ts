/** Initial weights of a network from a run or a file (`training.start`), in place of random ones. */
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { StartFacts } from "../../config/check/rules/start";
import type { TrainingConfig } from "../../config/schema";
import type { ResolvedConfig } from "../../config/schema/resolve";
import { NetworkError } from "../../core/errors";
import type { NamedArray } from "../../core/layer";
import type { Network } from "../../core/network";
import { resolvedPath } from "../../data/variablePaths";
import { namedTensors } from "../../formats/denseNetwork";
import { FormatError } from "../../formats/formatError";
import { runOfFolder } from "../../groups/finalRun";
import { readCheckpoint } from "../../runs/checkpoint";
import { findNamedRun } from "../../runs/namedRun";
import { adaptToData } from "./adaptStart";
import type { Experiment } from "./prepare";
import { readWeights } from "./weights";

type Start = NonNullable<TrainingConfig["start"]>;

interface StartWeights {
  /** Parameters W0, b0, alpha0, …; the optimizer's state is not included. */
  arrays: NamedArray[];
  /** Facts about a weights file; absent for a run, which is used as it is. */
  facts?: StartFacts;
}

/** @param file the config file: relative paths start at its folder, and runs are searched beside it */
export async function readStartWeights(
  start: Start,
  { file, config, dataset }: Pick<Experiment, "file" | "config" | "dataset">,
  runsDir?: string,
): Promise<StartWeights> {
  const folder = dirname(resolve(file));
  if ("run" in start) {
    const { arrays } = await readWeights(runOfFolder(findNamedRun(start.run, folder, runsDir)), start.epoch ?? "best");
    return { arrays: arrays.filter(({ name }) => /^(W|b|alpha)\d+$/.test(name)) };
  }
  const { weights: name } = start;
  try {
    const path = resolvedPath(name, "training.start.weights", folder, dataset.reading.workspaceFolder);
    // The readers of all formats are loaded only for a file.
    const { readWeightsFile } = await import("./weightsFile");
    const found = await readWeightsFile(resolve(folder, path));
    const { network, facts } = adaptToData(found, config, dataset);
    return { arrays: namedTensors(network), facts };
  } catch (error) {
    if (error instanceof FormatError) {
      throw new NetworkError("start-weights/format", { config: file, name, reason: error });
    }
    const reason = error as NodeJS.ErrnoException;
    if (reason.code === undefined) throw error;
    throw new NetworkError("start-weights/unreadable", { config: file, name, reason });
  }
}

/** Returns the initial weights that a run saved; undefined if it started from its seed. */
export async function readSavedStart(run: string): Promise<NamedArray[] | undefined> {
  const file = join(run, "epochs", "0.npz");
  return existsSync(file) ? (await readCheckpoint(file)).arrays : undefined;
}

/** Copies the weights into the network. Throws a NetworkError if they belong to another network. */
export async function applyStartWeights(network: Network, arrays: readonly NamedArray[], file: string): Promise<void> {
  const own = await network.readParameters();
  refuseOtherNetwork(network.layers, own, arrays, file);
  const given = new Map(arrays.map((array) => [array.name, array]));
  await network.writeParameters(own.map((array) => given.get(array.name) ?? array));
}

/**
 * Throws a NetworkError if the weights belong to another network.
 * @param layers of the network; @param own names and shapes of its parameters
 */
export function refuseOtherNetwork(
  layers: readonly { bias: boolean }[],
  own: readonly Pick<NamedArray, "name" | "shape">[],
  arrays: readonly NamedArray[],
  file: string,
): void {
  const given = new Map(arrays.map((array) => [array.name, array]));
  const hasNoBias = (name: string) => name.startsWith("b") && layers[Number(name.slice(1))]?.bias === false;
  const isLeftOut = (name: string) => name.startsWith("optimizer/") || name.startsWith("alpha") || hasNoBias(name);
  const missing = own.find(({ name }) => !given.has(name) && !isLeftOut(name));
  if (missing) throw new NetworkError("start-weights/missing", { config: file, name: missing.name });
  const wrong = own.find(({ name, shape }) => given.has(name) && given.get(name)?.shape.join() !== shape.join());
  if (wrong) {
    const { name, shape: wanted } = wrong;
    throw new NetworkError("start-weights/shape", { config: file, name, found: given.get(name)?.shape ?? [], wanted });
  }
  const more = arrays.find(({ name }) => name.startsWith("W") && !own.some((array) => array.name === name));
  if (more) throw new NetworkError("start-weights/layers", { config: file, name: more.name });
  const unused = arrays.find(({ name, values }) => hasNoBias(name) && values.some((value) => value !== 0));
  if (unused) {
    const { name } = unused;
    throw new NetworkError("start-weights/bias", { config: file, name, layer: Number(name.slice(1)) });
  }
}

/** Returns the names and shapes of the initial parameters of a config's network. */
export const parametersOf = ({ layers }: Pick<ResolvedConfig, "layers">, inputs: number) =>
  layers.flatMap(({ units }, l) => [
    { name: `W${l}`, shape: [l === 0 ? inputs : layers[l - 1].units, units] },
    { name: `b${l}`, shape: [units] },
  ]);
