/**
 * Models of Keras, with nothing of them executed: .keras (a zip with config.json and model.weights.h5), .h5 of Keras 2
 * and 3, and their files of weights alone. Source: keras-team/keras, saving/saving_lib.py and
 * legacy/saving/legacy_h5_format.py.
 */
import type { NamedArray } from "./arrayFile";
import type { DenseNetwork } from "./denseNetwork";
import { FormatError } from "./formatError";
import { Hdf5Group, openHdf5 } from "./hdf5Group";
import { parsedJson } from "./kerasJson";
import { chainOfKeras, type KerasSource } from "./kerasLayers";
import type { StateTensor } from "./stateDict";
import { readZip, zipNames } from "./zip";

/** Variables of a layer in the order in which they are saved, and its class as the paths of Keras 3 write it. */
const saved: Partial<Record<string, { path: string; parts: readonly string[] }>> = {
  Dense: { path: "dense", parts: ["kernel", "bias"] },
  PReLU: { path: "p_re_lu", parts: ["alpha"] },
  Normalization: { path: "normalization", parts: ["mean", "variance", "count"] },
};
/** Layers without weights, as those paths write them. */
const withoutWeights =
  /^(input_layer|dropout|flatten|activation|re_lu|leaky_re_lu|elu|softmax|rescaling|gaussian_noise|gaussian_dropout|alpha_dropout|activity_regularization)(_\d+)?$/;

const [configFile, weightsFile] = ["config.json", "model.weights.h5"];

/** Whether a zip is a model of Keras; throws FormatError where it is no zip that can be read. */
export function isKerasZip(bytes: Uint8Array): boolean {
  const names = zipNames(bytes);
  return names.includes(configFile) && names.includes("metadata.json");
}

/** Throws FormatError. */
export function parseKerasZip(bytes: Uint8Array): DenseNetwork {
  const files = new Map(readZip(bytes, (name) => name === configFile || name === weightsFile));
  const model = parsedJson(files.get(configFile) ?? new Uint8Array());
  if (!model) throw new FormatError("keras-model", {});
  const weights = files.get(weightsFile);
  const layers = weights && layersIn(openHdf5(weights));
  if (!layers) throw new FormatError("keras-shards", {});
  return networkOf(model, numbered(layers));
}

/** Throws FormatError. */
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
  const rounded: string[] = [];
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
      rounded.push("float64 numbers are rounded to float32");
    return { shape, values };
  };
  const { layers, scaling } = chainOfKeras(model, source);
  return { format: "Keras", layers, scaling, remarks: rounded };
}

/** Files of weights say no activations: only those with weights of their own are known. */
function weightsAlone(layers: unknown[], weightsOf: WeightsOf): DenseNetwork {
  const network = networkOf({ config: { layers } }, weightsOf);
  for (const layer of network.layers) if (layer.activation === "linear") layer.activation = undefined;
  return network;
}

/** By the parts that each layer has: its class is not in the file. */
function describedByNames(file: Hdf5Group, names: readonly string[]): unknown[] {
  return names.flatMap((name) => {
    const parts = [...weightsNamed(file, name).keys()];
    if (parts.length === 0) return [];
    const isOf = (kind: string) => saved[kind]?.parts.every((part) => parts.includes(part));
    const kind = ["Normalization", "PReLU"].find(isOf) ?? "Dense";
    return [{ class_name: kind, config: { name, use_bias: parts.includes("bias") } }];
  });
}

/** By the paths of the layers, "dense", "dense_1", … in this order. */
function describedByPaths(layers: Hdf5Group): unknown[] {
  const numberOf = (key: string) => Number(/^dense(?:_(\d+))?$/.exec(key)?.[1] ?? 0);
  const keys = [...layers.keys].filter((key) => !withoutWeights.test(key));
  return keys
    .sort((one, other) => numberOf(one) - numberOf(other))
    .map((key) => {
      // Where a layer of another class stands between the dense ones, the file does not say.
      if (!/^dense(_\d+)?$/.test(key)) throw new FormatError("keras-layer", { name: key, what: "not Dense" });
      const parts = layers.at(`${key}/vars`)?.keys;
      return { class_name: "Dense", config: { name: key, use_bias: parts?.has("1") ?? false } };
    });
}

/** Of a layer by its name: the group lists the paths of its arrays. */
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

/** Of the layers of Keras 3: each class has numbers of its own, in the order of the layers, and so have its arrays. */
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

/** Keras 2.12 to 2.15 call it otherwise. */
const layersIn = (file: Hdf5Group) => file.at("layers") ?? file.at("_layer_checkpoint_dependencies");

/** A list that is too long for one attribute is spread over name0, name1, … */
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
