/** Errors and biases shared by several ONNX operations. */
import { FormatError } from "./formatError";

export const refused = (operation: string) =>
  new FormatError("onnx-dense/operation", { operation: operation.slice(0, 40) });

/** Returns biases, given one per unit or one for all. */
export function perUnit(
  { shape, values }: { shape: number[]; values: Float32Array },
  units: number,
  op: string,
): Float32Array {
  const isRow = values.length === units && (shape[shape.length - 1] === units || units === 1);
  if (isRow) return values;
  if (values.length === 1) return new Float32Array(units).fill(values[0]);
  throw refused(`${op} with a bias of shape [${shape.join(", ")}] for ${units} units`);
}

/** Operations that join two values, so that the network is no chain. */
export const joining = new Set([
  "Add",
  "Sub",
  "Mul",
  "Div",
  "Gemm",
  "MatMul",
  "Concat",
  "Sum",
  "Mean",
  "Max",
  "Min",
  "Einsum",
]);
