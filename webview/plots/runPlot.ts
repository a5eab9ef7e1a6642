/** A plot of one run: title, note, toolbar, and its contents from the state. */

import type { MovingPicture, Still } from "../animation/movingPicture";
import type { Host } from "../state/host";
import type { State } from "../state/store";
import { element, setText } from "../ui/dom";
import { figure, percent } from "../ui/format";
import { t } from "../ui/l10n";
import type { MenuItem } from "../ui/menu";
import { changesIn, describeChange } from "./changes";
import { Columns } from "./columns";
import { drawingOf } from "./drawing";
import { figuresOf } from "./figures";
import { Plot, type PlotContents } from "./plot";
import type { PlotSettings } from "./settings";
import { smoothingSlider } from "./smoothing";
import type { PlotSpec } from "./spec";
import { plotTable } from "./table";
import { Toolbar } from "./toolbar";
import { extentOf } from "./zoom";

export class RunPlot implements MovingPicture {
  private readonly heading = element("h2");
  private readonly note = element("p", { class: "note" });
  private readonly plot: Plot;
  private readonly toolbar: Toolbar;
  private readonly columns = new Columns();
  readonly element: HTMLElement;
  private state: State | undefined;
  private version = -1;

  constructor(
    private spec: PlotSpec,
    private readonly settings: PlotSettings,
    host: Host,
    /** Moves the crosshairs of the other plots to x. */
    share: (x: number | undefined) => void,
    /** Further items of the menu. */
    more: readonly MenuItem[],
  ) {
    const { id } = spec;
    const chooseRange = (range: PlotSettings["range"]) => {
      settings.range = range;
    };
    const items: MenuItem[] = [
      {
        label: t("Log scale"),
        choose: () => settings.setLog(id, !settings.isLog(this.spec)),
        isOn: () => settings.isLog(this.spec),
        applies: () => !settings.isTable(id),
      },
      {
        label: t("Show as table"),
        choose: () => settings.setTable(id, !settings.isTable(id)),
        isOn: () => settings.isTable(id),
      },
      { label: t("Taller"), choose: () => settings.setHeight(id, Math.round(this.plot.height * 1.25)) },
      { label: t("Shorter"), choose: () => settings.setHeight(id, Math.max(120, Math.round(this.plot.height * 0.8))) },
      ...more,
    ];
    const listener = { toggle: (name: string) => settings.toggle(id, name), chooseRange, pointAt: share };
    this.plot = new Plot(listener, host, {
      items,
      below: smoothingSlider(settings),
      height: () => settings.heightOf(id),
      resized: (height) => settings.setHeight(id, height),
    });
    this.toolbar = new Toolbar(() => chooseRange(undefined), this.plot.saving);
    const head = element("div", { class: "plot-head" }, this.heading, this.toolbar.element);
    this.element = element("section", { class: "plot-section" }, head, this.note, ...this.plot.parts);
  }

  render(state: State, spec: PlotSpec): void {
    if (!this.isNews(state, spec)) return;
    this.state = state;
    this.spec = spec;
    this.version = this.settings.version;
    this.columns.update(state, spec, this.settings.smoothing);
    setText(this.heading, spec.title);
    setText(this.note, noteOf(state, spec));
    this.note.hidden = this.note.textContent === "";
    const contents = this.contents(state, spec);
    this.toolbar.update(spec.title, { zoomed: contents.range !== undefined });
    this.plot.render(contents);
  }

  get title(): string {
    return this.spec.title;
  }

  isShown(): boolean {
    return this.plot.isShown;
  }

  still(epoch: number): Promise<Still> {
    return this.plot.still(epoch);
  }

  /** Moves the crosshair to that of another plot. */
  follow(x: number | undefined): void {
    this.plot.follow(x);
  }

  /** Draws again with the theme's present colours. */
  redraw(): void {
    this.plot.redraw();
  }

  private isNews(state: State, spec: PlotSpec): boolean {
    const { state: before, settings } = this;
    const isSame =
      state[spec.rows] === before?.[spec.rows] && state.changes === before.changes && state.epochs === before.epochs;
    const isStill = extentOf(state)[1] === this.plot.end && this.version === settings.version;
    const isLive = spec.series.some((each) => each.live) && state.live !== before?.live;
    return !isSame || !isStill || isLive || spec.series.length !== this.spec.series.length;
  }

  private contents(state: State, spec: PlotSpec): PlotContents {
    const { columns, settings } = this;
    const { range, smoothing } = settings;
    const isTable = settings.isTable(spec.id) && columns.length > 0;
    return {
      title: spec.title,
      of: state.run?.network ?? "",
      series: spec.series,
      columns,
      range,
      table: isTable ? plotTable(state, spec, columns) : undefined,
      isHidden: (name) => settings.isHidden(spec.id, name),
      text: (series, i) => textOf(columns, spec, series, i),
      more: (x) => {
        const changes = changesIn(state.changes, x);
        return changes && t("changed: {0}", changes);
      },
      describe: () => describe(state, spec, columns),
      draw: (width) => drawingOf(state, spec, columns, settings, width),
      figures: (separator) => figuresOf(columns, spec, smoothing, separator),
    };
  }
}

function textOf(columns: Columns, { series, percent: isPercent }: PlotSpec, s: number, i: number): string {
  const show = isPercent ? percent : figure;
  const value = columns.raw(s, i);
  if (Number.isNaN(value)) return "";
  const isSmoothed = columns.isSmoothed && !series[s].live;
  return isSmoothed ? t("{0} (smoothed {1})", show(value), show(columns.smoothed(s, i))) : show(value);
}

function describe(state: State, { title, series, percent: isPercent, rows }: PlotSpec, columns: Columns): string {
  const show = isPercent ? percent : figure;
  const last = state[rows].length - 1;
  if (last < 0) return t("{0}: no epoch yet.", title);
  const parts = series.flatMap(({ name, live }, s) => {
    const value = columns.raw(s, last);
    return live ? [] : [`${name} ${Number.isNaN(value) ? "–" : show(value)}`];
  });
  const changes = state.changes.map((change) => ` ${describeChange(change)}.`);
  return t("{0} over {1} epochs; at the last: {2}.{3}", title, columns.x(last), parts.join(", "), changes.join(""));
}

/** Returns the note of a plot, and which epochs have statistics of layers if not all have. */
function noteOf({ layers }: State, { note = "", rows }: PlotSpec): string {
  return [note, rows === "layers" ? layers.coverage : ""].filter(Boolean).join(" ");
}
