/**
 * Networks of brain.js, as net.toJSON() writes them: version 2 with lists of weights, version 1 with an object per
 * unit.
 * Source: brain.js 1.6.1 and 2.0.0-beta.24, neural-network's fromJSON and runInput.
 */
import { checkChain, type DenseLayer, type DenseNetwork } from "./denseNetwork";
import { FormatError } from "./formatError";
import { type Json, listOf, objectOf, parsedJson, textOf } from "./kerasJson";

const activations: Partial<Record<string, string>> = {
  sigmoid: "sigmoid",
  relu: "relu",
  "leaky-relu": "prelu",
  tanh: "tanh",
};

/** Whether an object of JSON is one. */
const isBrainJs = (model: Json): boolean =>
  Array.isArray(model.layers) && (Array.isArray(model.sizes) || typeof model.type === "string");

/** Whether a file's first bytes are those of one: of another document of JSON nothing more is read. */
export const beginsAsBrainJs = (head: Uint8Array): boolean =>
  /^\s*\{\s*"(type"\s*:\s*"NeuralNetwork|sizes"\s*:\s*\[)/.test(Buffer.from(head.subarray(0, 200)).toString("latin1"));

/** Throws FormatError. */
export function parseBrainJs(bytes: Uint8Array): DenseNetwork {
  const model = parsedJson(bytes);
  if (!model || !isBrainJs(model)) throw new FormatError("brain-model/damaged", {});
  const type = textOf(model.type);
  if (!["", "NeuralNetwork", "NeuralNetworkGPU"].includes(type)) throw new FormatError("brain-model", { type });
  const [first, ...rest] = listOf(model.layers);
  const names = Object.keys(objectOf(first));
  const isOld = rest.length > 0 && !Array.isArray(rest[0].weights);
  const rows = rest.map((layer, l) =>
    isOld ? oldRows(layer, l === 0 ? names : Object.keys(rest[l - 1])) : newRows(layer),
  );
  const remarks: string[] = [];
  const { activation, alpha } = activationOf(model, isOld);
  const sizes = Array.isArray(model.sizes) ? model.sizes : [];
  const layers = rows.map(({ weights, biases }, l): DenseLayer => {
    const [inputs, units] = [Number(sizes[l]), Number(sizes[l + 1])];
    const isWhole =
      weights.length === units && biases.length === units && weights.every((row) => row.length === inputs);
    if (!isWhole || !biases.concat(...weights).every((each) => typeof each === "number"))
      throw new FormatError("brain-layer", { layer: l + 1 });
    const W = Float32Array.from({ length: inputs * units }, (_, i) => weights[i % units][Math.floor(i / units)]);
    const slope = alpha === undefined ? {} : { alpha: new Float32Array(units).fill(alpha) };
    return { inputs, units, W, b: Float32Array.from(biases), activation, ...slope };
  });
  if (sizes.length !== layers.length + 1) throw new FormatError("brain-model/damaged", {});
  checkChain(layers);
  const [inputNames, classes] = isOld
    ? [
        model.inputLookup === true ? names : undefined,
        model.outputLookup === true ? Object.keys(rest[rest.length - 1]) : undefined,
      ]
    : [namesIn(model.inputLookup), namesIn(model.outputLookup)];
  if (inputNames)
    remarks.push(`its inputs are, in this order: ${JSON.stringify(inputNames.slice(0, 20)).slice(1, -1)}`);
  return { format: "brain.js", layers, classes, remarks };
}

interface Rows {
  /** [units][inputs] */
  weights: number[][];
  biases: number[];
}

const newRows = ({ weights, biases }: Json): Rows => ({
  weights: (Array.isArray(weights) ? weights : []).map((row) => (Array.isArray(row) ? row : [])),
  biases: Array.isArray(biases) ? biases : [],
});

/** @param inputs names of the units before it */
function oldRows(layer: Json, inputs: readonly string[]): Rows {
  const units = Object.values(layer).map(objectOf);
  const rowOf = ({ weights }: Json) => {
    const row = objectOf(weights);
    // Another number of them is refused by the size of the layer.
    return Object.keys(row).length === inputs.length ? inputs.map((name) => row[name] as number) : [];
  };
  return { weights: units.map(rowOf), biases: units.map(({ bias }) => bias as number) };
}

/** All layers have the same one. */
function activationOf(model: Json, isOld: boolean): { activation?: string; alpha?: number } {
  const training = objectOf(model.trainOpts);
  const found = isOld ? model.activation : (training.activation ?? objectOf(model.options).activation);
  if (found === undefined) return {};
  const name = textOf(found);
  const activation = Object.hasOwn(activations, name) ? activations[name] : undefined;
  if (!activation) throw new FormatError("brain-activation", { activation: name });
  if (activation !== "prelu") return { activation };
  // Version 1 computes slope · max(0, s) in its place, and leaves the slope out of its files.
  if (isOld) throw new FormatError("brain-activation", { activation: "leaky-relu of version 1 (which has no slope)" });
  const slope = training.leakyReluAlpha;
  if (slope === undefined) return { activation };
  // brain.js takes the larger one of s and slope · s.
  if (typeof slope !== "number" || !(slope >= 0 && slope <= 1))
    throw new FormatError("brain-activation", { activation: `leaky-relu with the slope ${String(slope)}` });
  return { activation, alpha: slope };
}

/** Names by their numbers, { black: 0, white: 1 }; nothing where it is no such table. */
function namesIn(lookup: unknown): string[] | undefined {
  if (typeof lookup !== "object" || lookup === null) return undefined;
  const entries = Object.entries(lookup).sort(([, one], [, other]) => Number(one) - Number(other));
  return entries.every(([, number], i) => number === i) ? entries.map(([name]) => name) : undefined;
}
