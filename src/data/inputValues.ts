/** Elements of a file as inputs. */
import { NetworkError } from "../core/errors";
import type { Elements } from "../formats/elements";

/** Bytes stay bytes, all else becomes float32; every number has to be one that float32 holds. */
export function inputValues(data: Elements, file: string, inputs: number): Uint8Array | Float32Array {
  if (data instanceof Uint8Array) return data;
  const values = Float32Array.from(data as Float64Array, Number);
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new NetworkError("not-finite/array", {
      file,
      input: bad % inputs,
      example: Math.floor(bad / inputs),
      value: data[bad],
    });
  }
  return values;
}
