/**
 * A TensorFlow.js layers model: model.json with Keras' description of the layers, and weight shards beside it. Format:
 * tensorflow/tfjs, tfjs-layers/src/models.ts and tfjs-core/src/io/types.ts.
 */
import type { DenseNetwork } from "./denseNetwork";
import { decodeElements } from "./elements";
import { FormatError } from "./formatError";
import { type Json, listOf, objectOf, parsedJson, textOf } from "./kerasJson";
import { chainOfKeras } from "./kerasLayers";
import type { ReadBeside } from "./onnxTensor";
import type { StateTensor } from "./stateDict";

/** Parses a model; throws FormatError. */
export function parseTfjs(bytes: Uint8Array, readBeside: ReadBeside): DenseNetwork {
  const model = parsedJson(bytes);
  const topology = objectOf(model?.modelTopology);
  // Converted models have Keras' description in model_config; those saved by TensorFlow.js are the description.
  const description = objectOf(topology.model_config ?? topology);
  const isListed = Array.isArray(description.config) || Array.isArray(objectOf(description.config).layers);
  if (!Array.isArray(model?.weightsManifest) || !isListed) throw new FormatError("tfjs-model", {});
  const weights = [...readShards(listOf(model.weightsManifest), readBeside)];
  const { layers, scaling } = chainOfKeras(description, {
    layerError: (values) => new FormatError("tfjs-layer", values),
    weightsError: (values) => new FormatError("tfjs-weights", values),
    weightsOf: ({ name }) => {
      const own = weights.filter(([path]) => path.startsWith(`${name}/`));
      return new Map(own.map(([path, tensor]) => [path.slice(name.length + 1), () => tensor]));
    },
  });
  return { format: "TensorFlow.js", layers, scaling, remarks: [] };
}

/** Reads all weights by name, without the prefix of a nested model. */
function readShards(manifest: readonly Json[], readBeside: ReadBeside): Map<string, StateTensor> {
  const weights = new Map<string, StateTensor>();
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
