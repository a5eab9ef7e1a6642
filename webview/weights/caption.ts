/** The one-line caption of a picture of weights. Pure. */
import type { WeightPicture } from "../../src/protocol/requests";
import type { Sorting } from "../state/viewState";
import { averaged } from "./layout";
import { sortings } from "./order";

const places = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });

export function captionOf(picture: WeightPicture, sorting: Sorting): string {
  const { pictures, first, rows, units, order, basis } = picture;
  const sorted = order && sortings.find(([name]) => name === sorting)?.[1].toLowerCase();
  const unitsShown = sorted
    ? `Units ${first + 1} to ${first + rows} of ${units}, ${sorted}`
    : `Units ${first}–${first + rows - 1} of ${units}`;
  const matrix = `Inputs from top to bottom, units from left to right${sorted ? `, ${sorted}` : ""}`;
  const what = pictures ? unitsShown : `${matrix}; ${describeCell(picture)}`;
  return basis ? `${what}; ${basis}` : what;
}

/** Describes the averaging of a picture: "each cell averages 3 × 2 weights". */
function describeCell(picture: WeightPicture): string {
  const [inputs, units] = averaged(picture);
  if (inputs <= 1 && units <= 1) return "a cell for each weight";
  const isWhole = Number.isInteger(inputs) && Number.isInteger(units);
  return `each cell averages ${isWhole ? "" : "about "}${places.format(inputs)} × ${places.format(units)} weights`;
}
