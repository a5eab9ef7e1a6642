/** Reads new examples from an array. */
import { NetworkError } from "../core/errors";
import { type NpyArray, parseNpy } from "../formats/npy";
import { npzNames, readNpz } from "../formats/npz";
import { type ArrayFileFormat, openArrayFile, oriented } from "./arrayFiles";
import { channelsLast } from "./channels";
import { shiftsOf } from "./columnEncoding";
import { readSourceFile } from "./files";
import type { InputLayout, NewExamples } from "./inputLayout";
import { inputValues } from "./inputValues";
import { naming } from "./naming";
import type { ReadingRules } from "./reading";

/** Reads an array of a MATLAB, HDF5 or Octave file, with examples in rows or in the last axis. */
export async function readNewArrayFile(
  format: ArrayFileFormat,
  file: string,
  layout: InputLayout,
): Promise<NewExamples> {
  const { arrays, take } = await openArrayFile(format, { name: file, key: "the command" }, ".");
  const size = (shape: number[]) => shape.reduce((product, length) => product * length, 1);
  const array = take(
    chooseName(
      arrays.map(({ name }) => name),
      file,
      layout.config,
    ),
  );
  const isLast = size(array.shape.slice(1)) !== layout.inputs && size(array.shape.slice(0, -1)) === layout.inputs;
  const count = array.shape[array.shape.length - 1];
  const turned = isLast ? oriented(array, { shape: [count], data: new Uint8Array(count) }).x : array;
  const { imageShape, inputs, config, reading } = layout;
  return examplesOf(imageShape ? asTrained(turned, inputs, config, reading.rules) : turned, file, layout);
}

/** Reads the file's only array, or the one named like the training inputs, or "x". */
export async function readNpy(file: string, layout: InputLayout): Promise<NewExamples> {
  const { inputs, config, imageShape, reading } = layout;
  const { bytes } = await readSourceFile({ name: file, key: "the command" }, ".");
  const found = naming(file, () => (/\.npy$/i.test(file) ? parseNpy(bytes) : choose(bytes, file, config)));
  return examplesOf(imageShape ? asTrained(found, inputs, config, reading.rules) : found, file, layout);
}

function examplesOf({ shape, data }: NpyArray, file: string, { inputs, columns }: InputLayout): NewExamples {
  const size = shape.slice(1).reduce((product, length) => product * length, 1);
  // A single example may lack the axis of examples.
  const count = size === inputs && shape.length > 1 ? shape[0] : data.length === inputs ? 1 : 0;
  if (count > 0) return { count, values: inputValues(data, file, inputs, shiftsOf(columns)) };
  throw new NetworkError("npy-shape/inputs", { file, shape, inputs });
}

/** Moves channels to the position of the training pictures'; a single picture may lack the axis of examples. */
function asTrained(found: NpyArray, inputs: number, config: InputLayout["config"], rules: ReadingRules): NpyArray {
  const isOne = found.shape.length === 3 && found.data.length === inputs;
  const channels = "channels" in config ? config.channels : undefined;
  return channelsLast(isOne ? { ...found, shape: [1, ...found.shape] } : found, { channels, rules });
}

function choose(bytes: Uint8Array, file: string, config: InputLayout["config"]): NpyArray {
  const name = chooseName(npzNames(bytes), file, config);
  return readNpz(bytes, (each) => each === name).get(name) as NpyArray;
}

function chooseName(names: string[], file: string, config: InputLayout["config"]): string {
  const wanted = [...("keys" in config ? [config.keys.testX, config.keys.x] : []), "x", "X"];
  const found = wanted.find((name) => name !== undefined && names.includes(name));
  if (found !== undefined) return found;
  if (names.length === 1) return names[0];
  throw new NetworkError("npz-key/examples", { file, names: names.join(", ") });
}
