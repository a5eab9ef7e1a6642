/** Columns whose values are equal in float32, so that a shift is subtracted in float64 before they are inputs. */
import { NetworkError } from "../core/errors";
import { namesOfParts } from "../formats/table/date";
import type { ExportFormat } from "./formats";
import type { Model } from "./model";

/** Formats whose programs take unscaled inputs in float32. */
const float32Inputs: readonly ExportFormat[] = ["onnx", "numpy"];

/**
 * Returns the model for a format with unscaled inputs: shifts become part of the scaling. The ES module takes records,
 * and subtracts them itself. Throws a NetworkError if the format cannot represent such values.
 */
export function withoutShifts(model: Model, format: ExportFormat): Model {
  const { columns, scaling, inputs } = model;
  const column = columns?.find((each) => each.kind === "number" && each.shift);
  if (!columns || !column || format === "js") return model;
  if (float32Inputs.includes(format)) throw new NetworkError("export-shift", { column: column.name, format });
  const shift = Array.from({ length: inputs }, (_, i) =>
    Array.isArray(scaling.shift) ? scaling.shift[i] : scaling.shift,
  );
  const factor = Array.from({ length: inputs }, (_, i) =>
    Array.isArray(scaling.factor) ? scaling.factor[i] : scaling.factor,
  );
  let at = 0;
  const plain = columns.map((each) => {
    const first = at;
    if (each.kind !== "number") {
      at += widthOf(each);
      return each;
    }
    at += widthOf(each);
    const { shift: taken = 0, ...rest } = each;
    shift[first] += taken;
    return { ...rest, ...(each.fill !== undefined && { fill: each.fill + taken }) };
  });
  return { ...model, columns: plain, scaling: { ...scaling, shift, factor } };
}

function widthOf(column: NonNullable<Model["columns"]>[number]): number {
  if (column.kind === "one-hot") return column.values.length;
  const values = column.kind === "date" ? namesOfParts(column.parts, column.cyclic === true).length : 1;
  return "flag" in column && column.flag ? values + 1 : values;
}
