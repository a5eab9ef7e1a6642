/** The tab Map: a layer's activations on a plane, by PCA or UMAP, moved by the epoch slider. */
import type { At } from "../../src/protocol/at";
import { elementsStill } from "../animation/elementsStill";
import { checkEpoch, type MovingPicture, type Still } from "../animation/movingPicture";
import type { ExampleRef } from "../network/exampleChoice";
import type { DataDescription } from "../state/data";
import type { Host } from "../state/host";
import { LiveQuery } from "../state/liveQuery";
import { momentOf } from "../state/moment";
import { emptyState, type State } from "../state/store";
import { element, setText } from "../ui/dom";
import { percent } from "../ui/format";
import { t } from "../ui/l10n";
import { onThemeChange } from "../ui/theme";
import { button } from "../ui/toolkit";
import { ExampleCard } from "./exampleCard";
import { legendOf } from "./legend";
import { type MapChoice, MapControls } from "./mapControls";
import { answerText, coloringOf, type Drawn, drawnOf, type LayerMap } from "./mapPoints";
import { MapStage } from "./mapStage";
import { noteOf, pointText, summaryOf } from "./mapWords";

/** Minimum time between two maps during training; UMAP takes seconds of a processor that the training may need. */
const pauses = { pca: 3000, umap: 30_000 };

export class MapView implements MovingPicture {
  readonly title = t("Map");
  private readonly controls: MapControls;
  private readonly stage: MapStage;
  private readonly card: ExampleCard;
  private readonly work = element("p", { class: "empty", role: "status" }, t("Reading the data…"));
  private readonly stopButton = button(t("Stop"), () => this.toggle());
  private readonly summary = element("p", { class: "summary", role: "status" });
  private readonly note = element("p", { class: "note" });
  private readonly legend = element("div");
  private readonly content: HTMLElement;
  readonly element: HTMLElement;
  private readonly query: LiveQuery;
  private state: State = emptyState;
  private data: DataDescription | undefined;
  private visible = false;
  /** True if the user stopped the work on a map. */
  private isStopped = false;
  /** The map on the screen, with the choice that it answers. */
  private shown: { map: LayerMap; drawn: Drawn; choice: MapChoice } | undefined;

  /** @param open called with an example that the user opens */
  constructor(
    private readonly host: Host,
    open: (example: ExampleRef) => void,
  ) {
    const { viewState } = host;
    this.controls = new MapControls(
      host,
      () => this.query.poll(),
      () => this.recolor(),
    );
    this.card = new ExampleCard(host);
    this.stage = new MapStage(
      (index) => this.card.of(this.shown?.map.set ?? "validation", index),
      (index) => this.shown && open({ set: this.shown.map.set, index }),
    );
    this.stopButton.update({ hidden: true });
    onThemeChange(() => this.data && this.paint(this.data, true));
    this.content = element(
      "div",
      { hidden: true },
      this.summary,
      element("div", { class: "map-grid" }, this.stage.element, element("div", {}, this.legend, this.note)),
    );
    const working = element("div", { class: "map-work" }, this.work, this.stopButton.element);
    this.element = element("div", { class: "map" }, this.controls.element, working, this.content);
    this.controls.element.hidden = true;
    const pause = () => pauses[viewState.map?.method ?? "pca"];
    this.query = new LiveQuery({
      get every() {
        return pause();
      },
      key: () => (this.state.run ? JSON.stringify(this.choice ?? "data") : undefined),
      at: () => momentOf(this.state, host.viewState),
      prepare: async () => {
        this.data ??= await host.data();
        this.card.data = this.data;
      },
      ask: (at) => this.ask(at),
      fail: (message) => {
        this.content.hidden = true;
        this.say(message);
      },
    });
  }

  show(visible: boolean): void {
    this.visible = visible;
    this.query.show(visible);
  }

  isShown(): boolean {
    return this.visible && !this.content.hidden;
  }

