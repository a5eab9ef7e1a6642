/** The columns of a table, as the form of Try It needs them. */
import type { Column } from "../../data/columnEncoding";
import { namesOfParts } from "../../formats/table/date";

/** Returns the fields of a column that the form of Try It needs. */
export function columnOf(column: Column) {
  const { name, kind } = column;
  if (kind === "date") {
    const { parts, cyclic = false, flag = false, fill } = column;
    return { name, kind, parts: namesOfParts(parts, cyclic), flag, ...(fill && { fills: fill }) };
  }
  if (kind !== "number") return { name, kind, values: column.values };
  const { flag, shift, fill } = column;
  return {
    name,
    kind,
    ...(flag !== undefined && { flag }),
    ...(shift !== undefined && { shift }),
    ...(fill !== undefined && { fill }),
  };
}
