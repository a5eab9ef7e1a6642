/** The palette's legend: a bar from −largest over zero to largest. */
import { element, setText } from "../dom";
import { figure } from "../format";
import { makePalette } from "./palette";

export class PaletteLegend {
  private readonly bar = element("canvas", { width: 255, height: 1, "aria-hidden": "true" });
  private readonly least = element("span");
  private readonly most = element("span");
  readonly element = element("div", { class: "palette-legend" }, this.least, this.bar, this.most);

  render(largest: number): void {
    setText(this.least, figure(-largest));
    setText(this.most, `+${figure(largest)}`);
    const context = this.bar.getContext("2d");
    const image = context?.createImageData(255, 1);
    if (!context || !image) return;
    new Uint32Array(image.data.buffer).set(makePalette());
    context.putImageData(image, 0, 0);
    this.element.setAttribute(
      "aria-label",
      `Colours from ${figure(-largest)} (blue) over 0 to ${figure(largest)} (orange)`,
    );
    this.element.setAttribute("role", "img");
  }
}
