/**
 * A layers model of TensorFlow.js: model.json with Keras' description of the layers, and shards of weights beside it.
 * Format: tensorflow/tfjs, tfjs-layers/src/models.ts and tfjs-core/src/io/types.ts.
 */
import { checkChain, type DenseLayer, type DenseNetwork, withBiases } from "./denseNetwork";
import { decodeElements } from "./elements";
import { FormatError } from "./formatError";
import type { ReadBeside } from "./onnxTensor";

type Json = Partial<Record<string, unknown>>;

const activations = new Set(["sigmoid", "tanh", "relu", "elu", "gelu", "softplus", "linear", "softmax"]);
const passedOver = new Set(["InputLayer", "Dropout", "Flatten"]);

const objectOf = (value: unknown): Json => (typeof value === "object" && value !== null ? (value as Json) : {});
const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value.map(objectOf) : []);
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** Throws FormatError. */
export function parseTfjs(bytes: Uint8Array, readBeside: ReadBeside): DenseNetwork {
  const model = parsed(bytes);
  const topology = objectOf(model.modelTopology);
  // Converted models have Keras' description in model_config, those saved by TensorFlow.js have it itself.
  const description = objectOf(topology.model_config ?? topology);
  const config = objectOf(description.config);
  const listed = listOf(Array.isArray(description.config) ? description.config : config.layers);
  if (!Array.isArray(model.weightsManifest) || listed.length === 0) throw new FormatError("tfjs-model", {});
  const weights = readShards(listOf(model.weightsManifest), readBeside);
  const layers: DenseLayer[] = [];
  for (const [l, layer] of listed.entries()) {
    refuseBranch(listed, l);
    addLayer(layers, layer, weights);
  }
  const full = withBiases(layers);
  checkChain(full);
  return { format: "TensorFlow.js", layers: full, remarks: [] };
}

function parsed(bytes: Uint8Array): Json {
  try {
    return objectOf(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
  } catch {
    throw new FormatError("tfjs-model", {});
  }
}

/** A functional model says of each layer which layers it takes: here the one before it. */
function refuseBranch(listed: readonly Json[], l: number): void {
  const { inbound_nodes: inbound, name } = listed[l];
  if (!Array.isArray(inbound) || inbound.length === 0) return;
  const names = new Set(listed.map((layer) => textOf(layer.name)));
  const taken = inbound.flat(3).filter((part): part is string => typeof part === "string" && names.has(part));
  if (inbound.length > 1 || taken.length !== 1 || taken[0] !== listed[l - 1]?.name) {
    throw new FormatError("tfjs-layer", { name: textOf(name) });
  }
}

interface Weight {
  shape: number[];
  values: Float32Array;
}

function addLayer(layers: DenseLayer[], { class_name, config }: Json, weights: ReadonlyMap<string, Weight>): void {
  const kind = textOf(class_name);
  const {
    name: given,
    activation: named,
    use_bias: useBias,
    batch_input_shape: input,
    batch_shape: shape,
  } = objectOf(config);
  const name = textOf(given) || kind;
  if (kind === "Flatten" && layers.length === 0 && !isFlat(input ?? shape))
    throw new FormatError("tfjs-layer", { name });
  if (passedOver.has(kind)) return;
  const activation = textOf(named) || "linear";
  const last = layers.at(-1);
  const isKnown = (kind === "Dense" || kind === "Activation") && activations.has(activation);
  if (!isKnown || (kind === "Activation" && last?.activation !== "linear"))
    throw new FormatError("tfjs-layer", { name });
  if (kind === "Activation" && last) {
    last.activation = activation;
    return;
  }
  const [kernel, bias] = ["kernel", "bias"].map((part) => weights.get(`${name}/${part}`));
  const [inputs, units] = kernel?.shape ?? [];
  const isWrong = kernel?.shape.length !== 2 || (useBias !== false && bias?.values.length !== units);
  if (!kernel || isWrong) throw new FormatError("tfjs-weights", { name });
  layers.push({ inputs, units, W: kernel.values, b: bias?.values, activation });
}

/** Of a picture with channels another order of the values is possible. */
const isFlat = (shape: unknown) => !Array.isArray(shape) || shape.length < 4 || shape[3] === 1;

/** All weights by name, without the layers' own prefix of a model inside of a model. */
function readShards(manifest: readonly Json[], readBeside: ReadBeside): Map<string, Weight> {
  const weights = new Map<string, Weight>();
  for (const { paths, weights: listed } of manifest) {
    const parts = (Array.isArray(paths) ? paths : []).map((path) => readBeside(textOf(path), 0));
    const bytes = Buffer.concat(parts);
    let at = 0;
    for (const { name, shape, dtype, quantization } of listOf(listed)) {
      const sizes = Array.isArray(shape) ? shape : [Number.NaN];
      const length = sizes.reduce((product: number, size) => product * Number(size), 4);
      const isWhole = sizes.every((size) => Number.isSafeInteger(size) && size >= 0);
      if (dtype !== "float32" || quantization !== undefined || !isWhole || !(at + length <= bytes.length)) {
        throw new FormatError("tfjs-weights", { name: textOf(name) });
      }
      const values = decodeElements(bytes.subarray(at, at + length), "f4", false) as Float32Array;
      weights.set(textOf(name), { shape: sizes as number[], values });
      at += length;
    }
    if (at !== bytes.length) throw new FormatError("tfjs-model", {});
  }
  return weights;
}
