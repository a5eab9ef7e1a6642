/** What to look at before training, the most important first. */
import { type DataProfile, findingText } from "../../src/protocol/dataProfile";
import { element } from "../ui/dom";
import { locale, t } from "../ui/l10n";

export class FindingsList {
  private readonly list = element("ul", { class: "data-findings" });
  private readonly none = element("p", {}, t("No findings: no leaks, duplicates or constant columns."));
  readonly element = element("section", { hidden: true }, element("h2", {}, t("Findings")), this.none, this.list);

  render({ findings, isDone }: DataProfile): void {
    this.element.hidden = !isDone;
    this.none.hidden = findings.length > 0;
    this.list.hidden = findings.length === 0;
    this.list.replaceChildren(
      ...findings.map((finding) => element("li", { class: finding.kind }, findingText(finding, t, locale))),
    );
  }
}
