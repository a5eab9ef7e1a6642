/** The text beside the picture of a matrix. Pure. */
import type { MatrixPart } from "../../src/protocol/matrixRequest";
import { figure, whole } from "../ui/format";

export function describeMatrix({ rows, columns, figures }: Pick<MatrixPart, "rows" | "columns" | "figures">): string {
  const { norm, least, most, mean, notFinite } = figures;
  const size = `${whole(rows)} × ${whole(columns)}, norm ${figure(norm)}, from ${figure(least)} to ${figure(most)}, mean ${figure(mean)}`;
  return notFinite === 0 ? size : `${size}; ${whole(notFinite)} elements are not finite`;
}

/** Describes what changed since the last stop, or why that is unknown. */
export function describeChange({
  rows,
  columns,
  figures,
  noBefore,
}: Pick<MatrixPart, "rows" | "columns" | "figures" | "noBefore">): string {
  switch (noBefore) {
    case "first":
      return "This is the first stop of the debugger, so there is nothing to compare with.";
    case "new":
      return "It did not exist at the last stop.";
    case "large":
      return "The network is too large to keep every matrix between stops. This matrix is kept from the next stop.";
  }
  const { changed = 0, largestChange = 0 } = figures;
  if (changed === 0) return "It has not changed since the last stop.";
  const how = largestChange > 0 ? `, by at most ${figure(largestChange)}` : "";
  return `${whole(changed)} of ${whole(rows * columns)} elements changed since the last stop${how}.`;
}
