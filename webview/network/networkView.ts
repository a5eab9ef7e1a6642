/** The tab Network: a node-link diagram at the shown moment, with the activations of an example. */

import type { At } from "../../src/protocol/at";
import type { RequestParams } from "../../src/protocol/requests";
import { elementsStill } from "../animation/elementsStill";
import { checkEpoch, type MovingPicture, type Still } from "../animation/movingPicture";
import type { DataDescription } from "../state/data";
import type { Host } from "../state/host";
import { LiveQuery } from "../state/liveQuery";
import { momentOf } from "../state/moment";
import { emptyState, type State } from "../state/store";
import { element, setText } from "../ui/dom";
import { exampleImage } from "../ui/exampleImage";
import { oncePerFrame } from "../ui/frames";
import { t } from "../ui/l10n";
import { onThemeChange } from "../ui/theme";
import { dropdown } from "../ui/toolkit";
import { PaletteLegend } from "../weights/legend";
import { type Arrangement, arrange, type Diagram } from "./arrange";
import { describeShownUnits, describeUnit, type Named } from "./describeUnit";
import { ExampleChoice, type ExampleRef } from "./exampleChoice";
import { NetworkTable } from "./networkTable";
import { paintNetwork } from "./paintNetwork";
import { UnitCursor } from "./unitCursor";

/** Minimum time between two diagrams during training: at most four a second. */
const pauseMilliseconds = 250;
const counts = [8, 16, 24, 48] as const;
type Choose = NonNullable<RequestParams<"diagram">["choose"]>;

export class NetworkView implements MovingPicture {
  readonly title = t("Network");
  private readonly choose = dropdown(t("Which units of a wide layer"), (value) =>
    this.change({ chooseUnits: value as Choose }),
  );
  private readonly most = dropdown(t("How many units of a layer"), (value) =>
    this.change({ mostUnits: Number(value) }),
  );
  private readonly words = element("p", { class: "empty" }, t("Reading the data…"));
  private readonly caption = element("p", { class: "caption" });
  private readonly canvas = element("canvas", { class: "network-canvas", tabindex: 0, role: "application" });
  private readonly cursor = new UnitCursor(this.canvas, () => this.draw());
  private readonly legend = new PaletteLegend();
  private readonly table = new NetworkTable();
  private readonly example: ExampleChoice;
  private readonly content: HTMLElement;
  readonly element: HTMLElement;
  private state: State = emptyState;
  private readonly query: LiveQuery;
  private data: DataDescription | undefined;
  private diagram: Diagram | undefined;
  /** The example to show first, once the data is known. */
  private opened: ExampleRef | undefined;
  private readonly drawSoon = oncePerFrame(() => this.draw());

  constructor(private readonly host: Host) {
    this.example = new ExampleChoice(
      host,
      () => this.query.poll(),
      (message) => this.fail(message),
    );
    const dashes = element(
      "span",
      { class: "caption" },
      t("Dashed lines are negative weights. Thicker lines have larger magnitudes."),
    );
    this.content = element(
      "div",
      { class: "network-grid", hidden: true },
      element(
        "section",
        { class: "network-stage" },
        element("div", { class: "plot-head" }, element("h2", {}, this.title), this.legend.element),
        element("div", { class: "controls" }, this.choose.element, this.most.element),
        this.caption,
        this.canvas,
        this.cursor.readout,
        dashes,
        this.table.element,
      ),
      this.example.element,
    );
    this.element = element("div", { class: "network" }, this.words, this.content);
    new ResizeObserver(() => this.drawSoon()).observe(this.canvas);
    onThemeChange(() => this.drawSoon());
    this.query = new LiveQuery({
      every: pauseMilliseconds,
      isOfNow: true,
      key: () => (this.state.run ? this.question : undefined),
      at: () => momentOf(this.state, host.viewState),
      prepare: async () => {
        if (this.data) return;
        this.data = await host.data();
        await this.example.begin(this.data, this.opened);
      },
      ask: (at) => this.ask(at),
      fail: (message) => this.fail(message),
    });
  }

  isShown(): boolean {
    return this.canvas.checkVisibility();
  }

  async still(epoch: number): Promise<Still> {
    await this.query.settled();
    this.draw();
    checkEpoch(epoch, this.diagram?.epoch);
    return elementsStill([this.canvas, this.legend.element]);
  }

