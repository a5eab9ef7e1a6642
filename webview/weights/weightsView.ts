/** The view of a layer's weights: choice of layer and presentation, and the request for the visible part. */

import type { WeightKind, WeightPicture } from "../../src/protocol/requests";
import { elementsStill } from "../animation/elementsStill";
import { checkEpoch, type MovingPicture, type Still } from "../animation/movingPicture";
import type { Host } from "../state/host";
import { LiveQuery } from "../state/liveQuery";
import { momentOf } from "../state/moment";
import { emptyState, type State } from "../state/store";
import type { Sorting, ViewState } from "../state/viewState";
import { element, setText } from "../ui/dom";
import { t } from "../ui/l10n";
import { Menu, type MenuItem } from "../ui/menu";
import { onThemeChange } from "../ui/theme";
import { dropdown } from "../ui/toolkit";
import { captionOf } from "./caption";
import { answers, type Choice, choiceOf, layerNames } from "./choice";
import { Histogram } from "./histogram";
import { unitsPerPage } from "./layout";
import { describeFiring, figuresOf, type Order, orderOf, sortings } from "./order";
import { UnitFigures } from "./unitFigures";
import type { Size } from "./viewport";
import { WeightsFigure } from "./weightsFigure";

/** Minimum time between two pictures: at most five a second. */
const pauseMilliseconds = 200;

/** Minimum and maximum height of a figure in CSS pixels. */
const [minHeight, maxHeight] = [160, 640];
/** Height left below it for the readout and the controls, and in two columns for the table of epochs. */
const [roomBelow, roomBelowWide] = [64, 290];
const wide = matchMedia("(min-width: 900px)");

const kinds = [
  ["weights", t("Weights")],
  ["gradient", t("Gradient")],
  ["update", t("Update")],
  ["change", t("Change since start")],
] as const;

export class WeightsView implements MovingPicture {
  readonly title = t("Weights");
  private readonly layers = dropdown(t("Layer"), (value) => this.choose({ layer: Number(value) }));
  private readonly what = dropdown(t("Quantity"), (value) => this.choose({ what: value as WeightKind }));
  private readonly sorting = dropdown(t("Order of units"), (value) => this.choose({ sorting: value as Sorting }));
  private readonly figure = new WeightsFigure({
    onView: () => this.query.poll(),
    page: (step) => this.page(step),
    more: (unit) => this.figures.newest && this.choice && figuresOf(this.figures.newest, this.choice.layer, unit),
  });
  private readonly histogram = new Histogram();
  private readonly caption = element("span", { class: "caption" });
  private readonly fires = element("p", { class: "caption fires" });
  private readonly words = element("p", { class: "empty" });
  private readonly stage = element(
    "div",
    { class: "weights-stage" },
    this.figure.stage,
    element("div", { class: "controls" }, this.figure.zoom, this.figure.pages),
    this.fires,
  );
  /** Container as wide as the maximum width of a picture, even without one. */
  private readonly room = element("div", { class: "weights-room" }, this.words, this.stage);
  private readonly above = element("div", { class: "above" }, this.caption, this.figure.legend);
  readonly element: HTMLElement;
  private readonly figures: UnitFigures;
  /** Orders in past requests; a picture has the name of its order. */
  private orders: readonly Order[] = [];
  private state: State = emptyState;
  private visible = false;
  private readonly query: LiveQuery;
  private picture: WeightPicture | undefined;
  /** The reason why there are no weights, for display. */
  private problem: string | undefined;

  /** @param items items of the section's menu */
  constructor(
    private readonly host: Host,
    items: readonly MenuItem[],
  ) {
    this.figures = new UnitFigures(host, () => this.renderAgain());
    this.query = new LiveQuery({
      every: pauseMilliseconds,
      isOfNow: true,
      // Chromium lays a page out in a window of one pixel for a moment when it takes a screenshot of the whole page.
      key: () => (this.choice && this.room.clientWidth > 0 ? JSON.stringify(this.choice.request) : undefined),
      at: () => momentOf(this.state, host.viewState),
      ask: async (at) => this.choice && this.take(await host.ask("weights", { ...this.choice.request, at })),
      fail: (message) => this.take(undefined, message),
    });
    const pictures: MenuItem = {
      label: t("As pictures"),
      choose: () => this.choose({ pictures: this.choice?.tile === undefined }),
      isOn: () => this.choice?.tile !== undefined,
      applies: () => this.choice?.pictured === true,
    };
    const menu = new Menu(t("Weights: More Actions"), [pictures, ...items]);
    const controls = [this.layers, this.what, this.sorting].map((each) => each.element);
    this.element = element(
      "section",
      { class: "weights" },
      element("div", { class: "plot-head" }, element("h2", {}, this.title), menu.element),
      element("div", { class: "controls" }, ...controls),
      this.above,
      element("div", { class: "weights-body" }, this.room, this.histogram.element),
    );
    new IntersectionObserver((entries) => {
      this.visible = entries.at(-1)?.isIntersecting === true;
      this.query.show(this.visible);
      this.renderAgain();
    }).observe(this.element);
    new ResizeObserver(() => this.renderAgain()).observe(this.room);
    addEventListener("resize", () => this.renderAgain());
    onThemeChange(() => {
      this.figure.recolor();
      this.renderAgain();
    });
  }

