/**
 * Keras models, read without executing anything: .keras (a zip with config.json and model.weights.h5), .h5 of Keras 2
 * and 3, and their weights-only files. Source: keras-team/keras, saving/saving_lib.py and
 * legacy/saving/legacy_h5_format.py.
 */
import { noticed } from "../messages";
import type { Cited } from "../messages/said";
import type { NamedArray } from "./arrayFile";
import type { DenseNetwork } from "./denseNetwork";
import { FormatError } from "./formatError";
import { Hdf5Group, openHdf5 } from "./hdf5Group";
import { parsedJson } from "./kerasJson";
import { chainOfKeras, type KerasSource } from "./kerasLayers";
import type { StateTensor } from "./stateDict";
import { readZip, zipNames } from "./zip";

/** Variables of a layer in the order in which they are saved, by class, with the class name in Keras 3's paths. */
const saved: Partial<Record<string, { path: string; parts: readonly string[] }>> = {
  Dense: { path: "dense", parts: ["kernel", "bias"] },
  PReLU: { path: "p_re_lu", parts: ["alpha"] },
  Normalization: { path: "normalization", parts: ["mean", "variance", "count"] },
};
/** Layers without weights, as named in Keras 3's paths. */
const withoutWeights =
  /^(input_layer|dropout|flatten|activation|re_lu|leaky_re_lu|elu|softmax|rescaling|gaussian_noise|gaussian_dropout|alpha_dropout|activity_regularization)(_\d+)?$/;

const [configFile, weightsFile] = ["config.json", "model.weights.h5"];

/** Returns true if a zip is a Keras model; throws FormatError if the zip cannot be read. */
export function isKerasZip(bytes: Uint8Array): boolean {
  const names = zipNames(bytes);
  return names.includes(configFile) && names.includes("metadata.json");
}

/** Parses a .keras file; throws FormatError. */
export function parseKerasZip(bytes: Uint8Array): DenseNetwork {
  const files = new Map(readZip(bytes, (name) => name === configFile || name === weightsFile));
  const model = parsedJson(files.get(configFile) ?? new Uint8Array());
  if (!model) throw new FormatError("keras-model", {});
  const weights = files.get(weightsFile);
  const layers = weights && layersIn(openHdf5(weights));
  if (!layers) throw new FormatError("keras-shards", {});
  return networkOf(model, numbered(layers));
}

/** Parses an .h5 file; throws FormatError. */
export function parseKerasH5(bytes: Uint8Array): DenseNetwork {
  const file = openHdf5(bytes);
  const [config] = file.texts("model_config") ?? [];
  if (config !== undefined) {
    const model = parsedJson(new TextEncoder().encode(config));
    const weights = file.at("model_weights");
    if (!model || !weights) throw new FormatError("keras-model", {});
    return networkOf(model, ({ name }) => weightsNamed(weights, name));
  }
  const names = listIn(file, "layer_names");
  if (names) return weightsAlone(describedByNames(file, names), ({ name }) => weightsNamed(file, name));
  const layers = layersIn(file);
  if (layers) return weightsAlone(describedByPaths(layers), numbered(layers));
  throw new FormatError("keras-model", {});
}

type WeightsOf = (layer: { name: string; kind: string }) => ReadonlyMap<string, NamedArray>;

function networkOf(model: unknown, weightsOf: WeightsOf): DenseNetwork {
  const rounded: Cited[] = [];
  const source: KerasSource = {
    layerError: (values) => new FormatError("keras-layer", values),
    weightsError: (values) => new FormatError("keras-weights", values),
    weightsOf: (layer) =>
      new Map(Array.from(weightsOf(layer), ([part, array]) => [part, () => floats(array, layer.name)])),
  };
  const floats = (array: NamedArray, name: string): StateTensor => {
    if (!/^[<>]f[248]$/.test(array.type)) throw new FormatError("keras-weights", { name });
    const { shape, data } = array.decode();
    const values = Float32Array.from(data as Float64Array);
    if (rounded.length === 0 && data.some((value, i) => value !== values[i]))
      rounded.push(noticed("weights-remark/rounded", {}));
    return { shape, values };
  };
  const { layers, scaling } = chainOfKeras(model, source);
  return { format: "Keras", layers, scaling, remarks: rounded };
}

