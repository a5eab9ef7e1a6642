/** The network of an .npz file: W0, b0, alpha0, W1, … as written by runs and `export --to npz`. */
import { noticed } from "../messages";
import { checkChain, type DenseLayer, type DenseNetwork, type Scale } from "./denseNetwork";
import type { Elements } from "./elements";
import { FormatError } from "./formatError";
import type { NpyArray } from "./npy";
import { readNpz } from "./npz";
import { isStateDict, layersOf } from "./stateDict";

type Arrays = ReadonlyMap<string, NpyArray>;

/** Parses a network; throws FormatError. */
export function parseNpzWeights(bytes: Uint8Array): DenseNetwork {
  const arrays = readNpz(bytes);
  if (isStateDict(arrays.keys())) return stateDictOf(arrays);
  const layers: DenseLayer[] = [];
  const about = aboutOf(arrays.get("network"));
  for (let l = 0; ; l++) {
    const W = arrays.get(`W${l}`);
    if (!W) break;
    const [inputs, units] = W.shape;
    if (W.shape.length !== 2) throw new FormatError("weights-shape", { name: `W${l}`, shape: W.shape });
    const vector = (name: string) => {
      const array = arrays.get(`${name}${l}`);
      if (array && array.data.length !== units)
        throw new FormatError("weights-shape", { name: `${name}${l}`, shape: array.shape });
      return array && floatsOf(array.data);
    };
    layers.push({
      inputs,
      units,
      W: floatsOf(W.data),
      b: vector("b"),
      alpha: vector("alpha"),
      activation: about.activations[l],
    });
  }
  const more = [...arrays.keys()].find((name) => Number(/^W(\d+)$/.exec(name)?.[1] ?? -1) >= layers.length);
  if (more !== undefined) throw new FormatError("weights-missing", { name: `W${layers.length}` });
  checkChain(layers);
  const scaling = scalingOf(arrays, layers[0].inputs);
  return { format: "npz", layers, scaling, targets: about.targets, classes: about.classes, remarks: [] };
}

/** Reads a state_dict saved by numpy.savez(**{name: tensor.numpy()}). */
function stateDictOf(arrays: Arrays): DenseNetwork {
  const tensors = Array.from(arrays, ([name, { shape, data }]) => [name, { shape, values: floatsOf(data) }] as const);
  const isRounded = [...arrays.values()].some(
    ({ data }) => data instanceof Float64Array && data.some((value) => Math.fround(value) !== value),
  );
  const remarks = isRounded ? [noticed("weights-remark/rounded", {})] : [];
  return { format: "state_dict", layers: layersOf(new Map(tensors), true), remarks };
}

const floatsOf = (data: Elements): Float32Array =>
  data instanceof Float32Array ? data : Float32Array.from(data as Float64Array, Number);

function scalingOf(arrays: Arrays, inputs: number): Scale | undefined {
  const [shift, factor] = [arrays.get("shift"), arrays.get("factor")];
  if (shift?.data.length !== inputs || factor?.data.length !== inputs) return undefined;
  return { shift: Float64Array.from(floatsOf(shift.data)), factor: Float64Array.from(floatsOf(factor.data)) };
}

interface About {
  activations: (string | undefined)[];
  classes?: string[] | undefined;
  targets?: Scale | undefined;
}

/** Reads the description that `export` adds to its arrays. */
function aboutOf(array: NpyArray | undefined): About {
  return readAbout(array ? new TextDecoder().decode(Uint8Array.from(array.data as Uint8Array)) : "");
}

/** Parses a description written by `export`; empty for other JSON. */
export function readAbout(json: string): About {
  const about = parsed(json);
  const { activations, classNames, targets } = about as Partial<Record<string, unknown>>;
  const texts = (value: unknown) =>
    Array.isArray(value) && value.every((each) => typeof each === "string") ? value : undefined;
  const scales = Array.isArray(targets) ? targets.map((target) => [target?.shift, target?.factor]) : [];
  const isScaled = scales.length > 0 && scales.flat().every((number) => Number.isFinite(number));
  return {
    activations: texts(activations) ?? [],
    classes: texts(classNames),
    targets: isScaled
      ? {
          shift: Float64Array.from(scales, ([shift]) => shift),
          factor: Float64Array.from(scales, ([, factor]) => factor),
        }
      : undefined,
  };
}

function parsed(json: string): object {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
