/** New examples from a NumPy array. */
import { NetworkError } from "../core/errors";
import { type NpyArray, parseNpy } from "../formats/npy";
import { readNpz } from "../formats/npz";
import { nameFile } from "./errors";
import { readSourceFile } from "./files";
import type { InputLayout, NewExamples } from "./inputLayout";
import { inputValues } from "./inputValues";

/** New examples: the only array of the file, or the one under the name of the training inputs, or "x". */
export async function readNpy(file: string, { inputs, config }: InputLayout): Promise<NewExamples> {
  const { bytes } = await readSourceFile({ name: file, key: "the command" }, ".");
  const { shape, data } = named(file, () =>
    /\.npy$/i.test(file) ? parseNpy(bytes) : choose(readNpz(bytes), file, config),
  );
  const size = shape.slice(1).reduce((product, length) => product * length, 1);
  // One example alone has no axis of examples.
  const count = size === inputs && shape.length > 1 ? shape[0] : data.length === inputs ? 1 : 0;
  if (count > 0) return { count, values: inputValues(data, file, inputs) };
  throw new NetworkError("npy-shape/inputs", { file, shape, inputs });
}

function choose(arrays: Map<string, NpyArray>, file: string, config: InputLayout["config"]): NpyArray {
  const wanted = [...(config.format === "npz" ? [config.keys.testX, config.keys.x] : []), "x", "X"];
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