/** Weights-only files name no activations: only those with weights, such as PReLU, are known. */
function weightsAlone(layers: unknown[], weightsOf: WeightsOf): DenseNetwork {
  const network = networkOf({ config: { layers } }, weightsOf);
  for (const layer of network.layers) if (layer.activation === "linear") layer.activation = undefined;
  return network;
}

/** Derives each layer's class from its variables, since the file does not name it. */
function describedByNames(file: Hdf5Group, names: readonly string[]): unknown[] {
  return names.flatMap((name) => {
    const parts = [...weightsNamed(file, name).keys()];
    if (parts.length === 0) return [];
    const isOf = (kind: string) => saved[kind]?.parts.every((part) => parts.includes(part));
    const kind = ["Normalization", "PReLU"].find(isOf) ?? "Dense";
    return [{ class_name: kind, config: { name, use_bias: parts.includes("bias") } }];
  });
}

/** Describes the layers by their paths, ordered "dense", "dense_1", … */
function describedByPaths(layers: Hdf5Group): unknown[] {
  const numberOf = (key: string) => Number(/^dense(?:_(\d+))?$/.exec(key)?.[1] ?? 0);
  const keys = [...layers.keys].filter((key) => !withoutWeights.test(key));
  return keys
    .sort((one, other) => numberOf(one) - numberOf(other))
    .map((key) => {
      // The file does not show the position of layers of other classes among the dense ones.
      if (!/^dense(_\d+)?$/.test(key)) throw new FormatError("keras-layer", { name: key, what: "not Dense" });
      const parts = layers.at(`${key}/vars`)?.keys;
      return { class_name: "Dense", config: { name: key, use_bias: parts?.has("1") ?? false } };
    });
}

/** Returns a layer's weights by the layer's name: its group lists the paths of the arrays. */
function weightsNamed(file: Hdf5Group, name: string): Map<string, NamedArray> {
  const group = file.at(name);
  const paths = (group && listIn(group, "weight_names")) ?? [];
  return new Map(
    paths.map((path) => {
      const [folder, key] = [path.slice(0, path.lastIndexOf("/") + 1), path.slice(path.lastIndexOf("/") + 1)];
      const array = group?.at(folder)?.member(key, path);
      if (!array || array instanceof Hdf5Group) throw new FormatError("keras-weights", { name });
      return [key.replace(/:\d+$/, ""), array];
    }),
  );
}

/** Returns the weights of Keras 3 layers: layers are numbered per class in order, and so are their arrays. */
function numbered(layers: Hdf5Group): WeightsOf {
  const counts = new Map<string, number>();
  return ({ name, kind }) => {
    const { path, parts } = saved[kind] ?? { path: "", parts: [] };
    const count = counts.get(kind) ?? 0;
    counts.set(kind, count + 1);
    const group = layers.at(`${path}${count === 0 ? "" : `_${count}`}/vars`);
    return new Map(
      Array.from(group?.keys ?? [], (key) => {
        const array = group?.member(key);
        const part = parts[Number(key)];
        if (!array || array instanceof Hdf5Group || part === undefined)
          throw new FormatError("keras-weights", { name });
        return [part, array];
      }),
    );
  };
}

/** Keras 2.12 to 2.15 use another group name. */
const layersIn = (file: Hdf5Group) => file.at("layers") ?? file.at("_layer_checkpoint_dependencies");

/** Reads a list; one too long for a single attribute is split into name0, name1, … */
function listIn(group: Hdf5Group, name: string): string[] | undefined {
  const whole = group.texts(name);
  if (whole) return whole;
  const parts: string[] = [];
  for (let i = 0; ; i++) {
    const part = group.texts(`${name}${i}`);
    if (!part) return i === 0 ? undefined : parts;
    parts.push(...part);
  }
}
