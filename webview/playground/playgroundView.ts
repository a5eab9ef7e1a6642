/** The tab Playground: the outputs and units of networks with two inputs, drawn over the plane of the inputs. */

import type { At } from "../../src/protocol/at";
import { elementsStill } from "../animation/elementsStill";
import { checkEpoch, type MovingPicture } from "../animation/movingPicture";
import type { Host } from "../state/host";
import { LiveQuery } from "../state/liveQuery";
import { momentOf } from "../state/moment";
import { emptyState, type State } from "../state/store";
import type { PlaygroundState } from "../state/viewState";
import { element, setText } from "../ui/dom";
import { t } from "../ui/l10n";
import { onThemeChange } from "../ui/theme";
import { button, checkbox } from "../ui/toolkit";
import { type DataDescription, type Points, type Surface, setName } from "./decision";
import { DecisionView } from "./decisionView";
import { NeuronView } from "./neuronView";
import { UnitTiles } from "./unitTiles";

/** Grid points per side; the hidden units of a network with many units are sampled at every fourth. */
const side = 81;
const manyUnits = 16;
const mostUnits = 64;
/** Minimum time between two requests during training: at most five a second. */
const pauseMilliseconds = 200;

export const isPlane = ({ run }: State): boolean => run?.shape[0] === 2;

export class PlaygroundView {
  private readonly words = element("p", { class: "empty" }, t("Reading the data…"));
  private readonly decision = new DecisionView();
  private readonly tiles = new UnitTiles((unit) => {
    const { unit: former } = this.choice;
    const isSame = former?.layer === unit.layer && former.unit === unit.unit;
    this.choose({ unit: isSame ? undefined : unit });
  });
  private readonly neuron: NeuronView;
  private readonly discrete = checkbox(t("Discrete"), (discrete) => this.choose({ discrete }));
  private readonly sets = (["train", "validation", "test"] as const).map((set) => ({
    set,
    box: checkbox(t("Show {0} examples", setName(set)), (shown) => this.showSet(set, shown)),
  }));
  private readonly back = button(t("Show the Answer"), () => this.choose({ unit: undefined }));
  private readonly controls = element(
    "div",
    { class: "controls" },
    ...this.sets.map(({ box }) => box.element),
    this.discrete.element,
    this.back.element,
  );
  private readonly units = element("section", {}, element("h2", {}, t("Units")), this.tiles.element);
  private readonly grid: HTMLElement;
  readonly element: HTMLElement;
  private state: State = emptyState;
  private readonly query: LiveQuery;
  private data: DataDescription | undefined;
  private surface: Surface | undefined;

  constructor(private readonly host: Host) {
    this.neuron = new NeuronView(host);
    const left = element("div", {}, this.controls, this.decision.element);
    this.grid = element("div", { class: "playground-grid", hidden: true }, left, this.units, this.neuron.element);
    this.element = element("div", { class: "playground" }, this.words, this.grid);
    this.element.addEventListener("keydown", ({ key, defaultPrevented }) => {
      if (key === "Escape" && !defaultPrevented && this.choice.unit) this.choose({ unit: undefined });
    });
    this.query = new LiveQuery({
      every: pauseMilliseconds,
      isOfNow: true,
      key: () => (isPlane(this.state) ? "surface" : undefined),
      at: () => momentOf(this.state, host.viewState),
      prepare: async () => {
        this.data ??= await host.data();
      },
      ask: (at) => this.ask(at),
      fail: (message) => this.fail(message),
    });
    onThemeChange(() => {
      this.draw();
      this.neuron.render();
    });
  }

  /** The pictures that can be saved over the epochs. */
  get pictures(): MovingPicture[] {
    return [
      this.moving(t("Prediction over the plane"), this.decision.element, () => this.surface?.epoch),
      this.moving(t("Units"), this.tiles.element, () => this.surface?.epoch),
      this.moving(t("Error surface"), this.neuron.element, () => this.neuron.epoch),
    ];
  }

  private moving(title: string, shown: HTMLElement, epochOf: () => number | undefined): MovingPicture {
    return {
      title,
      isShown: () => shown.checkVisibility(),
      still: async (epoch) => {
        await this.query.settled();
        checkEpoch(epoch, epochOf());
        return elementsStill([shown]);
      },
    };
  }

  show(visible: boolean): void {
    this.query.show(visible);
  }

  render(state: State): void {
    this.state = state;
    this.query.poll();
  }

  private get choice(): PlaygroundState {
    return this.host.viewState.playground ?? {};
  }

  private choose(change: { [Key in keyof PlaygroundState]: PlaygroundState[Key] | undefined }): void {
    this.host.updateViewState({ playground: { ...this.choice, ...change } as PlaygroundState });
    this.draw();
  }

  private get hiddenSets(): Points["set"][] {
    return this.choice.hiddenSets ?? ["test"];
  }

  private showSet(set: Points["set"], shown: boolean): void {
    const others = this.hiddenSets.filter((each) => each !== set);
    this.choose({ hiddenSets: shown ? others : [...others, set] });
  }

  private async ask(at: At): Promise<void> {
    const { state, host } = this;
    const units = (state.run?.shape.slice(1, -1) ?? []).reduce((sum, each) => sum + Math.min(each, mostUnits), 0);
    const about = { columns: side, rows: side, hiddenEvery: units > manyUnits ? 4 : 2, mostUnits };
    this.surface = await host.ask("surface", { ...about, at });
    this.draw();
    if (isNeuron(state)) await this.neuron.ask(state, momentOf(state, host.viewState));
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

  private fail(message: string): void {
    this.words.hidden = false;
    this.grid.hidden = this.surface === undefined;
    setText(this.words, message);
  }
}

const isNeuron = ({ run }: State): boolean => run?.shape.join() === "2,1";
