/** The one-line caption of a picture of weights. Pure. */

import type { WeightPicture } from "../../src/protocol/requests";
import type { Sorting } from "../state/viewState";
import { locale, t, within } from "../ui/l10n";
import { averaged } from "./layout";
import { sortings } from "./order";

const places = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });

export function captionOf(picture: WeightPicture, sorting: Sorting): string {
  const { pictures, first, rows, units, order, basis } = picture;
  const sorted = order && within(sortings.find(([name]) => name === sorting)?.[1] ?? "");
  const unitsShown = sorted
    ? t("Units {0} to {1} of {2}, {3}", first + 1, first + rows, units, sorted)
    : t("Units {0}–{1} of {2}", first, first + rows - 1, units);
  const matrix = t("Inputs from top to bottom, units from left to right{0}", sorted ? `, ${sorted}` : "");
  const what = pictures ? unitsShown : `${matrix}; ${describeCell(picture)}`;
  return basis ? `${what}; ${basis}` : what;
}

/** Describes the averaging of a picture: "each cell averages 3 × 2 weights". */
function describeCell(picture: WeightPicture): string {
  const [inputs, units] = averaged(picture);
  if (inputs <= 1 && units <= 1) return t("a cell for each weight");
  const isWhole = Number.isInteger(inputs) && Number.isInteger(units);
  return t(
    "each cell averages {0}{1} × {2} weights",
    isWhole ? "" : t("about "),
    places.format(inputs),
    places.format(units),
  );
}
