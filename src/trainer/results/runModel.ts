/** Loads a run's network for inference: its weights, the scaling of its inputs and the names of its outputs. */
import { hasAlpha } from "../../core/activations";
import type { Examples } from "../../core/backend";
import { NetworkError } from "../../core/errors";
import { type BackendName, backendNames } from "../../core/names";
import { asFloat32 } from "../../data/scaling";
import type { Model, ModelLayer } from "../../export/model";
import { nameOfRun, runOfFolder } from "../../groups/finalRun";
import { requiredCalibration } from "../../runs/calibration";
import type { Checkpoint } from "../../runs/checkpoint";
import { type Manifest, readManifest } from "../../runs/manifest";
import type { CheckpointRef } from "../experiment/checkpointRef";
import { Evaluator } from "../experiment/evaluator";
import type { Overrides } from "../experiment/overrides";
import { requiredActivation, withTemperature } from "../experiment/probabilities";
import { withNetwork } from "../experiment/storedNetwork";
import { toTargetUnits } from "../experiment/targetUnits";
import { readWeights } from "../experiment/weights";

export interface RunModel {
  manifest: Manifest;
  checkpoint: Checkpoint;
  model: Model;
}

/**
 * Reads a model from the run folder, without its data.
 * @param given folder of a run, or of a group, whose final network is read
 */
export async function readModel(given: string, ref: CheckpointRef): Promise<RunModel> {
  const folder = runOfFolder(given);
  const manifest = await readManifest(folder);
  const checkpoint = await readWeights(folder, ref);
  const { config, data } = manifest;
  const byName = new Map(checkpoint.arrays.map(({ name, values }) => [name, values]));
  const array = (name: string, length: number) => {
    const values = byName.get(name);
    if (values?.length === length) return values;
    throw new NetworkError("parameter-shape/run", { folder, name });
  };
  const layers = config.layers.map(({ units, activation, alpha, learnAlpha }, l): ModelLayer => {
    const inputs = l === 0 ? data.inputs : config.layers[l - 1].units;
    const learned = () => (learnAlpha ? array(`alpha${l}`, units) : new Float32Array(units).fill(alpha ?? 0));
    return {
      activation,
      inputs,
      units,
      W: array(`W${l}`, inputs * units),
      b: array(`b${l}`, units),
      ...(hasAlpha(activation) && { alpha: learned() }),
    };
  });
  const { task, inputs, inputNames, columns, imageShape, classNames, targets, scaling } = data;
  const { network, run } = nameOfRun(folder);
  const title = `${network}, epoch ${checkpoint.state.epoch} of ${run}`;
  const model = { title, task, inputs, inputNames, columns, imageShape, classNames, targets, scaling, layers };
  return { manifest, checkpoint, model };
}

/**
 * Returns the model whose probabilities have the temperature of calibration.json. Throws a NetworkError if there is
 * none for these weights, or if the outputs are not probabilities.
 * @param given folder of a run, or of a group
 */
export async function calibratedModel(given: string, { manifest, checkpoint, model }: RunModel): Promise<RunModel> {
  requiredActivation(model.task, model.layers);
  const { temperature } = await requiredCalibration(runOfFolder(given), checkpoint);
  const last = model.layers.length - 1;
  const arrays = withTemperature(checkpoint.arrays, model.layers.length, temperature);
  const values = (name: string, own: Float32Array) => arrays.find((array) => array.name === name)?.values ?? own;
  const layers = model.layers.map((layer, l) =>
    l === last ? { ...layer, W: values(`W${l}`, layer.W), b: values(`b${l}`, layer.b) } : layer,
  );
  const title = `${model.title}, calibrated with temperature ${temperature.toFixed(4)}`;
  return { manifest, checkpoint: { ...checkpoint, arrays }, model: { ...model, title, layers } };
}

/**
 * Returns outputs [count, outputs] for unscaled examples [count, inputs]; targets in their own unit. Rounded to
 * float32, unless float32 would make several targets equal.
 */
export async function outputsOf(
  { manifest: { config, data, backend: recorded }, checkpoint, model }: RunModel,
  { count, values }: { count: number; values: Uint8Array | Float32Array },
  { backend: wanted, threads }: Pick<Overrides, "backend" | "threads">,
): Promise<Float64Array> {
  const { layers } = config;
  const { inputs, scaling } = data;
  const outputs = layers[layers.length - 1].units;
  const stored = { config, inputs, parameters: checkpoint.arrays, backend: wanted ?? availableName(recorded), threads };
  return withNetwork(stored, async (network, backend) => {
    const examples: Examples = {
      count,
      inputs,
      outputs,
      values,
      shift: asFloat32(scaling.shift),
      factor: asFloat32(scaling.factor),
      // Required by the type, but not read.
      targets: new Float32Array(count * outputs),
    };
    const z = await new Evaluator(network, backend, backend.examples(examples)).outputs(yieldToEventLoop);
    const { targets } = model;
    return targets ? toTargetUnits(z, targets) : Float64Array.from(z);
  });
}

/** Returns the backend that trained the run, or "auto": all backends give the same outputs within their tolerance. */
const availableName = (name: string): "auto" | BackendName => backendNames.find((each) => each === name) ?? "auto";

const yieldToEventLoop = () => new Promise<void>((resume) => setImmediate(resume));
