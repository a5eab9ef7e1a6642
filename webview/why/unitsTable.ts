/** The hidden units that carry an answer: those whose silence changes its score most. */
import type { RequestResult } from "../../src/protocol/requests";
import { element, setText } from "../ui/dom";
import { figure, signed, whole } from "../ui/format";
import { t } from "../ui/l10n";
import { barTable } from "./bars";

/** Number of units in the table. */
const listed = 12;

export class UnitsTable {
  private readonly caption = element("p", { class: "caption" });
  private readonly place = element("div");
  readonly element = element("div", {}, element("h3", {}, t("Units that carry the answer")), this.caption, this.place);

  draw(layers: RequestResult<"carryingUnits">["layers"], answer: string): void {
    this.element.hidden = layers.length === 0;
    const units = layers.flatMap(({ z, change }, layer) =>
      Array.from(change, (value, unit) => ({ layer, unit, value, z: z[unit] })),
    );
    const sorted = units.sort((a, b) => Math.abs(b.value) - Math.abs(a.value)).slice(0, listed);
    const some = units.length > sorted.length ? t(" The {0} largest of {1}.", sorted.length, whole(units.length)) : "";
    setText(
      this.caption,
      t(
        "How the score for {0} changes if one hidden unit is silent (z = 0): it falls without units that speak for it.",
        answer,
      ) + some,
    );
    const rows = sorted.map(({ layer, unit, value, z }) => ({
      head: t("Layer {0}, unit {1}", layer + 1, unit),
      value,
      text: signed(value),
      more: [figure(z)],
    }));
    this.place.replaceChildren(
      barTable(t("Units that carry the answer"), [t("Unit"), t("Change of the score"), "z"], rows),
    );
  }
}
