/** The text field of the filter, with its error beside it. */

import { element, setText } from "../ui/dom";
import { t } from "../ui/l10n";
import type { Filter } from "./filter";

export class FilterField {
  private readonly input = element("input", {
    type: "text",
    spellcheck: "false",
    autocomplete: "off",
    "aria-label": t("Filter"),
    "aria-describedby": "filter-problem",
  });
  private readonly problem = element("p", { id: "filter-problem", class: "filter-problem", "aria-live": "polite" });
  readonly element = element("div", { class: "filter" }, this.input, this.problem);

  constructor(change: (text: string) => void, example = "validationAccuracy > 0.97 && learningRate < 0.1") {
    this.input.placeholder = `${t("Filter")}: ${example}`;
    this.input.addEventListener("input", () => change(this.input.value));
    this.input.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || this.input.value === "") return;
      this.input.value = "";
      change("");
    });
  }

  focus(): void {
    this.input.focus();
    this.input.select();
  }

  /** @param kept true if the last valid filter is still applied */
  render(text: string, filter: Filter, kept: boolean): void {
    if (this.input.value !== text) this.input.value = text;
    const isWrong = "problem" in filter;
    if (isWrong) this.input.setAttribute("aria-invalid", "true");
    else this.input.removeAttribute("aria-invalid");
    this.problem.hidden = !isWrong;
    if (!isWrong) return setText(this.problem, "");
    const rest = kept ? t("The rows match the previous filter.") : t("All rows are shown.");
    const end = /[.?!]$/.test(filter.problem) ? "" : ".";
    setText(this.problem, t("Character {0}: {1}{2} {3}", filter.span.offset + 1, filter.problem, end, rest));
  }
}
