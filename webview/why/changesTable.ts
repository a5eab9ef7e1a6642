/** The smallest change of each column of an example that turns the answer. */
import { roundedTurn } from "../../src/core/explain/turning";
import type { RequestResult } from "../../src/protocol/requests";
import type { DataDescription } from "../state/data";
import { element, setText } from "../ui/dom";
import { figure, quantity, whole } from "../ui/format";
import { t } from "../ui/l10n";

type Changes = RequestResult<"changes">;

export class ChangesTable {
  private readonly caption = element("p", { class: "caption" });
  private readonly rows = element("tbody");
  readonly element = element(
    "div",
    {},
    element("h3", {}, t("What turns the answer")),
    this.caption,
    element(
      "div",
      { class: "table-scroller", tabindex: 0, role: "region", "aria-label": t("Changes that turn the answer") },
      element(
        "table",
        { class: "turns", "aria-label": t("Changes that turn the answer") },
        element(
          "thead",
          {},
          element(
            "tr",
            {},
            ...[t("Column"), t("Is"), t("Turns at"), t("Answer then"), t("Standard deviations")].map((title) =>
              element("th", { scope: "col" }, title),
            ),
          ),
        ),
        this.rows,
      ),
    ),
  );

  constructor(private readonly data: DataDescription) {}

  draw({ answer, label, changes, examples }: Changes): void {
    const { classNames, targetNames } = this.data;
    const named = (decision: number) => classNames[decision] ?? `${targetNames[label]} = ${decision}`;
    setText(
      this.caption,
      t(
        "The smallest change of each column alone after which the answer is no longer {0}, within the values of {1} examples.",
        named(answer),
        whole(examples),
      ),
    );
    const text = (value: number | string | undefined) =>
      value === undefined ? t("missing") : typeof value === "number" ? quantity(value) : value;
    this.rows.replaceChildren(
      ...changes.map(({ name, from, to, answer: other = 0, size }) => {
        const shown = typeof from === "number" && typeof to === "number" ? roundedTurn(from, to) : to;
        const turned = [text(shown), named(other), size === undefined ? "" : figure(size)];
        const cells = to === undefined ? [t("none in the observed range"), "", ""] : turned;
        return element(
          "tr",
          {},
          element("th", { scope: "row" }, name),
          ...[text(from), ...cells].map((each) => element("td", {}, each)),
        );
      }),
    );
  }
}
