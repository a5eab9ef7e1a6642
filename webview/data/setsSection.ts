/** The sets of the split as one bar, and the examples of each class in each set. */
import type { DataProfile, SetCounts } from "../../src/protocol/dataProfile";
import { setsText } from "../../src/protocol/dataProfile";
import { element } from "../ui/dom";
import { shortPercent, whole } from "../ui/format";
import { locale, t } from "../ui/l10n";

const names = ["train", "validation", "test"] as const;

export class SetsSection {
  private readonly place = element("div", { class: "data-sets" });
  readonly element = element("section", { hidden: true }, element("h2", {}, t("Split")), this.place);

  render(profile: DataProfile): void {
    const { sets, classes } = profile;
    this.element.hidden = !sets;
    if (!sets) return;
    const bar = setBar(sets);
    const caption = element("p", {}, t("Examples: {0}.", setsText(profile, t, locale)));
    this.place.replaceChildren(bar, caption, ...(classes ? [classTable(classes)] : []));
  }
}

function setBar(sets: SetCounts): HTMLElement {
  const parts = names.map((name) => {
    const part = element("span", { class: `data-set ${name}` });
    part.style.flexGrow = String(sets[name]);
    part.hidden = sets[name] === 0;
    return part;
  });
  return element("div", { class: "data-set-bar", "aria-hidden": "true" }, ...parts);
}

function classTable(classes: readonly (SetCounts & { readonly name: string })[]): HTMLElement {
  const totals = names.map((name) => classes.reduce((sum, each) => sum + each[name], 0));
  const shown = names.filter((_, i) => totals[i] > 0);
  const titles = { train: t("Training"), validation: t("Validation"), test: t("Test") };
  const body = classes.map((each) => {
    const cells = shown.map((name) => {
      const share = each[name] / totals[names.indexOf(name)];
      const track = element("span", { class: "data-relation", "aria-hidden": "true" }, element("span"));
      (track.firstElementChild as HTMLElement).style.width = `${100 * share}%`;
      return element("td", {}, track, t("{0} ({1})", whole(each[name]), shortPercent(share)));
    });
    return element("tr", {}, element("th", { scope: "row" }, each.name), ...cells);
  });
  const heads = [t("Class"), ...shown.map((name) => titles[name])].map((title) =>
    element("th", { scope: "col" }, title),
  );
  const table = element(
    "table",
    { "aria-label": t("Classes") },
    element("thead", {}, element("tr", {}, ...heads)),
    element("tbody", {}, ...body),
  );
  const frame = { class: "table-scroller", tabindex: 0, role: "region", "aria-label": t("Table of classes") };
  return element("div", frame, table);
}