  show(visible: boolean): void {
    this.query.show(visible);
  }

  /** Shows the diagram with the activations of an example. */
  async open(example: ExampleRef): Promise<void> {
    if (!this.data) this.opened = example;
    else await this.example.open(example);
  }

  render(state: State): void {
    this.state = state;
    this.query.poll();
  }

  private get question(): string {
    const { chooseUnits, mostUnits } = this.host.viewState;
    return JSON.stringify([this.example.key, chooseUnits, mostUnits]);
  }

  private async ask(at: At): Promise<void> {
    const { mostUnits: most = 24, chooseUnits: choose = "evenly" } = this.host.viewState;
    const values = this.example.example?.values;
    const about = { most, choose, mostInputs: this.data?.imageShape ? 0 : most, ...(values && { values }) };
    this.diagram = await this.host.ask("diagram", { ...about, at });
    this.words.hidden = true;
    this.content.hidden = false;
    this.drawSoon();
  }

  private draw(): void {
    const { diagram, data, canvas } = this;
    const { run } = this.state;
    if (!diagram || !data || !run || canvas.clientWidth === 0) return;
    const { viewState } = this.host;
    const isImage = data.imageShape !== undefined;
    const arrangement = arrange(diagram, canvas.clientWidth, isImage);
    const chosen = this.cursor.over(arrangement);
    const named = this.named(data, run.activations);
    const inputs = this.inputsOf(diagram);
    paintNetwork(canvas, { ...named, diagram, arrangement, inputs, image: this.image(data), chosen });
    const evenly = (viewState.chooseUnits ?? "evenly") === "evenly";
    const gathered = describeShownUnits(diagram, isImage, evenly);
    const { epoch, batch } = diagram;
    const moment =
      batch > 0 ? t("Weights in epoch {0}, after minibatch {1}", epoch, batch) : t("Weights of epoch {0}", epoch);
    setText(this.caption, `${moment}. ${gathered}`);
    this.choose.offer(
      [
        ["evenly", t("Evenly spread")],
        ["strongest", t("The strongest")],
      ],
      viewState.chooseUnits ?? "evenly",
    );
    this.most.offer(
      counts.map((count) => [String(count), t("At most {0} units", count)]),
      String(viewState.mostUnits ?? 24),
    );
    const colours = t("Blue: below zero; orange: above. The colours of each layer's weights end at its own largest.");
    this.legend.renderWords("−", "+", colours);
    canvas.setAttribute("aria-label", this.nameFor(diagram));
    const hint = t("Point at a unit, or use the arrow keys.");
    this.cursor.announce(chosen ? describeUnit(chosen, diagram, named, inputs) : hint);
    this.table.render(unitsOf(arrangement), diagram, named);
  }

  private nameFor({ layers, inputs }: Diagram): string {
    const sizes = [inputs, ...layers.map(({ units }) => units)].join(", ");
    return t("Diagram of the network [{0}]. Arrow keys move between units.", sizes);
  }

  private named(
    { inputs, classNames, targetNames, imageShape }: DataDescription,
    activations: readonly string[],
  ): Named {
    const outputNames = classNames.length > 0 ? classNames : targetNames;
    // A single output unit of two classes stands for the second class.
    const isOne = this.diagram?.layers.at(-1)?.units === 1 && classNames.length === 2;
    return {
      activations,
      inputNames: inputs.map(({ name }) => name),
      outputNames: isOne ? [classNames[1]] : outputNames,
      pixels: imageShape && imageShape[1] * (imageShape[2] ?? 1),
    };
  }

  /** Returns the shown inputs as stored, in the units that the user knows. */
  private inputsOf({ shownInputs }: Diagram): Float32Array {
    const values = this.example.example?.values;
    return values ? Float32Array.from(shownInputs, (input) => values[input]) : new Float32Array();
  }

  private image({ imageShape }: DataDescription): HTMLCanvasElement | undefined {
    const values = this.example.example?.values;
    return imageShape && values && exampleImage(values, imageShape, "");
  }

  private change(change: Parameters<Host["updateViewState"]>[0]): void {
    this.host.updateViewState(change);
    this.query.poll();
  }

  private fail(message: string): void {
    this.words.hidden = false;
    this.content.hidden = this.diagram === undefined;
    setText(this.words, message);
  }
}

const unitsOf = ({ columns }: Arrangement) => columns.flatMap(({ units }) => units);
