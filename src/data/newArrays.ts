/** New examples from an array. */
import { NetworkError } from "../core/errors";
import { type NpyArray, parseNpy } from "../formats/npy";
import { readNpz } from "../formats/npz";
import { type ArrayFileFormat, openArrayFile, oriented } from "./arrayFiles";
import { nameFile } from "./errors";
import { readSourceFile } from "./files";
import type { InputLayout, NewExamples } from "./inputLayout";
import { inputValues } from "./inputValues";

/** From a MATLAB, HDF5 or Octave file: the array of that name, one example per row or in the last axis. */
export async function readNewArrayFile(
  format: ArrayFileFormat,
  file: string,
  layout: InputLayout,
): Promise<NewExamples> {
  const { arrays, take } = await openArrayFile(format, { name: file, key: "the command" }, ".");
  const found = choose(new Map(arrays.map((array) => [array.name, array])), file, layout.config);
  const size = (shape: number[]) => shape.reduce((product, length) => product * length, 1);
  const array = take(found.name);
  const isLast = size(array.shape.slice(1)) !== layout.inputs && size(array.shape.slice(0, -1)) === layout.inputs;
  const count = array.shape[array.shape.length - 1];
  const turned = isLast ? oriented(array, { shape: [count], data: new Uint8Array(count) }).x : array;
  return examplesOf(turned, file, layout.inputs);
}

/** New examples: the only array of the file, or the one under the name of the training inputs, or "x". */
export async function readNpy(file: string, { inputs, config }: InputLayout): Promise<NewExamples> {
  const { bytes } = await readSourceFile({ name: file, key: "the command" }, ".");
  const { shape, data } = named(file, () =>
    /\.npy$/i.test(file) ? parseNpy(bytes) : choose(readNpz(bytes), file, config),
  );
  return examplesOf({ shape, data }, file, inputs);
}

function examplesOf({ shape, data }: NpyArray, file: string, inputs: number): NewExamples {
  const size = shape.slice(1).reduce((product, length) => product * length, 1);
  // One example alone has no axis of examples.
  const count = size === inputs && shape.length > 1 ? shape[0] : data.length === inputs ? 1 : 0;
  if (count > 0) return { count, values: inputValues(data, file, inputs) };
  throw new NetworkError("npy-shape/inputs", { file, shape, inputs });
}

function choose<T>(arrays: Map<string, T>, file: string, config: InputLayout["config"]): T {
  const wanted = [...("keys" in config ? [config.keys.testX, config.keys.x] : []), "x", "X"];
  const found =
    wanted.find((name) => name !== undefined && arrays.has(name)) ?? (arrays.size === 1 ? [...arrays.keys()][0] : "");
  const array = arrays.get(found ?? "");
  if (array) return array;
  throw new NetworkError("npz-key/examples", { file, names: [...arrays.keys()].join(", ") });
}

function named<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw nameFile(error, file);
  }
}
