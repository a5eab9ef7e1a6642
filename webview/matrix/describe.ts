/** The text beside the picture of a matrix. Pure. */

import type { MatrixPart } from "../../src/protocol/matrixRequest";
import { figure, whole } from "../ui/format";
import { t } from "../ui/l10n";

export function describeMatrix({ rows, columns, figures }: Pick<MatrixPart, "rows" | "columns" | "figures">): string {
  const { norm, least, most, mean, notFinite } = figures;
  const size = t(
    "{0} × {1}, norm {2}, from {3} to {4}, mean {5}",
    whole(rows),
    whole(columns),
    figure(norm),
    figure(least),
    figure(most),
    figure(mean),
  );
  return notFinite === 0 ? size : t("{0}; {1} elements are not finite", size, whole(notFinite));
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
      return t("This is the first stop of the debugger, so there is nothing to compare with.");
    case "new":
      return t("It did not exist at the last stop.");
    case "large":
      return t("The network is too large to keep every matrix between stops. This matrix is kept from the next stop.");
  }
  const { changed = 0, largestChange = 0 } = figures;
  if (changed === 0) return t("It has not changed since the last stop.");
  const how = largestChange > 0 ? t(", by at most {0}", figure(largestChange)) : "";
  return t("{0} of {1} elements changed since the last stop{2}.", whole(changed), whole(rows * columns), how);
}
