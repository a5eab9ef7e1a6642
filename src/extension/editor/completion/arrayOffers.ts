/** Completions for the arrays of an .npz file with their shapes, the most likely ones first. */
import { CompletionItemKind } from "vscode";
import type { RequestResult } from "../../../protocol/requests";
import type { Offer } from "./offer";

type ArrayHead = RequestResult<"arrays">[number];

/** @param key x, y, testX or testY; @param keys the keys that are already set */
export function arrayOffers(arrays: RequestResult<"arrays">, key: string, keys: unknown): Offer[] {
  const others = Object.entries((keys ?? {}) as Record<string, unknown>).filter(([name]) => name !== key);
  const used = new Set(others.map(([, name]) => name));
  const isInputs = key === "x" || key === "testX";
  const rank = ({ name, shape }: ArrayHead) =>
    (shape.length > 1 === isInputs ? 0 : 2) + (/test|val/i.test(name) === key.startsWith("test") ? 0 : 1);
  return arrays
    .filter(({ name }) => !used.has(name))
    .sort((a, b) => rank(a) - rank(b))
    .map(({ name, shape, type }) => ({
      name,
      kind: CompletionItemKind.Field,
      detail: `[${shape.join(", ")}] ${numpyTypes[type] ?? type}`,
    }));
}

/** NumPy's type names. */
const numpyTypes: Record<string, string> = {
  b1: "bool",
  i1: "int8",
  u1: "uint8",
  i2: "int16",
  u2: "uint16",
  i4: "int32",
  u4: "uint32",
  i8: "int64",
  u8: "uint64",
  f2: "float16",
  f4: "float32",
  f8: "float64",
};
