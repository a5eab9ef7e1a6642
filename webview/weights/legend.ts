/** The legend of the palette: a bar from −limit to limit, and a note about larger values. */

import { element, setText } from "../ui/dom";
import { figure } from "../ui/format";
import { t } from "../ui/l10n";
import { makePalette } from "./palette";

export class PaletteLegend {
  private readonly bar = element("canvas", { width: 255, height: 1, "aria-hidden": "true" });
  private readonly least = element("span");
  private readonly most = element("span");
  readonly element = element("div", { class: "palette-legend" }, this.least, this.bar, this.most);

  /** @param limit limit of the colour scale; @param largest maximum magnitude in the whole matrix */
  render(limit: number, largest: number): void {
    const beyond = largest > limit * (1 + 1e-6);
    setText(this.least, `${beyond ? "≤ " : ""}${figure(-limit)}`);
    setText(this.most, `${beyond ? "≥ " : ""}+${figure(limit)}`);
    const words = t("Colours from {0} (blue) over 0 to {1} (orange)", figure(-limit), figure(limit));
    this.element.setAttribute(
      "aria-label",
      beyond ? t("{0}, and so to the largest, {1}", words, figure(largest)) : words,
    );
    this.element.title = t("The largest value is {0} from zero.", figure(largest));
    this.paint();
  }

  /** Shows text instead of numbers, where each of several layers has its own limit. */
  renderWords(least: string, most: string, words: string): void {
    setText(this.least, least);
    setText(this.most, most);
    this.element.setAttribute("aria-label", words);
    this.element.title = words;
    this.paint();
  }

  private paint(): void {
    this.element.setAttribute("role", "img");
    const context = this.bar.getContext("2d");
    const image = context?.createImageData(255, 1);
    if (!context || !image) return;
    new Uint32Array(image.data.buffer).set(makePalette());
    context.putImageData(image, 0, 0);
  }
}
