/** The legend of a plot: a toggle button per series, with its value at the crosshair. */

import { element, setText } from "../ui/dom";
import { t } from "../ui/l10n";
import { color } from "../ui/theme";
import type { SeriesStyle } from "./drawn";
import { signOf } from "./marker";

/** Pixels of a swatch's canvas, at twice the displayed resolution. */
const [width, height] = [52, 20];

export class Legend {
  readonly element = element("div", { class: "legend", role: "group", "aria-label": t("Series") });
  private readonly place = element("span", { class: "place" });
  private entries: { series: SeriesStyle; button: HTMLButtonElement; value: HTMLElement; swatch: HTMLCanvasElement }[] =
    [];

  constructor(private readonly toggle: (name: string) => void) {}

  offer(series: readonly SeriesStyle[], isHidden: (name: string) => boolean): void {
    if (this.entries.map(({ series: { name } }) => name).join() !== series.map(({ name }) => name).join()) {
      this.entries = series.map((each) => this.makeEntry(each));
      this.element.replaceChildren(...this.entries.map(({ button }) => button), this.place);
    }
    for (const { series: each, button, swatch } of this.entries) {
      button.setAttribute("aria-pressed", String(!isHidden(each.name)));
      drawSwatch(swatch, each);
    }
  }

  /** Shows the position of the crosshair and the values there, as text; undefined without a crosshair. */
  point(place: string | undefined, values: readonly string[]): void {
    setText(this.place, place ?? "");
    this.entries.forEach(({ value }, i) => {
      setText(value, place === undefined ? "" : (values[i] ?? ""));
    });
  }

  /** The values of the visible series at the crosshair: "epoch 3, validation 97.20%". */
  get words(): string {
    const seen = this.entries.filter(({ button }) => button.getAttribute("aria-pressed") === "true");
    const values = seen
      .filter(({ value }) => value.textContent)
      .map(({ series: { name }, value }) => `${name} ${value.textContent}`);
    return [this.place.textContent, ...values].join(", ");
  }

  private makeEntry(series: SeriesStyle) {
    const swatch = element("canvas", { width, height, "aria-hidden": "true" });
    const value = element("span", { class: "value" });
    const button = element("button", { type: "button" }, swatch, series.name, value);
    button.addEventListener("click", () => this.toggle(series.name));
    return { series, button, value, swatch };
  }
}

function drawSwatch(canvas: HTMLCanvasElement, { color: names, dash, marker }: SeriesStyle): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  context.reset();
  context.strokeStyle = color(...names);
  context.lineWidth = 4;
  context.setLineDash(dash.map((length) => length * 2));
  context.beginPath();
  context.moveTo(0, height / 2);
  context.lineTo(width, height / 2);
  context.stroke();
  if (!marker) return;
  const sign = new Path2D(signOf(marker));
  context.setLineDash([]);
  context.translate(width / 2, height / 2);
  context.scale(7, 7);
  context.lineWidth = 0.5;
  context.fillStyle = color("--vscode-editor-background");
  context.fill(sign);
  context.stroke(sign);
}
