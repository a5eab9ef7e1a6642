/** The plots of a run, side by side or one below the other. */
import { element } from "../dom";
import type { Host } from "../host";
import type { State } from "../store";
import { onThemeChange } from "../theme";
import { Plot } from "./plot";
import { type PlotId, plotIds, plotsOf } from "./series";

export class Plots {
  /** Where each plot stands, by its id; empty until a run has something for it. */
  readonly places = {
    accuracy: element("div"),
    rmse: element("div"),
    r2: element("div", { class: "second" }),
    cost: element("div"),
  };
  private readonly plots = new Map<PlotId, Plot>();
  private readonly hidden: Map<string, Set<string>>;
  private state: State | undefined;

  constructor(private readonly host: Host) {
    const pairs = (host.remembered.hiddenSeries ?? []).map((pair) => pair.split("/"));
    this.hidden = new Map(
      plotIds.map((id) => [id, new Set(pairs.filter(([of]) => of === id).map(([, name]) => name))]),
    );
    onThemeChange(() => {
      for (const plot of this.plots.values()) plot.redraw();
    });
  }

  render(state: State): void {
    this.state = state;
    if (!state.run) return;
    const specs = plotsOf(state);
    for (const spec of specs) {
      const plot = this.plots.get(spec.id) ?? this.add(spec.id);
      plot.render(state, spec);
    }
    for (const id of plotIds) this.places[id].hidden = !specs.some((spec) => spec.id === id);
  }

  private add(id: PlotId): Plot {
    const hidden = this.hidden.get(id) ?? new Set();
    const plot = new Plot(hidden, (name) => {
      if (!hidden.delete(name)) hidden.add(name);
      const all = [...this.hidden].flatMap(([of, names]) => [...names].map((each) => `${of}/${each}`));
      this.host.remember({ hiddenSeries: all });
      if (this.state) this.render(this.state);
    });
    this.plots.set(id, plot);
    this.places[id].append(plot.element);
    return plot;
  }
}
