/** Arrays of NumPy files as tables of inputs. */
import type { Elements } from "../formats/elements";
import { type NpyArray, parseNpy } from "../formats/npy";
import { readNpz } from "../formats/npz";
import { dataError, nameFile } from "./errors";
import { readSourceFile } from "./files";
import type { Learned, NewExamples } from "./newExamples";

/** Bytes stay bytes, all else becomes float32; every number has to be one that float32 holds. */
export function inputValues(data: Elements, file: string, inputs: number): Uint8Array | Float32Array {
  if (data instanceof Uint8Array) return data;
  const values = Float32Array.from(data as Float64Array, Number);
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw dataError(
      "not-finite",
      `${file}: input ${bad % inputs} of example ${Math.floor(bad / inputs)} (counted from 0) is ${data[bad]}, no float32 number; correct or remove it`,
    );
  }
  return values;
}

/** New examples: the only array of the file, or the one under the name of the training inputs, or "x". */
export async function readNpy(file: string, { inputs, config }: Learned): Promise<NewExamples> {
  const { bytes } = await readSourceFile({ name: file, key: "the command" }, ".");
  const { shape, data } = named(file, () =>
    /\.npy$/i.test(file) ? parseNpy(bytes) : choose(readNpz(bytes), file, config),
  );
  const size = shape.slice(1).reduce((product, length) => product * length, 1);
  // One example alone has no axis of examples.
  const count = size === inputs && shape.length > 1 ? shape[0] : data.length === inputs ? 1 : 0;
  if (count > 0) return { count, values: inputValues(data, file, inputs) };
  const message = `${file}: an array of shape [${shape.join(", ")}] for a network of ${inputs} inputs`;
  throw dataError("npy-shape", `${message}; give [examples, ${inputs}]`);
}

function choose(arrays: Map<string, NpyArray>, file: string, config: Learned["config"]): NpyArray {
  const wanted = [...(config.format === "npz" ? [config.keys.testX, config.keys.x] : []), "x", "X"];
  const found =
    wanted.find((name) => name !== undefined && arrays.has(name)) ?? (arrays.size === 1 ? [...arrays.keys()][0] : "");
  const array = arrays.get(found ?? "");
  if (array) return array;
  const names = [...arrays.keys()].join(", ") || "none";
  throw dataError("npz-key", `${file}: which of its arrays (${names}) holds the examples? Call it "x"`);
}

function named<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw nameFile(error, file);
  }
}
