/** Octave's text format (save -text): matrices, scalars and multidimensional arrays, by name. */
import { elementsOf, maxAxes, maxElements, type NamedArray } from "./arrayFile";
import { FormatError } from "./formatError";
import { claimMemory } from "./memoryBound";
import { toRowMajor } from "./npy";
import { seemsToBe } from "./signature";

const maxBytes = 2 ** 28;

/** Returns the variables; those of other types are listed but cannot be decoded. Throws FormatError. */
export function readOctave(bytes: Uint8Array): NamedArray[] {
  const head = Buffer.from(bytes.subarray(0, 200)).toString("latin1");
  if (!/^# (Created|name:)/.test(head)) throw new FormatError("octave-magic", { found: seemsToBe(bytes) });
  if (bytes.length > maxBytes) throw new FormatError("array-too-large", { values: bytes.length, limit: maxBytes });
  // The text, its lines and its numbers.
  claimMemory(4 * bytes.length);
  const text = Buffer.from(bytes).toString("latin1");
  const blocks = text.split(/^# name: /m).slice(1);
  return blocks.map(variableOf);
}

function variableOf(block: string): NamedArray {
  const [name = "", type = "", ...lines] = block.split(/\r?\n/);
  const kind = /^# type: (.*)$/.exec(type)?.[1]?.trim() ?? "?";
  const header = (key: string) => {
    const line = lines.find((each) => each.startsWith(`# ${key}: `));
    return line === undefined ? undefined : Number(line.slice(key.length + 4));
  };
  const [rows, columns, axes] = [header("rows"), header("columns"), header("ndims")];
  const body = lines.filter((line) => line.trim() !== "" && !line.startsWith("#"));
  const isByRows = rows !== undefined && columns !== undefined;
  const isScalar = /^((u?int\d+|float|bool) )?scalar$|^bool$/.test(kind);
  const sizes = axes === undefined ? undefined : (body[0] ?? "").trim().split(/\s+/).map(Number);
  const shape = isScalar ? [1, 1] : isByRows ? [rows, columns] : (sizes ?? []);
  const values = sizes ? body.slice(1) : body;
  return {
    name: name.trim(),
    shape,
    type: kind,
    decode: () => {
      if (!isScalar && !/^((u?int\d+|float|bool) )?matrix$|^bool matrix$/.test(kind)) {
        throw new FormatError("array-type", { name, type: kind.slice(0, 40) });
      }
      const count = elementsOf(shape);
      if (shape.length === 0 || shape.length > maxAxes || shape.some((size) => !Number.isInteger(size) || size < 0))
        throw damaged(name, "its size");
      if (count > maxElements) throw new FormatError("array-too-large", { values: count, limit: maxElements });
      const data = numbersOf(name, values, count, /^uint8 /.test(kind));
      return { shape, data: isByRows || isScalar ? data : toRowMajor(data, shape) };
    },
  };
}

function numbersOf(name: string, lines: string[], count: number, areBytes: boolean) {
  const data = areBytes ? new Uint8Array(count) : new Float64Array(count);
  let found = 0;
  for (const line of lines) {
    for (const text of line.trim().split(/\s+/)) {
      const value = special[text] ?? Number(text);
      if (Number.isNaN(value) && !(text in special)) throw damaged(name, `"${text.slice(0, 20)}"`);
      data[found++] = value;
    }
  }
  if (found !== count) throw damaged(name, `${found} numbers for ${count}`);
  return data;
}

const special: Record<string, number> = Object.assign(Object.create(null), {
  NaN: Number.NaN,
  NA: Number.NaN,
  Inf: Number.POSITIVE_INFINITY,
  "-Inf": Number.NEGATIVE_INFINITY,
});

const damaged = (name: string, what: string) => new FormatError("octave-damaged", { name: name.slice(0, 40), what });
