/** A table of examples of tabular data, one per row: its number, the texts of the view, and its inputs. */

import type { RequestResult } from "../../src/protocol/requests";
import { element } from "./dom";
import { inputFigure } from "./format";
import { t } from "./l10n";

export interface ExampleRow {
  /** The row's head: the example's index in its set, with its buttons. */
  readonly head: readonly (Node | string)[];
  /** One text per column of `titles`. */
  readonly texts: readonly string[];
  /** Inputs, [inputs]. */
  readonly values: Float32Array;
}

/** Maximum number of input columns; a wider table is unreadable. */
const maxColumns = 12;

export function examplesTable(
  { inputs }: Pick<RequestResult<"data">, "inputs">,
  titles: readonly string[],
  rows: readonly ExampleRow[],
): HTMLElement {
  const shown = inputs.slice(0, maxColumns);
  const body = rows.map(({ head, texts, values }) => {
    const cells = [...texts, ...shown.map(({ shift }, i) => inputFigure(values[i], shift))].map((text) =>
      element("td", {}, text),
    );
    return element("tr", {}, element("th", { scope: "row" }, ...head), ...cells);
  });
  const heads = [t("Example"), ...titles, ...shown.map(({ name }) => name)];
  const table = element(
    "table",
    { "aria-label": t("Examples") },
    element("thead", {}, element("tr", {}, ...heads.map((title) => element("th", { scope: "col" }, title)))),
    element("tbody", {}, ...body),
  );
  const frame = { class: "table-scroller", tabindex: 0, role: "region", "aria-label": t("Table of examples") };
  return element("div", frame, table);
}
