/** Examples of a table of data as rows: number, what a view says of each, and the inputs. */
import type { RequestResult } from "../../src/protocol/requests";
import { element } from "./dom";
import { inputFigure } from "./format";

export interface ExampleRow {
  /** What stands at its head: its place in the set, with what can be done with it. */
  readonly head: readonly (Node | string)[];
  /** As `titles` name them. */
  readonly texts: readonly string[];
  /** [inputs] */
  readonly values: Float32Array;
}

/** Columns of inputs that are shown; more would be wider than anybody reads. */
const mostColumns = 12;

export function examplesTable(
  { inputs }: Pick<RequestResult<"data">, "inputs">,
  titles: readonly string[],
  rows: readonly ExampleRow[],
): HTMLElement {
  const shown = inputs.slice(0, mostColumns);
  const body = rows.map(({ head, texts, values }) => {
    const cells = [...texts, ...shown.map(({ shift }, i) => inputFigure(values[i], shift))].map((text) =>
      element("td", {}, text),
    );
    return element("tr", {}, element("th", { scope: "row" }, ...head), ...cells);
  });
  const heads = ["Example", ...titles, ...shown.map(({ name }) => name)];
  const table = element(
    "table",
    { "aria-label": "Examples" },
    element("thead", {}, element("tr", {}, ...heads.map((title) => element("th", { scope: "col" }, title)))),
    element("tbody", {}, ...body),
  );
  const frame = { class: "table-scroller", tabindex: 0, role: "region", "aria-label": "Table of examples" };
  return element("div", frame, table);
}
