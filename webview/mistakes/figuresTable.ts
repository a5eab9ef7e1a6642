/** The table of a regression's metrics, one row per quantity. */

import { element } from "../ui/dom";
import { decimals, figure, signed } from "../ui/format";
import { t } from "../ui/l10n";
import type { Residuals } from "./residuals";

const heads: readonly (readonly [string, string])[] = [
  ["RMSE", t("Root mean squared residual")],
  ["MAE", t("Mean absolute residual")],
  [t("Largest"), t("Largest absolute residual")],
  [t("Mean"), t("Mean residual, actual − predicted: below 0 where predictions are too high")],
  ["R²", t("Coefficient of determination: 1 − residual sum of squares / total sum of squares; 1 is perfect")],
];

export function figuresTable({ targets }: Residuals, names: readonly string[]): HTMLElement {
  const rows = targets.map(({ rmse, mae, largest, mean, r2 }, target) => {
    const texts = [figure(rmse), figure(mae), figure(largest), signed(mean), r2 === null ? "–" : decimals(r2, 4)];
    const cells = texts.map((text) => element("td", {}, text));
    return element("tr", {}, element("th", { scope: "row" }, names[target]), ...cells);
  });
  const titles = heads.map(([title, meaning]) => element("th", { scope: "col", title: meaning }, title));
  const head = element("tr", {}, element("th", { scope: "col" }, t("Quantity")), ...titles);
  return element("table", { "aria-label": t("Residuals") }, element("thead", {}, head), element("tbody", {}, ...rows));
}
