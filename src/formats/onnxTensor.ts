/** The numbers of an ONNX TensorProto: raw bytes, a list, or a file beside the model. */
import { decodeElements, decodeFloats, type ElementType } from "./elements";
import { FormatError } from "./formatError";
import { type Fields, floats, integers, messages, readFields, texts } from "./protobuf";

export interface Tensor {
  shape: number[];
  values: Float32Array;
  /** True if the numbers were float64 and have been rounded. */
  isRounded: boolean;
}

/** Reads `length` bytes, or all, of a file beside the model. Throws FormatError if the folder has no such file. */
export type ReadBeside = (location: string, offset: number, length?: number) => Uint8Array;

/**
 * By TensorProto.DataType: the type of the raw bytes, and the field with the list of numbers used without raw bytes.
 */
const types: Partial<Record<number, { type: ElementType | "bf16"; listed: 4 | 5 | 7 | 10 }>> = {
  1: { type: "f4", listed: 4 },
  6: { type: "i4", listed: 5 },
  7: { type: "i8", listed: 7 },
  10: { type: "f2", listed: 5 },
  11: { type: "f8", listed: 10 },
  16: { type: "bf16", listed: 5 },
};
const otherTypes: Partial<Record<number, string>> = {
  2: "uint8",
  3: "int8",
  4: "uint16",
  5: "int16",
  8: "text",
  9: "bool",
};

/** Reads a tensor; throws FormatError. */
export function readTensor(tensor: Fields, name: string, readBeside: ReadBeside): Tensor {
  const shape = integers(tensor, 1);
  const [kind = 0] = integers(tensor, 2);
  const known = types[kind];
  if (!known) throw new FormatError("onnx-type", { name, type: otherTypes[kind] ?? `of type ${kind}` });
  const { type, listed } = known;
  const elements = shape.reduce((product, length) => product * length, 1);
  const wrong = () => new FormatError("onnx-tensor", { name, elements });
  if (!Number.isSafeInteger(elements) || shape.some((length) => length < 0)) throw wrong();
  const size = type === "bf16" ? 2 : Number(type[1]);
  const [raw] =
    integers(tensor, 14)[0] === 1 ? [external(tensor, elements * size, readBeside, name)] : messages(tensor, 9);
  const numbers = raw ? decode(raw, type, size, elements * size, wrong) : list(tensor, type, listed);
  if (numbers.length !== elements) throw wrong();
  const isRounded = numbers instanceof Float64Array && numbers.some((value) => Math.fround(value) !== value);
  return { shape, values: numbers instanceof Float32Array ? numbers : Float32Array.from(numbers), isRounded };
}

function decode(
  bytes: Uint8Array,
  type: ElementType | "bf16",
  size: number,
  promised: number,
  wrong: () => FormatError,
) {
  if (bytes.length !== promised || bytes.length % size > 0) throw wrong();
  return decodeFloats(bytes, type);
}

function list(tensor: Fields, type: ElementType | "bf16", listed: number): Float32Array | Float64Array {
  if (listed === 4) return floats(tensor, 4);
  if (listed === 10) {
    const bytes = Buffer.concat(messages(tensor, 10));
    return decodeElements(bytes.subarray(0, bytes.length - (bytes.length % 8)), "f8", false) as Float64Array;
  }
  const numbers = integers(tensor, listed);
  if (type !== "f2" && type !== "bf16") return Float64Array.from(numbers);
  return decodeFloats(new Uint8Array(Uint16Array.from(numbers).buffer), type);
}

function external(tensor: Fields, length: number, readBeside: ReadBeside, name: string): Uint8Array {
  const entries = new Map(
    messages(tensor, 13)
      .map(readFields)
      .map((entry) => [texts(entry, 1)[0] ?? "", texts(entry, 2)[0] ?? ""]),
  );
  const location = entries.get("location") ?? "";
  const offset = Number(entries.get("offset") ?? 0);
  const stated = Number(entries.get("length") ?? length);
  if (!Number.isSafeInteger(offset) || offset < 0 || stated !== length) {
    throw new FormatError("weights-beside/length", { name, location });
  }
  return readBeside(location, offset, length);
}
