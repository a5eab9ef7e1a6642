/** Returns the error for a numeric column whose number format is ambiguous. */
import { NetworkError } from "../../core/errors";
import type { Doubt } from "../../formats/table/numberEvidence";
import { short } from "../fields";

export function doubtError(doubt: Doubt, column: string): NetworkError {
  const { where, field } = doubt;
  if (doubt.kind === "group") return new NetworkError("csv-number/group", { where, column, field, mark: doubt.mark });
  if (doubt.kind === "units") {
    return new NetworkError("csv-number/units", { where, column, field: short(field), units: doubt.units });
  }
  return new NetworkError("csv-decimal/mixed", { where, column, field: short(field) });
}
