/** The smoothing of all plots, as a slider in the menu of each; the sliders stay synchronized. */

import { element, setText } from "../ui/dom";
import { decimals } from "../ui/format";
import { t } from "../ui/l10n";
import type { PlotSettings } from "./settings";

let made = 0;

export function smoothingSlider(settings: PlotSettings): HTMLElement {
  const id = `smoothing-${made++}`;
  const slider = element("input", { type: "range", id, min: 0, max: 0.99, step: 0.01 });
  const words = element("output", { for: id });
  const label = element("label", { for: id, title: t("Exponential moving average, as TensorBoard's") }, t("Smoothing"));
  const update = () => {
    slider.value = String(settings.smoothing);
    const text = settings.smoothing > 0 ? decimals(settings.smoothing, 2) : t("off");
    setText(words, text);
    slider.setAttribute("aria-valuetext", text);
  };
  slider.addEventListener("input", () => {
    settings.smoothing = Number(slider.value);
  });
  settings.onChange(update);
  update();
  return element("div", { class: "smoothing" }, label, slider, words);
}
