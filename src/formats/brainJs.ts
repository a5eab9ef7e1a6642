/**
 * Networks of brain.js, as written by net.toJSON(): version 2 with lists of weights, version 1 with an object per unit.
 * Source: brain.js 1.6.1 and 2.0.0-beta.24, neural-network's fromJSON and runInput.
 */
import { noticed } from "../messages";
import type { Cited } from "../messages/said";
import { checkChain, type DenseLayer, type DenseNetwork } from "./denseNetwork";
import { FormatError } from "./formatError";
import { type Json, listOf, objectOf, parsedJson, textOf } from "./kerasJson";

const activations: Partial<Record<string, string>> = {
  sigmoid: "sigmoid",
  relu: "relu",
  "leaky-relu": "prelu",
  tanh: "tanh",
};

/** Returns true if a JSON object is a network of brain.js. */
const isBrainJs = (model: Json): boolean =>
  Array.isArray(model.layers) && (Array.isArray(model.sizes) || typeof model.type === "string");

/** Returns true if the first bytes of a JSON file are those of a brain.js network; other files are read no further. */
export const beginsAsBrainJs = (head: Uint8Array): boolean =>
  /^\s*\{\s*"(type"\s*:\s*"NeuralNetwork|sizes"\s*:\s*\[)/.test(Buffer.from(head.subarray(0, 200)).toString("latin1"));

/** Parses a network; throws FormatError. */
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
  const remarks: Cited[] = [];
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
  if (inputNames) remarks.push(noticed("weights-remark/inputs", { names: inputNames.slice(0, 20) }));
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

/** @param inputs names of the units of the layer before */
function oldRows(layer: Json, inputs: readonly string[]): Rows {
  const units = Object.values(layer).map(objectOf);
  const rowOf = ({ weights }: Json) => {
    const row = objectOf(weights);
    // A wrong number of inputs is rejected by the layer's size check.
    return Object.keys(row).length === inputs.length ? inputs.map((name) => row[name] as number) : [];
  };
  return { weights: units.map(rowOf), biases: units.map(({ bias }) => bias as number) };
}

/** Returns the activation, which all layers share. */
function activationOf(model: Json, isOld: boolean): { activation?: string; alpha?: number } {
  const training = objectOf(model.trainOpts);
  const found = isOld ? model.activation : (training.activation ?? objectOf(model.options).activation);
  if (found === undefined) return {};
  const name = textOf(found);
  const activation = Object.hasOwn(activations, name) ? activations[name] : undefined;
  if (!activation) throw new FormatError("brain-activation", { activation: name });
  if (activation !== "prelu") return { activation };
  // Version 1 computes slope · max(0, s) instead, and does not save the slope.
  if (isOld) throw new FormatError("brain-activation", { activation: "leaky-relu of version 1 (which has no slope)" });
  const slope = training.leakyReluAlpha;
  if (slope === undefined) return { activation };
  // brain.js computes the larger of s and slope · s.
  if (typeof slope !== "number" || !(slope >= 0 && slope <= 1))
    throw new FormatError("brain-activation", { activation: `leaky-relu with the slope ${String(slope)}` });
  return { activation, alpha: slope };
}

/** Returns the names in the order of their numbers, { black: 0, white: 1 }; undefined for other values. */
function namesIn(lookup: unknown): string[] | undefined {
  if (typeof lookup !== "object" || lookup === null) return undefined;
  const entries = Object.entries(lookup).sort(([, one], [, other]) => Number(one) - Number(other));
  return entries.every(([, number], i) => number === i) ? entries.map(([name]) => name) : undefined;
}
