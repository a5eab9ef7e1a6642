/** The list of runs that cannot be compared, with the reasons. */

import { element } from "../ui/dom";
import { t } from "../ui/l10n";
import type { CompareState } from "./store";

export class MissingRuns {
  private readonly list = element("ul", { class: "missing" });
  readonly element = element("section", { class: "problem", role: "alert" }, this.list);
  private drawn: CompareState["missing"] | undefined;

  render({ missing, runs, known }: CompareState): void {
    if (missing === this.drawn) return;
    this.drawn = missing;
    const left = runs.length < 2 && known ? [t("Fewer than two runs are left to compare. Select other runs.")] : [];
    const words = [...missing.map(({ name, problem }) => t("The run {0} is left out: {1}.", name, problem)), ...left];
    this.list.replaceChildren(...words.map((text) => element("li", {}, text)));
    this.element.hidden = words.length === 0;
  }
}
