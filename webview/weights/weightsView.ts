/** The weights of a layer: which one, as what, and the request for exactly what is on the screen. */
import type { WeightKind, WeightPicture } from "../../src/protocol/requests";
import { element, setText } from "../dom";
import type { Host, Remembered } from "../host";
import type { State } from "../store";
import { onThemeChange } from "../theme";
import { button, checkbox, dropdown } from "../toolkit";
import { Heatmap } from "./heatmap";
import { matrixLayout, pictureShape, picturesLayout, unitsPerPage } from "./layout";
import { PaletteLegend } from "./legend";

const matrixHeight = 320;
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
  private readonly words = element("p", { class: "empty" });
  private readonly stage = element("div", { class: "weights-stage" }, this.heatmap.element);
  readonly element: HTMLElement;
  private state: State | undefined;
  private visible = false;
  private first = 0;
  private sent = "";

  constructor(private readonly host: Host) {
    const controls = [this.layers, this.what, this.pictures, this.previous, this.next].map((each) => each.element);
    const bar = element("div", { class: "controls" }, ...controls, this.legend.element);
    this.element = element("section", { class: "weights" }, element("h2", {}, "Weights"), bar, this.words, this.stage);
    new IntersectionObserver((entries) => {
      this.visible = entries.some(({ isIntersecting }) => isIntersecting);
      this.ask();
    }).observe(this.element);
    document.addEventListener("visibilitychange", () => this.ask());
    new ResizeObserver(() => this.state && this.render(this.state)).observe(this.stage);
    onThemeChange(() => {
      this.heatmap.recolor();
      if (this.state) this.render(this.state);
    });
  }

  render(state: State): void {
    this.state = state;
    const { run, picture, noWeights } = state;
    if (!run) return;
    const names = run.activations.map((activation, l): [string, string] => [
      String(l),
      `Layer ${l + 1}: ${run.shape[l]} → ${run.shape[l + 1]}, ${activation}`,
    ]);
    this.layers.offer(names, String(this.layer));
    this.what.offer(kinds, this.host.remembered.what ?? "weights");
    this.pictures.update({ checked: this.asPictures, hidden: !(this.layer === 0 && pictureShape(run)) });
    this.renderPages();
    const fits = picture !== undefined && picture.layer === this.layer && this.isShown(picture);
    this.stage.hidden = this.legend.element.hidden = !fits;
    this.words.hidden = fits;
    setText(this.words, noWeights ?? "Waiting for weights…");
    if (fits) this.draw(picture);
    this.ask();
  }

  private draw(picture: WeightPicture): void {
    const shape = this.tileShape;
    const width = this.element.clientWidth;
    const name = `Weights of layer ${picture.layer + 1}, epoch ${picture.epoch}`;
    if (shape) {
      const { columns } = unitsPerPage(width, picture.units, shape);
      const layout = picturesLayout(picture, this.first, shape, columns);
      this.heatmap.draw(layout, picture.values, picture.largest, name);
      const scale = Math.min(width / layout.width, Math.max(1, Math.round(64 / Math.max(...shape))));
      this.heatmap.resize(layout.width * scale, layout.height * scale);
    } else {
      this.heatmap.draw(matrixLayout(picture), picture.values, picture.largest, name);
      this.heatmap.resize(width, Math.min(matrixHeight, Math.max(80, picture.rows * 12)));
    }
    this.legend.render(picture.largest);
  }

  /** Asks for what is visible, no larger than it is drawn; for nothing while it is not. */
  private ask(): void {
    const weights = this.visible && !document.hidden ? this.wanted() : null;
    const text = JSON.stringify(weights);
    if (text === this.sent) return;
    this.sent = text;
    this.host.send({ type: "show", weights });
  }

  private wanted() {
    const run = this.state?.run;
    if (!run) return null;
    const { layer, tileShape } = this;
    const what = this.host.remembered.what ?? "weights";
    const [inputs, units] = [run.shape[layer], run.shape[layer + 1]];
    const width = Math.max(1, this.element.clientWidth);
    if (tileShape) {
      const { count } = unitsPerPage(width, units, tileShape);
      const rows = Math.min(count, units - this.first);
      return { layer, what, pictures: true, first: this.first, rows, columns: Math.min(4096, inputs) };
    }
    const pixels = (size: number) => Math.min(4096, Math.round(size * devicePixelRatio));
    return { layer, what, rows: Math.min(inputs, pixels(matrixHeight)), columns: Math.min(units, pixels(width)) };
  }

  /** A picture that was asked for before another choice is not shown in its place. */
  private isShown({ rows, columns, inputs, what }: WeightPicture): boolean {
    const wanted = this.wanted();
    if (what !== wanted?.what) return false;
    return wanted.pictures ? columns === inputs && rows === wanted.rows : true;
  }

  private get layer(): number {
    const last = (this.state?.run?.shape.length ?? 2) - 2;
    return Math.min(this.host.remembered.layer ?? 0, last);
  }

  private get asPictures(): boolean {
    return this.host.remembered.pictures ?? true;
  }

  /** Of a unit's picture, where pictures are shown. */
  private get tileShape(): readonly [number, number] | undefined {
    const run = this.state?.run;
    return run && this.layer === 0 && this.asPictures ? pictureShape(run) : undefined;
  }

  private choose(change: Remembered): void {
    this.host.remember(change);
    this.first = 0;
    if (this.state) this.render(this.state);
  }

  private page(step: number): void {
    this.first = Math.max(0, this.first + step * this.pageSize());
    if (this.state) this.render(this.state);
  }

  private pageSize(): number {
    const units = this.state?.run?.shape[this.layer + 1] ?? 1;
    return this.tileShape ? unitsPerPage(Math.max(1, this.element.clientWidth), units, this.tileShape).count : units;
  }

  private renderPages(): void {
    const units = this.state?.run?.shape[this.layer + 1] ?? 1;
    const hidden = this.pageSize() >= units;
    if (hidden || this.first >= units) this.first = 0;
    this.previous.update({ hidden, enabled: this.first > 0 });
    this.next.update({ hidden, enabled: this.first + this.pageSize() < units });
  }
}
