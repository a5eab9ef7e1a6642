/** A plot of one run: title, note, toolbar, and its contents from the state. */
import type { Host } from "../state/host";
import type { State } from "../state/store";
import { element, setText } from "../ui/dom";
import { figure, percent } from "../ui/format";
import { changesIn, describeChange } from "./changes";
import { Columns } from "./columns";
import { drawingOf } from "./drawing";
import { figuresOf } from "./figures";
import { Plot, type PlotContents } from "./plot";
import type { PlotSettings } from "./settings";
import type { PlotSpec } from "./spec";
import { plotTable } from "./table";
import { Toolbar } from "./toolbar";
import { extentOf } from "./zoom";

export class RunPlot {
  private readonly title = element("h2");
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
  ) {
    const { id } = spec;
    const chooseRange = (range: PlotSettings["range"]) => {
      settings.range = range;
    };
    this.plot = new Plot({ toggle: (name) => settings.toggle(id, name), chooseRange, pointAt: share }, host);
    const tools = {
      setLog: (log: boolean) => settings.setLog(id, log),
      setTable: (table: boolean) => settings.setTable(id, table),
      showAll: () => chooseRange(undefined),
    };
    this.toolbar = new Toolbar(tools, this.plot.saving);
    const head = element("div", { class: "plot-head" }, this.title, this.toolbar.element);
    this.element = element("section", { class: "plot-section" }, head, this.note, ...this.plot.parts);
  }

  render(state: State, spec: PlotSpec): void {
    if (!this.isNews(state, spec)) return;
    this.state = state;
    this.spec = spec;
    this.version = this.settings.version;
    this.columns.update(state, spec, this.settings.smoothing);
    setText(this.title, spec.title);
    setText(this.note, noteOf(state, spec));
    this.note.hidden = this.note.textContent === "";
    this.toolbar.element.hidden = this.columns.length === 0;
    const contents = this.contents(state, spec);
    const [log, table] = [this.settings.isLog(spec), contents.table !== undefined];
    this.toolbar.update(spec.title, { log, table, zoomed: contents.range !== undefined });
    this.plot.render(contents);
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
        return changes && `changed: ${changes}`;
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
  return isSmoothed ? `${show(value)} (smoothed ${show(columns.smoothed(s, i))})` : show(value);
}

function describe(state: State, { title, series, percent: isPercent, rows }: PlotSpec, columns: Columns): string {
  const show = isPercent ? percent : figure;
  const last = state[rows].length - 1;
  if (last < 0) return `${title}: no epoch yet.`;
  const parts = series.flatMap(({ name, live }, s) => {
    const value = columns.raw(s, last);
    return live ? [] : [`${name} ${Number.isNaN(value) ? "–" : show(value)}`];
  });
  const changes = state.changes.map((change) => ` ${describeChange(change)}.`);
  return `${title} over ${columns.x(last)} epochs; at the last: ${parts.join(", ")}.${changes.join("")}`;
}

/** Returns the note of a plot, and the interval of its epochs if they are thinned. */
function noteOf({ layers }: State, { note = "", rows }: PlotSpec): string {
  const thinned =
    rows === "layers" && layers.every > 1 ? `Of this long run every ${layers.every}th epoch is kept here.` : "";
  return [note, thinned].filter(Boolean).join(" ");
}
