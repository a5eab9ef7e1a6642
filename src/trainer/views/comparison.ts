/**
 * Compares a run with another: its predictions for every example, a digest of each set, and the difference of weights.
 */
import { createHash } from "node:crypto";
import type { Examples } from "../../core/backend";
import { NetworkError } from "../../core/errors";
import type { Target } from "../../data/dataset";
import type { ParsedParams, RequestResult } from "../../protocol/requests";
import type { Checkpoint } from "../../runs/checkpoint";
import { readManifest } from "../../runs/manifest";
import type { CheckpointRef } from "../experiment/checkpointRef";
import { classScores, predictedClass } from "../experiment/predictions";
import { toTargetUnits } from "../experiment/targetUnits";
import { readWeights } from "../experiment/weights";
import { difference, layerShape, pictureOf } from "./weightPictures";

type ComparedPredictions = Pick<RequestResult<"predictions">, "width" | "actual" | "predicted" | "sure">;

/** Returns the predictions of a classification. @param z activations of the output layer [count, outputs] */
export function classPredictions(z: Float32Array, { count, outputs, targets }: Examples): ComparedPredictions {
  const predicted = Float64Array.from({ length: count }, (_, i) => predictedClass(z, i, outputs));
  const sure = Float32Array.from(predicted, (answer, i) => classScores(z, i, outputs)[answer]);
  return { width: 1, actual: Float64Array.from(targets), predicted, sure };
}

/** Returns the predictions of a regression, in the targets' own units. */
export function targetPredictions(
  z: Float32Array,
  { outputs, targets }: Examples,
  units: readonly Target[],
): ComparedPredictions {
  const own = (values: ArrayLike<number>) => toTargetUnits(values, units);
  return { width: outputs, actual: own(targets), predicted: own(z), sure: new Float32Array(0) };
}

/**
 * Returns the SHA-256 of the inputs as stored and of the classes. Targets of a regression are left out: their scale
 * depends on the training set.
 */
export function digestOf({ inputs, values, targets }: Examples): string {
  const hash = createHash("sha256").update(`${inputs} `).update(bytesOf(values));
  if (targets instanceof Int32Array) hash.update(bytesOf(targets));
  return hash.digest("hex");
}

const bytesOf = ({ buffer, byteOffset, byteLength }: NodeJS.TypedArray) =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** Throws a NetworkError of kind "run" if a layer has different shapes in the two runs. */
export async function weightDifference(
  folder: string,
  checkpoints: { own: CheckpointRef; other: CheckpointRef },
  { other, ...params }: Omit<ParsedParams<"weightDifference">, "at" | "otherAt">,
): Promise<RequestResult<"weightDifference">> {
  const { config, data } = await readManifest(folder);
  const own = await readWeights(folder, checkpoints.own);
  const theirs = await readWeights(other, checkpoints.other);
  const depth = ({ arrays }: Checkpoint) => arrays.filter(({ name }) => /^W\d+$/.test(name)).length;
  if (depth(own) !== depth(theirs)) {
    throw new NetworkError("shapes-differ/layers", { own: depth(own), other: depth(theirs) });
  }
  const layers = config.layers.map((_, l) => {
    const [a, b] = [own, theirs].map((checkpoint) => matrixOf(checkpoint, l));
    if (a.shape.join() !== b.shape.join()) {
      throw new NetworkError("shapes-differ", { layer: l + 1, own: a.shape, other: b.shape });
    }
    return { a: a.values, b: b.values, delta: difference(a.values, b.values) };
  });
  const shape = layerShape(config, data.inputs, params.layer);
  return {
    picture: pictureOf(layers[params.layer].delta, shape, { ...params, what: "weights" }, own.state),
    epoch: own.state.epoch,
    otherEpoch: theirs.state.epoch,
    norms: layers.map(({ a, b, delta }) => {
      const [ownNorm, otherNorm] = [norm(a), norm(b)];
      const cosine = ownNorm * otherNorm > 0 ? dot(a, b) / (ownNorm * otherNorm) : 0;
      return { own: ownNorm, other: otherNorm, difference: norm(delta), cosine };
    }),
  };
}

function matrixOf({ arrays }: Checkpoint, layer: number) {
  const W = arrays.find(({ name }) => name === `W${layer}`);
  if (W) return W;
  throw new NetworkError("parameter-shape/other-run", { name: `W${layer}` });
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

const norm = (a: Float32Array) => Math.sqrt(dot(a, a));
