/** The header of a .npy file: a Python dictionary literal with element type, order and shape. */

import { isDtypeProblem } from "../messages/formats";
import { type ElementType, isElementType } from "./elements";
import { FormatError } from "./formatError";

interface NpyHeader {
  type: ElementType;
  bigEndian: boolean;
  fortranOrder: boolean;
  shape: number[];
}

/** Parses a header. @param text such as "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }" */
export function parseNpyHeader(text: string): NpyHeader {
  if (/['"]descr['"]\s*:\s*\[/.test(text)) {
    throw new FormatError("npy-dtype/records", {});
  }
  const descr = /['"]descr['"]\s*:\s*['"]([^'"]*)['"]/.exec(text)?.[1];
  const order = /['"]fortran_order['"]\s*:\s*(True|False)\b/.exec(text)?.[1];
  const shape = /['"]shape['"]\s*:\s*\(([^)]*)\)/.exec(text)?.[1];
  if (descr === undefined || order === undefined || shape === undefined) {
    throw new FormatError("npy-header/keys", {});
  }
  return {
    ...dtypeOf(descr),
    fortranOrder: order === "True",
    shape: parseShape(shape),
  };
}

/** Parses a type such as '<f4': byte order, kind, bytes per element. */
export function dtypeOf(descr: string): Pick<NpyHeader, "type" | "bigEndian"> {
  const name = descr.replace(/^[<>|=]/, "");
  if (isElementType(name)) return { type: name, bigEndian: descr.startsWith(">") };
  const kind = name.charAt(0);
  throw new FormatError("npy-dtype", { dtype: descr.slice(0, 40), problem: isDtypeProblem(kind) ? kind : "?" });
}

/** Largest number of dimensions in NumPy. */
const maxDimensions = 64;

/** Parses "3, 4", "3,", "" or, from Python 2, "3L, 4L". */
function parseShape(shape: string): number[] {
  const parts = shape.replace(/,\s*$/, "").split(",");
  if (parts.length === 1 && parts[0].trim() === "") return [];
  if (parts.length > maxDimensions) throw new FormatError("npy-header/shape", { shape: shape.slice(0, 80) });
  return parts.map((part) => {
    const size = /^\s*(\d+)L?\s*$/.exec(part)?.[1];
    if (size === undefined || !Number.isSafeInteger(Number(size))) {
      throw new FormatError("npy-header/shape", { shape: shape.slice(0, 80) });
    }
    return Number(size);
  });
}

/** Formats a header as NumPy does, with its padding that lets the first dimension grow to 21 digits. */
export function formatNpyHeader(type: ElementType, shape: readonly number[]): string {
  const order = type.endsWith("1") ? "|" : "<";
  const dimensions = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const growth = shape.length > 0 ? " ".repeat(21 - String(shape[0]).length) : "";
  return `{'descr': '${order}${type}', 'fortran_order': False, 'shape': (${dimensions}), }${growth}`;
}