  isShown(): boolean {
    return this.stage.checkVisibility();
  }

  /** The pictures that can be saved over the epochs. */
  get pictures(): MovingPicture[] {
    const distribution: MovingPicture = {
      title: t("Distribution"),
      isShown: () => this.isShown() && this.histogram.element.checkVisibility(),
      still: async (epoch) => {
        await this.shows(epoch);
        return elementsStill([this.above, this.histogram.element]);
      },
    };
    return [this, distribution];
  }

  async still(epoch: number): Promise<Still> {
    await this.shows(epoch);
    return elementsStill([this.above, this.figure.stage]);
  }

  /** Resolves when the weights of a saved epoch are drawn. */
  private async shows(epoch: number): Promise<void> {
    if (this.sorted !== "number") await this.figures.settled();
    // The size of a picture is requested after the first answer to it.
    this.renderAgain();
    await this.query.settled();
    checkEpoch(epoch, this.stage.hidden ? undefined : this.picture?.epoch);
  }

  render(state: State): void {
    this.state = state;
    const { run } = state;
    const { picture, problem } = this;
    this.figures.render(state, this.visible && this.sorted !== "number");
    const choice = this.choice;
    this.element.hidden = !run;
    if (!run || !choice) return;
    this.layers.offer(layerNames(run), String(choice.layer));
    this.what.offer(kinds, choice.request.what ?? "weights");
    this.sorting.offer(sortings, this.sorted);
    const fits = picture !== undefined && answers(picture, choice) && this.knows(picture.order);
    this.words.hidden = fits;
    this.stage.hidden = this.figure.legend.hidden = this.caption.hidden = !fits;
    this.histogram.element.classList.toggle("waiting", !fits);
    setText(this.words, problem ?? t("Waiting for weights…"));
    if (fits) this.draw(picture, choice);
    this.renderFires(run.activations[choice.layer]);
    this.query.poll();
  }

  private take(picture: WeightPicture | undefined, problem?: string): void {
    this.picture = picture;
    this.problem = problem;
    this.renderAgain();
  }

  private draw(picture: WeightPicture, choice: Choice): void {
    const name = t(
      "{0} of layer {1}, epoch {2}",
      kinds.find(([kind]) => kind === picture.what)?.[1] ?? picture.what,
      picture.layer + 1,
      picture.epoch,
    );
    const order = this.orders.find((each) => each.name === picture.order)?.units;
    if (!this.figure.draw(picture, choice, { name, ...this.space, of: "", order })) return;
    setText(this.caption, captionOf(picture, this.sorted));
    this.histogram.render(picture.histogram, this.figure.limit);
  }

  private renderFires(activation: string): void {
    const { newest, problem } = this.figures;
    const isSorted = this.sorted !== "number";
    this.fires.hidden = !isSorted;
    if (!isSorted) return;
    const text = newest ? describeFiring(newest, activation) : t("Measuring the units…");
    setText(this.fires, problem ?? text);
  }

  private choose(change: ViewState): void {
    this.host.updateViewState({ first: 0, ...change });
    this.renderAgain();
  }

  private page(step: number): void {
    const { choice } = this;
    if (!choice?.tile) return;
    const { width, height } = this.space;
    const { count } = unitsPerPage(width, choice.units, choice.tile, height);
    this.choose({ first: Math.max(0, choice.first + step * count) });
  }

  private renderAgain(): void {
    this.render(this.state);
  }

  private get sorted(): Sorting {
    return this.host.viewState.sorting ?? "number";
  }

  private get choice(): Choice | undefined {
    const { run } = this.state;
    if (!run) return undefined;
    const { width, height } = this.space;
    const { layer } = choiceOf(run, this.host.viewState, width, devicePixelRatio);
    const order = this.orderFor(layer);
    const { zoomed } = this.figure;
    return choiceOf(run, this.host.viewState, width, devicePixelRatio, { order, zoomed, height });
  }

  private orderFor(layer: number): Order | undefined {
    const order = this.figures.newest && orderOf(this.figures.newest, layer, this.sorted);
    const known = order && this.orders.find(({ name }) => name === order.name);
    if (order && !known) this.orders = [order, ...this.orders].slice(0, 4);
    return known ?? order;
  }

  private knows(name: string | undefined): boolean {
    return name === undefined || this.orders.some((each) => each.name === name);
  }

  /** Size in CSS pixels that a figure may have: its height ends with the first screen if it begins there. */
  private get space(): Size {
    const width = Math.max(1, this.room.clientWidth);
    const top = this.room.getBoundingClientRect().top + scrollY;
    const left = innerHeight - top - (wide.matches ? roomBelowWide : roomBelow);
    return { width, height: Math.max(minHeight, Math.min(maxHeight, left > minHeight ? left : innerHeight / 2)) };
  }
}
