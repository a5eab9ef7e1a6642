/** The playground: networks with two inputs, drawn over their whole plane. Asks only while it is in sight, and for one answer at a time. */

import type { Host } from "../state/host";
import { askedAt, chosenEpoch, momentKey } from "../state/moment";
import { emptyState, type State } from "../state/store";
import { element, setText } from "../ui/dom";
import { onThemeChange } from "../ui/theme";
import { button, checkbox } from "../ui/toolkit";
import { type DataDescription, type Points, type Surface, setName } from "./answer";
import { DecisionView } from "./decisionView";
import { NeuronView } from "./neuronView";
import { type Unit, UnitTiles } from "./unitTiles";

/** What a person chose here. */
export interface PlaygroundChoice {
  discrete?: boolean;
  /** Sets whose examples are not shown; the test set's, unless it was chosen. */
  hiddenSets?: Points["set"][];
  unit?: Unit;
  /** The error surface as contours. */
  flat?: boolean;
}

/** Places of either side; hidden units of a wide network are told at every fourth. */
const side = 81;
const manyUnits = 16;
const mostUnits = 64;
/** At most five a second. */
const pauseMilliseconds = 200;

export const isPlane = ({ run }: State): boolean => run?.shape[0] === 2;

export class PlaygroundView {
  private readonly words = element("p", { class: "empty" }, "Reading the data…");
  private readonly decision = new DecisionView();
  private readonly tiles = new UnitTiles((unit) => {
    const { unit: former } = this.choice;
    const isSame = former?.layer === unit.layer && former.unit === unit.unit;
    this.choose({ unit: isSame ? undefined : unit });
  });
  private readonly neuron: NeuronView;
  private readonly discrete = checkbox("Discrete", (discrete) => this.choose({ discrete }));
  private readonly sets = (["train", "validation", "test"] as const).map((set) => ({
    set,
    box: checkbox(`Show ${setName(set)} examples`, (shown) => this.showSet(set, shown)),
  }));
  private readonly back = button("Show the Answer", () => this.choose({ unit: undefined }));
  private readonly controls = element(
    "div",
    { class: "controls" },
    ...this.sets.map(({ box }) => box.element),
    this.discrete.element,
    this.back.element,
  );
  private readonly units = element("section", {}, element("h2", {}, "Units"), this.tiles.element);
  private readonly grid: HTMLElement;
  readonly element: HTMLElement;
  private state: State = emptyState;
  private visible = false;
  private data: DataDescription | undefined;
  private surface: Surface | undefined;
  private asking = false;
  private askedFor = "";
  private askedAt = Number.NEGATIVE_INFINITY;
  private timer: number | undefined;

  constructor(private readonly host: Host) {
    this.neuron = new NeuronView(host);
    const left = element("div", {}, this.controls, this.decision.element);
    this.grid = element("div", { class: "playground-grid", hidden: true }, left, this.units, this.neuron.element);
    this.element = element("div", { class: "playground" }, this.words, this.grid);
    this.element.addEventListener("keydown", ({ key, defaultPrevented }) => {
      if (key === "Escape" && !defaultPrevented && this.choice.unit) this.choose({ unit: undefined });
    });
    document.addEventListener("visibilitychange", () => this.askSoon());
    onThemeChange(() => {
      this.draw();
      this.neuron.render();
    });
  }

  show(visible: boolean): void {
    this.visible = visible;
    this.askSoon();
  }

  render(state: State): void {
    this.state = state;
    this.askSoon();
  }

  private get choice(): PlaygroundChoice {
    return this.host.remembered.playground ?? {};
  }

  private choose(change: { [Key in keyof PlaygroundChoice]: PlaygroundChoice[Key] | undefined }): void {
    this.host.remember({ playground: { ...this.choice, ...change } as PlaygroundChoice });
    this.draw();
  }

  private get hiddenSets(): Points["set"][] {
    return this.choice.hiddenSets ?? ["test"];
  }

  private showSet(set: Points["set"], shown: boolean): void {
    const others = this.hiddenSets.filter((each) => each !== set);
    this.choose({ hiddenSets: shown ? others : [...others, set] });
  }

  /** It trains in this window, and no moment of before was chosen: every answer is of another moment. */
  private get isLive(): boolean {
    const { status } = this.state;
    return (
      status?.state === "running" && status.can.stop && chosenEpoch(this.state, this.host.remembered) === undefined
    );
  }

  private get moment(): string {
    return `${momentKey(this.state, this.host.remembered)} ${this.state.status?.state}`;
  }

  private askSoon(): void {
    if (!this.visible || document.hidden || this.asking || this.timer !== undefined || !isPlane(this.state)) return;
    if (!this.isLive && this.moment === this.askedFor) return;
    const wait = Math.max(0, this.askedAt + pauseMilliseconds - performance.now());
    this.timer = window.setTimeout(() => void this.ask(), wait);
  }

  private async ask(): Promise<void> {
    this.timer = undefined;
    this.asking = true;
    this.askedAt = performance.now();
    this.askedFor = this.moment;
    const { state, isLive } = this;
    try {
      this.data ??= await this.host.ask("data", {});
      const at = askedAt(state, this.host.remembered);
      const units = (state.run?.shape.slice(1, -1) ?? []).reduce((sum, each) => sum + Math.min(each, mostUnits), 0);
      const about = { columns: side, rows: side, hiddenEvery: units > manyUnits ? 4 : 2, mostUnits };
      this.surface = await this.host.ask("surface", { ...about, at });
      this.draw();
      if (isNeuron(state)) await this.neuron.ask(state, isLive);
    } catch (error) {
      this.fail(error as Error);
    }
    this.asking = false;
    this.askSoon();
  }

  private draw(): void {
    const { surface, data } = this;
    const { run } = this.state;
    if (!surface || !data || !run) return;
    this.words.hidden = true;
    this.grid.hidden = false;
    const { discrete = false, unit } = this.choice;
    const hidden = surface.layers.slice(0, -1);
    const chosen = unit && hidden[unit.layer] && unit.unit < hidden[unit.layer].shown ? unit : undefined;
    const isThere = (set: Points["set"]) => surface.points.some((points) => points.set === set);
    for (const { set, box } of this.sets)
      box.update({ checked: !this.hiddenSets.includes(set), hidden: !isThere(set) });
    this.discrete.update({ checked: discrete, hidden: false });
    this.back.update({ hidden: !chosen });
    this.units.hidden = hidden.length === 0;
    const sets = this.sets.map(({ set }) => set).filter((set) => !this.hiddenSets.includes(set));
    this.decision.draw(surface, data, run, { discrete, unit: chosen, sets });
    this.tiles.draw(surface, run, chosen, discrete);
  }

  private fail({ message }: Error): void {
    this.words.hidden = false;
    this.grid.hidden = this.surface === undefined;
    setText(this.words, message);
  }
}

const isNeuron = ({ run }: State): boolean => run?.shape.join() === "2,1";