  async still(epoch: number): Promise<Still> {
    await this.query.settled();
    const map = this.shown?.map;
    checkEpoch(epoch, map?.epoch);
    if (map?.done !== 1) throw new Error(t("The map of epoch {0} is not complete.", epoch));
    return elementsStill([this.stage.arrived(), this.legend]);
  }

  render(state: State): void {
    this.state = state;
    this.query.poll();
  }

  private get choice(): MapChoice | undefined {
    const { data, state } = this;
    return data && state.run && this.controls.choice(data, state.run);
  }

  /** Asks until the map is complete, unless another one is wanted meanwhile. */
  private async ask(at: At): Promise<void> {
    const { choice, data, state } = this;
    if (!choice || !data || !state.run) return;
    this.controls.offer(choice, data, state.run);
    this.controls.element.hidden = false;
    this.isStopped = false;
    const wanted = JSON.stringify([choice, at]);
    const isWanted = () => {
      const now = momentOf(this.state, this.host.viewState).at;
      return this.visible && !document.hidden && JSON.stringify([this.choice, now]) === wanted;
    };
    for (;;) {
      const map = await this.host.ask("layerMap", { ...choice, at });
      if (!isWanted()) {
        // A hidden tab goes on when it is shown again.
        if (map.done < 1) this.query.again();
        return;
      }
      this.draw(map, choice, data);
      if (map.done === 1) return this.say("");
      this.say(t("{0}: {1} done…", choice.method.toUpperCase(), percent(map.done)), true);
      if (this.isStopped) return this.say(t("Stopped."), true);
    }
  }

  private say(text: string, isAtWork = false): void {
    setText(this.work, text);
    this.stopButton.update({ hidden: !isAtWork, label: this.isStopped ? t("Continue") : t("Stop") });
  }

  private toggle(): void {
    if (this.isStopped) this.query.again();
    else this.isStopped = true;
  }

  private draw(map: LayerMap, choice: MapChoice, data: DataDescription): void {
    const before = this.shown;
    const isSame = before?.map.set === map.set && before.map.examples === map.examples;
    const isKnown = isSame && before.map.points !== undefined && sameMap(before.map, map);
    const drawn = isKnown ? before.drawn : drawnOf(map, isSame ? before.drawn : undefined);
    if (!drawn) return;
    this.shown = { map, drawn, choice };
    this.content.hidden = false;
    setText(this.summary, summaryOf(map, choice.layer));
    setText(this.note, noteOf(choice.method));
    this.paint(data, isSame);
  }

  private recolor(): void {
    const { data, state, choice } = this;
    if (!data || !state.run || !choice) return;
    this.controls.offer(choice, data, state.run);
    this.paint(data, true);
  }

  private paint(data: DataDescription, isSame: boolean): void {
    if (!this.shown) return;
    const { map, drawn, choice } = this.shown;
    const { byError } = this.controls;
    const coloring = coloringOf(map, data, choice.of, byError);
    this.legend.replaceChildren(legendOf(coloring, byError));
    this.stage.draw(
      {
        drawn,
        coloring,
        byError,
        words: t("Map of {0} examples.", map.examples),
        indices: map.indices,
        describe: (point) => pointText(map, data, choice.of, point, drawn.x[point], drawn.y[point]),
        actual: (point) => answerText(data, choice.of, map.actual[point]),
        predicted: (point) => answerText(data, choice.of, map.predicted[point]),
        answer: data.task === "regression" ? t("Actual") : t("Class"),
      },
      isSame,
    );
  }
}

/** Returns whether two answers are parts of one map, whose points are the same. */
function sameMap({ points: own }: LayerMap, { points }: LayerMap): boolean {
  return (
    own !== undefined &&
    points !== undefined &&
    own.x.every((x, i) => x === points.x[i]) &&
    own.y.every((y, i) => y === points.y[i])
  );
}
