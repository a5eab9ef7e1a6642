/** Thumbnails of every unit's activation over the plane, by layer; clicking one shows it large. */

import type { RunDescription } from "../../src/protocol/panel";
import { element, setText } from "../ui/dom";
import { t } from "../ui/l10n";
import { colorLimit } from "../weights/scale";
import { type Surface, unitField } from "./decision";
import { rangeOf } from "./field";
import { paint } from "./paint";
import { unitShading } from "./shading";

/** A unit; layer and unit are counted from 0, as in the run folder. */
export interface Unit {
  readonly layer: number;
  readonly unit: number;
}

export class UnitTiles {
  readonly element = element("div", { class: "unit-layers" });
  private shape = "";
  private tiles: { button: HTMLButtonElement; canvas: HTMLCanvasElement }[][] = [];

  /** @param choose called with the unit to show large */
  constructor(private readonly choose: (unit: Unit) => void) {}

  /** Draws the hidden layers. */
  draw({ layers }: Surface, run: RunDescription, chosen: Unit | undefined, discrete: boolean): void {
    const hidden = layers.slice(0, -1);
    const shape = JSON.stringify([hidden.map(({ shown, units }) => [shown, units]), run.activations]);
    if (shape !== this.shape) this.build(hidden, run);
    this.shape = shape;
    for (const [l, layer] of hidden.entries()) {
      const shading = unitShading(limitOf(layer.z), discrete);
      for (const [unit, { button, canvas }] of this.tiles[l].entries()) {
        paint(canvas, [unitField(layer, unit)], shading, 48);
        button.setAttribute("aria-pressed", String(chosen?.layer === l && chosen.unit === unit));
      }
    }
  }

  private build(layers: Surface["layers"], run: RunDescription): void {
    this.tiles = layers.map(({ shown }, layer) =>
      Array.from({ length: shown }, (_, unit) => {
        const canvas = element("canvas", { width: 48, height: 48, "aria-hidden": "true" });
        const button = element("button", { class: "unit", title: t("Layer {0}, unit {1}", layer + 1, unit) }, canvas);
        button.append(element("span", {}, String(unit)));
        button.setAttribute("aria-label", t("Layer {0}, unit {1}: show large", layer + 1, unit));
        button.addEventListener("click", () => this.choose({ layer, unit }));
        return { button, canvas };
      }),
    );
    const sections = layers.map(({ units, shown }, l) => {
      const some =
        shown < units
          ? t("the first {0} of {1} units", shown, units)
          : units === 1
            ? t("1 unit")
            : t("{0} units", units);
      const caption = element("h3");
      setText(caption, t("Layer {0} · {1} · {2}", l + 1, some, run.activations[l]));
      return element(
        "section",
        {},
        caption,
        element("div", { class: "units" }, ...this.tiles[l].map(({ button }) => button)),
      );
    });
    this.element.replaceChildren(...sections);
  }
}

/** Returns the limit of the colour scale for a layer's activations. */
export function limitOf(z: Float32Array): number {
  const [least, largest] = rangeOf(z);
  return colorLimit(z, Math.max(Math.abs(least), Math.abs(largest)));
}
