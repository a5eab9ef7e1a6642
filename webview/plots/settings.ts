/** The user's settings of the plots, shared by all of them and preserved when the page is hidden or reloaded. */
import type { Host } from "../state/host";
import type { PlotsState } from "../state/viewState";
import type { PlotId, PlotSpec } from "./spec";
import type { Range } from "./zoom";

export class PlotSettings {
  private readonly listeners: (() => void)[] = [];
  /** Counter of changes. */
  version = 0;

  constructor(private readonly host: Host) {}

  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** The selected range; undefined: the full extent, which grows with the run. */
  get range(): Range | undefined {
    return this.of.range;
  }

  set range(range: Range | undefined) {
    this.change({ range });
  }

  get smoothing(): number {
    return this.of.smoothing ?? 0;
  }

  set smoothing(smoothing: number) {
    this.change({ smoothing });
  }

  isLog({ id, log = false }: PlotSpec): boolean {
    return this.of.log?.[id] ?? log;
  }

  setLog(id: PlotId, log: boolean): void {
    this.change({ log: { ...this.of.log, [id]: log } });
  }

  isTable(id: PlotId): boolean {
    return this.of.tables?.includes(id) ?? false;
  }

  setTable(id: PlotId, table: boolean): void {
    const others = (this.of.tables ?? []).filter((each) => each !== id);
    this.change({ tables: table ? [...others, id] : others });
  }

  heightOf(id: PlotId): number | undefined {
    return this.of.heights?.[id];
  }

  setHeight(id: PlotId, height: number): void {
    this.change({ heights: { ...this.of.heights, [id]: height } });
  }

  isHidden(id: PlotId, series: string): boolean {
    return this.host.viewState.hiddenSeries?.includes(`${id}/${series}`) ?? false;
  }

  toggle(id: PlotId, series: string): void {
    const name = `${id}/${series}`;
    const hidden = this.host.viewState.hiddenSeries ?? [];
    this.host.updateViewState({
      hiddenSeries: hidden.includes(name) ? hidden.filter((each) => each !== name) : [...hidden, name],
    });
    this.tell();
  }

  private get of() {
    return this.host.viewState.plots ?? {};
  }

  private change(change: PlotsState): void {
    this.host.updateViewState({ plots: { ...this.of, ...change } });
    this.tell();
  }

  private tell(): void {
    this.version++;
    for (const listener of this.listeners) listener();
  }
}
