/** The plots of a run and their places in the tabs Training and Layers. */

import type { MovingPicture } from "../animation/movingPicture";
import type { Host } from "../state/host";
import type { State } from "../state/store";
import { element } from "../ui/dom";
import { t } from "../ui/l10n";
import type { MenuItem } from "../ui/menu";
import { onThemeChange } from "../ui/theme";
import { layerPlots } from "./layerSeries";
import { RunPlot } from "./runPlot";
import { trainingPlots } from "./series";
import { PlotSettings } from "./settings";
import { type PlotId, type PlotSpec, plotIds } from "./spec";

export class Plots {
  private readonly settings: PlotSettings;
  /** The container of each plot by id; empty until a run has values for it. */
  readonly places: Readonly<Record<PlotId, HTMLElement>> = placesOf();
  /** The tab Layers. */
  readonly layers: HTMLElement;
  private readonly none = element("p", { class: "empty" }, t("Layer statistics appear after the first epoch."));
  private readonly plots = new Map<PlotId, RunPlot>();
  private layersVisible = false;
  private sharing = false;
  private state: State | undefined;

  /**
   * @param itemsFor returns further items for the menu of a plot of the tab Training
   * @param saveAnimation returns the item that saves a plot over the epochs
   */
  constructor(
    private readonly host: Host,
    private readonly itemsFor: (id: PlotId) => readonly MenuItem[],
    private readonly saveAnimation: (title: string) => MenuItem,
  ) {
    this.settings = new PlotSettings(host);
    const { gradientNorm, updateRatio, weightNorm, deadUnits, saturation } = this.places;
    const grid = element("div", { class: "plot-grid" }, gradientNorm, updateRatio, deadUnits, saturation, weightNorm);
    this.layers = element("div", { class: "layers" }, this.none, grid);
    this.settings.onChange(() => this.state && this.render(this.state));
    onThemeChange(() => {
      for (const plot of this.plots.values()) plot.redraw();
    });
  }

  render(state: State): void {
    this.state = state;
    if (!state.run) return;
    const training = trainingPlots(state);
    const layers = state.layers.length > 0 ? layerPlots(state) : [];
    this.renderEach(training);
    this.none.hidden = state.layers.length > 0;
    if (this.layersVisible) this.renderEach(layers);
    const shown = [...training, ...layers].map(({ id }) => id);
    for (const id of plotIds) this.places[id].hidden = !shown.includes(id);
  }

  /** The pictures that can be saved over the epochs. */
  get pictures(): MovingPicture[] {
    return [...this.plots.values()];
  }

  /** Sets the visibility of the tab Layers; its plots are drawn only while it is visible. */
  showLayers(visible: boolean): void {
    this.layersVisible = visible;
    if (visible && this.state) this.render(this.state);
  }

  private renderEach(specs: readonly PlotSpec[]): void {
    for (const spec of specs) {
      const plot = this.plots.get(spec.id) ?? this.add(spec);
      plot.render(this.state as State, spec);
    }
  }

  /** Moves the crosshair of all other plots to the same epoch. */
  private share(x: number | undefined, from: RunPlot): void {
    if (this.sharing) return;
    this.sharing = true;
    for (const plot of this.plots.values()) if (plot !== from) plot.follow(x);
    this.sharing = false;
  }

  private add(spec: PlotSpec): RunPlot {
    const share = (x: number | undefined): void => this.share(x, plot);
    const plot: RunPlot = new RunPlot(spec, this.settings, this.host, share, [
      ...(spec.rows === "epochs" ? this.itemsFor(spec.id) : []),
      this.saveAnimation(spec.title),
    ]);
    this.plots.set(spec.id, plot);
    this.places[spec.id].append(plot.element);
    return plot;
  }
}

function placesOf(): Record<PlotId, HTMLElement> {
  const places = plotIds.map((id) => [id, element("div", { hidden: true })]);
  return Object.fromEntries(places) as Record<PlotId, HTMLElement>;
}
