/** The objects in a pickle of arrays: tuples, lists, dictionaries, NumPy arrays and their types. */
import { decodeElements, sizeOf } from "./elements";
import { FormatError } from "./formatError";
import { type NpyArray, toRowMajor } from "./npy";
import { dtypeOf } from "./npyHeader";

/** Values of a pickle. Tuples and lists are arrays. */
export type Pickled =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | Pickled[]
  | Map<Pickled, Pickled>
  | PickledArray
  | Global
  | Dtype
  | PickledOther;

/** A NumPy array; empty until its state is set. */
export class PickledArray {
  array: NpyArray | undefined;
}

/** A supported function or class, by its full name. */
export class Global {
  constructor(readonly name: string) {}
}

export class Dtype {
  bigEndian = false;
  constructor(readonly name: string) {}
}

/** An object of another program: its constructor, and its arguments. */
export class PickledOther {
  constructor(
    readonly kind: string,
    readonly parts: readonly Pickled[],
  ) {}
}

/** The names that a program's pickles may use; nothing else is ever called. */
export interface PickleDialect {
  understood: ReadonlySet<string>;
  call(name: string, args: Pickled[]): Pickled;
  /** Returns an object stored outside the pickle, by its id; absent if there are none. */
  persistent?(id: Pickled): Pickled;
  /** Selects the error's advice on how to save a supported file. */
  variant?: "torch";
}

const understood = new Set([
  "numpy.core.multiarray._reconstruct",
  "numpy.core.numeric._frombuffer",
  "numpy.ndarray",
  "numpy.dtype",
  "_codecs.encode",
  "builtins.bytes",
  "builtins.bytearray",
]);
/** Returns the present name of a module that was renamed. */
export const currentName = (name: string) =>
  name.replace(/^numpy\._core\./, "numpy.core.").replace(/^__builtin__\./, "builtins.");

/** Calls one of the supported functions; nothing else is ever called. */
function call(name: string, args: Pickled[]): Pickled {
  switch (name) {
    case "numpy.core.multiarray._reconstruct":
      return new PickledArray();
    case "numpy.dtype":
      return new Dtype(asText(args[0]));
    case "numpy.core.numeric._frombuffer": {
      const found = new PickledArray();
      const [data, dtype, shape, order] = args;
      found.array = arrayOf(data, dtype, shape, asText(order) === "F");
      return found;
    }
    // Python 3 writes bytes for old protocols as a text of characters below 256.
    case "_codecs.encode":
      return latin1(asText(args[0]));
    case "builtins.bytes":
    case "builtins.bytearray": {
      const [first] = args;
      if (args.length === 0) return new Uint8Array();
      return first instanceof Uint8Array ? first : latin1(asText(first));
    }
    default:
      throw new FormatError("pickle-damaged/call-name", { name });
  }
}

/** The dialect of NumPy's arrays. */
export const numpyDialect: PickleDialect = { understood, call };

/** @param shape of the array; @param fortran true if the elements are in column-major order */
export function arrayOf(data: Pickled, dtype: Pickled, shape: Pickled, fortran: boolean): NpyArray {
  if (!(dtype instanceof Dtype)) throw new FormatError("pickle-damaged/no-dtype", {});
  const { type, bigEndian } = dtypeOf(dtype.name);
  const sizes = Array.isArray(shape) ? shape : undefined;
  if (!sizes?.every((size): size is number => Number.isSafeInteger(size) && (size as number) >= 0)) {
    throw new FormatError("pickle-damaged/no-shape", {});
  }
  const bytes = typeof data === "string" ? latin1(data) : data;
  const promised = sizes.reduce((product, size) => product * size, sizeOf(type));
  if (!(bytes instanceof Uint8Array) || bytes.length !== promised) {
    throw new FormatError("pickle-damaged/array-bytes", { shape: sizes, bytes: promised });
  }
  const elements = decodeElements(bytes, type, bigEndian || dtype.bigEndian);
  const inOrder = fortran && sizes.length > 1 ? toRowMajor(elements, sizes) : elements;
  return { shape: sizes, data: inOrder, ...(type === "b1" && { isBool: true }) };
}

export function asText(value: Pickled): string {
  if (typeof value === "string") return value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString("latin1");
  throw new FormatError("pickle-damaged/no-text", {});
}

function latin1(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 255) throw new FormatError("pickle-damaged/no-bytes", {});
    bytes[i] = code;
  }
  return bytes;
}
