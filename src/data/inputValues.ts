/** Conversion of a file's elements to inputs. */
import { NetworkError } from "../core/errors";
import type { Elements } from "../formats/elements";
import { claimFor } from "./errors";

/** Keeps bytes without shifts, and converts all else to float32. Throws a NetworkError for numbers it cannot hold. */
export function inputValues(
  data: Elements,
  file: string,
  inputs: number,
  shifts?: readonly number[],
): Uint8Array | Float32Array {
  if (data instanceof Uint8Array && !shifts) return data;
  claimFor(file, 4 * data.length);
  const values = new Float32Array(data.length);
  for (let i = 0; i < values.length; i++) values[i] = Number(data[i]) - (shifts ? shifts[i % inputs] : 0);
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
