/** The error surface of a neuron with two inputs, in three dimensions or as contours, with the path of training. */

import type { RequestResult } from "../../src/protocol/requests";
import type { Host } from "../state/host";
import type { Moment } from "../state/moment";
import type { State } from "../state/store";
import { element, setText } from "../ui/dom";
import { figure, whole } from "../ui/format";
import { t } from "../ui/l10n";
import { checkbox } from "../ui/toolkit";
import { levelLines } from "./decision";
import { type Extent, type Field, gridPoint, type Point, rangeOf, valueAt } from "./field";
import { scaleLegend } from "./legend";
import { extentAround, NeuronPath, type Stop } from "./neuronPath";
import { paint } from "./paint";
import { PlaneCanvas } from "./planeCanvas";
import { valueShading } from "./shading";
import { SurfaceCanvas } from "./surfaceCanvas";

const side = 45;
/** Minimum time between two requests of the path, as each reads all saved epochs of the run folder. */
const pathMilliseconds = 1500;
const rowsOfTable = 200;

export class NeuronView {
  private readonly words = element("p", { class: "caption" });
  private readonly mountain = new SurfaceCanvas();
  private readonly plane = new PlaneCanvas();
  private readonly flat = checkbox(t("As contours"), (flat) => {
    this.host.updateViewState({ playground: { ...this.host.viewState.playground, flat } });
    this.render();
  });
  private readonly scale = element("div");
  private readonly steps = element("div", {
    class: "table-scroller",
    tabindex: 0,
    role: "region",
    "aria-label": t("Path"),
  });
  private readonly table = element("details", { class: "places" }, element("summary", {}, t("As a table")), this.steps);
  private readonly picture = element("canvas");
  readonly element = element(
    "section",
    { class: "neuron", hidden: true },
    element("h2", {}, t("Error surface")),
    this.words,
    element("div", { class: "controls" }, this.flat.element),
    this.mountain.element,
    this.plane.element,
    this.scale,
    this.table,
  );
  private readonly path = new NeuronPath();
  private askedPath = "";
  private pathAt = 0;
  private extent: Extent | undefined;
  private drawn: RequestResult<"costSurface"> | undefined;

  constructor(private readonly host: Host) {
    this.table.addEventListener("toggle", () => this.fillTable());
  }

  /** Epoch of the drawn surface. */
  get epoch(): number | undefined {
    return this.drawn?.epoch;
  }

  /** Requests the surface of a moment and draws it. */
  async ask(state: State, { at, isLive }: Moment): Promise<void> {
    const { host } = this;
    await this.askPath(state, isLive);
    const about = { at, columns: side, rows: side };
    for (const last of [false, true]) {
      const { from, to } = extentAround(this.known, this.extent);
      this.extent = { from, to };
      const surface = await host.ask("costSurface", { ...about, from: [...from], to: [...to] });
      if (isLive) this.path.see(stopOf(surface));
      this.drawn = surface;
      // Only the answer has the weights of the moment; they may lie outside of the requested extent.
      if (last || extentAround(this.known, this.extent) === this.extent) break;
    }
    this.element.hidden = false;
    this.render();
  }

  /** Draws the last answer again, after a change of the theme or of the settings. */
  render(): void {
    const { drawn: surface } = this;
    if (!surface) return;
    const isFlat = this.host.viewState.playground?.flat === true;
    this.flat.update({ checked: isFlat, hidden: false });
    this.mountain.element.hidden = isFlat;
    this.plane.element.hidden = !isFlat;
    const costs = { columns: surface.columns, rows: surface.rows, values: surface.costs };
    const range = rangeOf(surface.costs);
    const { stops, now } = this.path.through(stopOf(surface));
    const path = stops.map(({ weights }) => weights);
    const [w1, w2] = surface.weights.map(figure);
    const name = t(
      "Error surface: cost from {0} to {1}. Now at w₁ {2}, w₂ {3} with a cost of {4}.",
      figure(range[0]),
      figure(range[1]),
      w1,
      w2,
      figure(surface.cost),
    );
    const sample =
      surface.examples < surface.of
        ? t("{0} of the {1}", whole(surface.examples), whole(surface.of))
        : t("all {0}", whole(surface.of));
    setText(
      this.words,
      t(
        "Mean cost over the two weights, measured on {0} training examples; the bias is fixed at its current value, {1}. The path lies where its weights do; its bias was another. Now: w₁ {2}, w₂ {3}, cost {4}.",
        sample,
        figure(surface.bias),
        w1,
        w2,
        figure(surface.cost),
      ),
    );
    this.scale.replaceChildren(scaleLegend(t("cost"), range));
    const { from, to } = surface;
    if (isFlat) this.drawFlat(surface, costs, { path, now }, range, name);
    else this.mountain.draw({ from, to, costs, axes: ["w₁", "w₂"], name, path, now });
    this.fillTable();
  }

