/** Weights that a network starts from instead of random ones (`training.start`): those of a run or of a file. */
import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, isAbsolute, join, resolve } from "node:path";
import type { TrainingConfig } from "../../config/schema";
import { NetworkError } from "../../core/errors";
import type { NamedArray } from "../../core/layer";
import type { Network } from "../../core/network";
import { FormatError } from "../../formats/formatError";
import { readNpz } from "../../formats/npz";
import { parseOnnxWeights } from "../../formats/onnxWeights";
import { readCheckpoint } from "../../runs/checkpoint";
import { readWeights } from "./weights";

type Start = NonNullable<TrainingConfig["start"]>;

/**
 * W0, b0, alpha0, …; the optimizer's state is not taken over.
 * @param file the config file: relative paths start at its folder, and runs are looked up beside it
 */
export async function readStartWeights(start: Start, file: string, runsDir?: string): Promise<NamedArray[]> {
  const folder = dirname(resolve(file));
  const arrays =
    "run" in start
      ? (await readWeights(findRun(start.run, folder, runsDir), start.epoch ?? "best")).arrays
      : await readFileOf(isAbsolute(start.weights) ? start.weights : join(folder, start.weights), start.weights, file);
  return arrays.filter(({ name }) => /^(W|b|alpha)\d+$/.test(name));
}

/** The start weights that a run saved, where it did not start from its seed. */
export async function readSavedStart(run: string): Promise<NamedArray[] | undefined> {
  const file = join(run, "epochs", "0.npz");
  return existsSync(file) ? (await readCheckpoint(file)).arrays : undefined;
}

/** Finds a run by its folder, or by its name among the runs of any network. */
function findRun(run: string, folder: string, runsDir = join(folder, ".matrix-network")): string {
  const path = resolve(folder, run);
  if (existsSync(path) || !existsSync(runsDir)) return path;
  const networks = readdirSync(runsDir, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return networks.map(({ name }) => join(runsDir, name, run)).find((found) => existsSync(found)) ?? path;
}

async function readFileOf(path: string, name: string, config: string): Promise<NamedArray[]> {
  const bytes = await readFile(path).catch(({ message: reason }: Error) => {
    throw new NetworkError("start-weights/unreadable", { config, name, reason });
  });
  try {
    if (/\.onnx$/i.test(path)) return parseOnnxWeights(bytes);
    return Array.from(readNpz(bytes), ([name, { shape, data }]) => ({
      name,
      shape,
      values: data instanceof Float32Array ? data : Float32Array.from(data as Float64Array, Number),
    }));
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new NetworkError("start-weights/format", { config, name, reason: error.message });
  }
}

/** Copies the weights into the network. Throws a NetworkError where they belong to another network. */
export async function applyStartWeights(network: Network, arrays: readonly NamedArray[], file: string): Promise<void> {
  const given = new Map(arrays.map((array) => [array.name, array]));
  const own = await network.readParameters();
  const isLeftOut = (name: string) =>
    name.startsWith("optimizer/") || name.startsWith("alpha") || isUnused(network, name);
  const missing = own.find(({ name }) => !given.has(name) && !isLeftOut(name));
  if (missing) throw new NetworkError("start-weights/missing", { config: file, name: missing.name });
  const wrong = own.find(({ name, shape }) => given.has(name) && given.get(name)?.shape.join() !== shape.join());
  if (wrong) {
    const { name, shape: wanted } = wrong;
    throw new NetworkError("start-weights/shape", { config: file, name, found: given.get(name)?.shape ?? [], wanted });
  }
  const more = arrays.find(({ name }) => name.startsWith("W") && !own.some((array) => array.name === name));
  if (more) throw new NetworkError("start-weights/layers", { config: file, name: more.name });
  await network.writeParameters(own.map((array) => given.get(array.name) ?? array));
}

/** Whether these are biases of a layer without biases. */
const isUnused = ({ layers }: Network, name: string): boolean =>
  name.startsWith("b") && layers[Number(name.slice(1))]?.bias === false;
