/** The hidden units that carry an answer: those whose silence changes its score most. */
import type { RequestResult } from "../../src/protocol/requests";
import { element, setText } from "../ui/dom";
import { figure, signed, whole } from "../ui/format";
import { t } from "../ui/l10n";
import { barTable } from "./bars";

/** Number of units in the table. */
const listed = 12;

type Layers = RequestResult<"carryingUnits">["layers"];

export class UnitsTable {
  readonly caption = element("p", { class: "caption" });
  readonly place = element("div");
  readonly element = element(
    "div",
    { class: "units-carrying" },
    element("h3", {}, t("Units that carry the answer")),
    this.caption,
    this.place,
  );

  /** @param all the layers whose largest changes determine the rows and the length of the bars */
  draw(layers: Layers, answer: string, all: readonly Layers[]): void {
    this.element.hidden = layers.length === 0;
    const units = layers.flatMap(({ z, change }, layer) =>
      Array.from(change, (value, unit) => {
        const largest = Math.max(...all.map((each) => Math.abs(each[layer].change[unit])));
        return { layer, unit, value, z: z[unit], largest };
      }),
    );
    const sorted = units.sort((a, b) => b.largest - a.largest).slice(0, listed);
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
    const scaled = sorted.map(({ largest }) => largest);
    this.place.replaceChildren(
      barTable(t("Units that carry the answer"), [t("Unit"), t("Change of the score"), "z"], rows, scaled),
    );
  }
}