  private drawFlat(
    surface: RequestResult<"costSurface">,
    costs: Field,
    { path, now }: { path: readonly Point[]; now: number },
    range: readonly [number, number],
    name: string,
  ): void {
    const { from, to } = surface;
    const shading = valueShading(t("cost"), range, false);
    paint(this.picture, [costs], shading, 240);
    const between = (first: number, last: number) =>
      path.slice(first + 1, last + 1).flatMap((place, i) => [...path[first + i], ...place]);
    this.plane.draw({
      from,
      to,
      picture: this.picture,
      axes: ["w₁", "w₂"],
      name,
      lines: [
        ...levelLines(costs, surface, levelsOf(range), range),
        { segments: between(now, path.length), width: 0.8, strong: true },
        { segments: between(0, now), width: 2, strong: true },
      ],
      over: (context, at) => drawEnds(context, path.map(at), now),
      words: (place) => t("cost {0}", figure(valueAt(costs, ...gridPoint(costs, surface, place)))),
    });
  }

  private async askPath(state: State, live: boolean): Promise<void> {
    const key = `${state.run?.folder} ${state.kept.length} ${state.kept.at(-1)}`;
    if (key === this.askedPath || (live && performance.now() - this.pathAt < pathMilliseconds)) return;
    this.pathAt = performance.now();
    this.path.take(await this.host.ask("neuronPath", {}));
    this.askedPath = key;
  }

  /** The weights of the path and of the last answer. */
  private get known(): Point[] {
    return [...this.path.places, ...(this.drawn ? [this.drawn.weights] : [])];
  }

  private fillTable(): void {
    const { drawn } = this;
    if (!drawn || !this.table.open) return;
    const costs = { columns: drawn.columns, rows: drawn.rows, values: drawn.costs };
    const rows = this.path.through(stopOf(drawn)).stops.slice(-rowsOfTable);
    const cells = rows.map(({ epoch, batch, weights, bias }) => {
      const cost = valueAt(costs, ...gridPoint(costs, drawn, weights));
      const when = batch > 0 ? t("{0}, batch {1}", epoch, batch) : String(epoch);
      const texts = [...weights, bias, cost].map((value) => element("td", {}, figure(value)));
      return element("tr", {}, element("th", { scope: "row" }, when), ...texts);
    });
    const titles = [t("Epoch"), "w₁", "w₂", t("Bias"), t("Cost on this surface")];
    const head = element("tr", {}, ...titles.map((title) => element("th", { scope: "col" }, title)));
    this.steps.replaceChildren(
      element("table", { "aria-label": t("Path") }, element("thead", {}, head), element("tbody", {}, ...cells)),
    );
  }
}

const stopOf = ({ epoch, batch, weights, bias }: RequestResult<"costSurface">): Stop => ({
  epoch,
  batch,
  weights,
  bias,
});

/** Returns the contour levels, denser at low costs, in the flat valley where most of the path lies. */
function levelsOf([least, largest]: readonly [number, number]): number[] {
  return Array.from({ length: 12 }, (_, i) => least + (largest - least) * ((i + 0.5) / 12) ** 1.6);
}

function drawEnds(context: CanvasRenderingContext2D, path: readonly Point[], now: number): void {
  const style = getComputedStyle(document.body);
  const [line, ground] = ["--vscode-foreground", "--vscode-editor-background"].map((name) =>
    style.getPropertyValue(name),
  );
  const disc = ([x, y]: Point, radius: number, fill: string, edge: string) => {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = fill;
    context.strokeStyle = edge;
    context.lineWidth = 2;
    context.fill();
    context.stroke();
  };
  if (now > 0) disc(path[0], 4, ground, line);
  if (path.length > now) disc(path[now], 5.5, line, ground);
}
