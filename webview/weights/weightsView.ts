/** The weights of a layer: which one, as what, and the request for exactly what is on the screen. */
import type { WeightKind, WeightPicture } from "../../src/protocol/requests";
import { element, setText } from "../dom";
import type { Host, Remembered } from "../host";
import { chosenEpoch } from "../moment";
import type { State } from "../store";
import { onThemeChange } from "../theme";
import { button, checkbox, dropdown } from "../toolkit";
import { Heatmap } from "./heatmap";
import { matrixLayout, picturesLayout, unitsPerPage } from "./layout";
import { PaletteLegend } from "./legend";
import { colorLimit } from "./scale";
import { answers, type Choice, choiceOf, matrixHeight } from "./wanted";

const kinds = [
  ["weights", "Weights"],
  ["gradient", "Gradient"],
  ["update", "Last update"],
  ["change", "Change since start"],
] as const;

export class WeightsView {
  private readonly layers = dropdown("Layer", (value) => this.choose({ layer: Number(value) }));
  private readonly what = dropdown("What is drawn", (value) => this.choose({ what: value as WeightKind }));
  private readonly pictures = checkbox("As pictures", (pictures) => this.choose({ pictures }));
  private readonly previous = button("Previous Units", () => this.page(-1));
  private readonly next = button("Next Units", () => this.page(1));
  private readonly heatmap = new Heatmap();
  private readonly legend = new PaletteLegend();
  private readonly caption = element("span", { class: "caption" });
  private readonly words = element("p", { class: "empty" });
  private readonly pages = element("div", { class: "controls" }, this.previous.element, this.next.element);
  private readonly stage = element("div", { class: "weights-stage" }, this.heatmap.element, this.pages);
  readonly element: HTMLElement;
  private state: State | undefined;
  private visible = false;
  private sent = "";
  private drawn: { picture: WeightPicture; width: number; first: number } | undefined;

  constructor(private readonly host: Host) {
    const controls = [this.layers, this.what, this.pictures].map((each) => each.element);
    this.element = element(
      "section",
      { class: "weights" },
      element("h2", {}, "Weights"),
      element("div", { class: "controls" }, ...controls),
      element("div", { class: "above" }, this.caption, this.legend.element),
      this.words,
      this.stage,
    );
    new IntersectionObserver((entries) => {
      this.visible = entries.at(-1)?.isIntersecting === true;
      this.ask();
    }).observe(this.element);
    document.addEventListener("visibilitychange", () => this.ask());
    new ResizeObserver(() => this.renderAgain()).observe(this.element);
    onThemeChange(() => {
      this.heatmap.recolor();
      this.drawn = undefined;
      this.renderAgain();
    });
  }

  render(state: State): void {
    this.state = state;
    const { run, picture, noWeights } = state;
    const choice = this.choice;
    this.element.hidden = !run;
    if (!run || !choice) return;
    const names = run.activations.map((activation, l): [string, string] => [
      String(l),
      `Layer ${l + 1}: ${run.shape[l]} → ${run.shape[l + 1]}, ${activation}`,
    ]);
    this.layers.offer(names, String(choice.layer));
    this.what.offer(kinds, choice.asked.what ?? "weights");
    this.pictures.update({ checked: choice.tile !== undefined, hidden: !choice.pictured });
    const fits = picture !== undefined && answers(picture, choice);
    this.words.hidden = fits;
    this.stage.hidden = this.legend.element.hidden = this.caption.hidden = !fits;
    setText(this.words, noWeights ?? "Waiting for weights…");
    if (fits) this.draw(picture, choice);
    this.ask();
  }

  private draw(picture: WeightPicture, { tile, first, units }: Choice): void {
    const width = this.width;
    const { drawn } = this;
    if (drawn?.picture === picture && drawn.width === width && drawn.first === first) return;
    this.drawn = { picture, width, first };
    const name = `${kinds.find(([kind]) => kind === picture.what)?.[1]} of layer ${picture.layer + 1}, epoch ${picture.epoch}`;
    const { values, largest, rows } = picture;
    const limit = colorLimit(values, largest);
    if (tile) {
      const { columns, scale } = unitsPerPage(width, units, tile);
      const layout = picturesLayout(picture, first, tile, columns);
      const cell = Math.min(width / layout.width, scale);
      const size = { width: layout.width * cell, height: layout.height * cell };
      this.heatmap.draw(layout, values, limit, name, size);
      setText(this.caption, `Units ${first}–${first + rows - 1} of ${units}`);
    } else {
      const height = Math.min(matrixHeight, Math.max(80, rows * 12));
      this.heatmap.draw(matrixLayout(picture), values, limit, name, { width, height });
      setText(this.caption, "Inputs from top to bottom, units from left to right");
    }
    this.legend.render(limit, largest);
    this.pages.hidden = !tile || (first === 0 && rows >= units);
    this.previous.update({ enabled: first > 0 });
    this.next.update({ enabled: first + rows < units });
  }

  /** Asks for what is visible, no larger than it is drawn; for nothing while it is not. */
  private ask(): void {
    const asked = this.visible && !document.hidden ? this.choice?.asked : undefined;
    const epoch = this.state && chosenEpoch(this.state, this.host.remembered);
    const weights = asked ? { ...asked, ...(epoch !== undefined && { epoch }) } : null;
    const text = JSON.stringify(weights);
    if (text === this.sent) return;
    this.sent = text;
    this.host.send({ type: "show", weights });
  }

  private choose(change: Remembered): void {
    this.host.remember({ first: 0, ...change });
    this.renderAgain();
  }

  private page(step: number): void {
    const { choice } = this;
    if (!choice?.tile) return;
    const { count } = unitsPerPage(this.width, choice.units, choice.tile);
    this.choose({ first: Math.max(0, choice.first + step * count) });
  }

  private renderAgain(): void {
    if (this.state) this.render(this.state);
  }

  private get choice(): Choice | undefined {
    const run = this.state?.run;
    return run && choiceOf(run, this.host.remembered, this.width, devicePixelRatio);
  }

  private get width(): number {
    return Math.max(1, this.element.clientWidth);
  }
}
