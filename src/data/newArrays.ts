/** New examples from a NumPy array. */
import { NetworkError } from "../core/errors";
import { type NpyArray, parseNpy } from "../formats/npy";
import { npzNames, readNpz } from "../formats/npz";
import { channelsLast } from "./channels";
import { nameFile } from "./errors";
import { readSourceFile } from "./files";
import type { InputLayout, NewExamples } from "./inputLayout";
import { inputValues } from "./inputValues";
import type { ReadingRules } from "./reading";

/** New examples: the only array of the file, or the one under the name of the training inputs, or "x". */
export async function readNpy(
  file: string,
  { inputs, config, imageShape, reading }: InputLayout,
): Promise<NewExamples> {
  const { bytes } = await readSourceFile({ name: file, key: "the command" }, ".");
  const found = named(file, () => (/\.npy$/i.test(file) ? parseNpy(bytes) : choose(bytes, file, config)));
  const { shape, data } = imageShape ? asTrained(found, inputs, config, reading.rules) : found;
  const size = shape.slice(1).reduce((product, length) => product * length, 1);
  // One example alone has no axis of examples.
  const count = size === inputs && shape.length > 1 ? shape[0] : data.length === inputs ? 1 : 0;
  if (count > 0) return { count, values: inputValues(data, file, inputs) };
  throw new NetworkError("npy-shape/inputs", { file, shape, inputs });
}

/** Channels where those of the training pictures stand; one picture alone has no axis of examples. */
function asTrained(found: NpyArray, inputs: number, config: InputLayout["config"], rules: ReadingRules): NpyArray {
  const isOne = found.shape.length === 3 && found.data.length === inputs;
  const channels = "channels" in config ? config.channels : undefined;
  return channelsLast(isOne ? { ...found, shape: [1, ...found.shape] } : found, { channels, rules });
}

function choose(bytes: Uint8Array, file: string, config: InputLayout["config"]): NpyArray {
  const names = npzNames(bytes);
  const wanted = [...(config.format === "npz" ? [config.keys.testX, config.keys.x] : []), "x", "X"];
  const found =
    wanted.find((name) => name !== undefined && names.includes(name)) ?? (names.length === 1 ? names[0] : undefined);
  const array = readNpz(bytes, (name) => name === found).get(found ?? "");
  if (array) return array;
  throw new NetworkError("npz-key/examples", { file, names: names.join(", ") });
}

function named<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw nameFile(error, file);
  }
}
