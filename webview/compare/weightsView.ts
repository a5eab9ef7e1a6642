/** The difference of the weights of two runs: W of A minus W of B as a picture, and the norms of every layer. */

import type { At } from "../../src/protocol/at";
import type { ComparedRun } from "../../src/protocol/compare";
import type { RequestResult } from "../../src/protocol/requests";
import { LiveQuery } from "../state/liveQuery";
import { element, setText } from "../ui/dom";
import { decimals, figure, percent } from "../ui/format";
import { t } from "../ui/l10n";
import { onThemeChange } from "../ui/theme";
import { checkbox, dropdown } from "../ui/toolkit";
import { choiceOf, layerNames } from "../weights/choice";
import { WeightsFigure } from "../weights/weightsFigure";
import type { CompareHost } from "./host";
import { type Both, Pair } from "./pair";
import { type CompareState, noRuns } from "./store";

type Difference = RequestResult<"weightDifference">;

export class WeightDistances {
  private readonly pair: Pair;
  private readonly layers = dropdown(t("Layer"), (layer) => {
    this.first = 0;
    this.change({ layer: Number(layer) });
  });
  private readonly pictures = checkbox(t("As pictures"), (pictures) => this.change({ pictures }));
  private readonly figure = new WeightsFigure({
    onView: () => this.render(this.state),
    page: (step) => this.page(step),
  });
  private readonly words = element("p", { class: "empty", role: "status" }, t("Waiting for weights…"));
  private readonly summary = element("p", { class: "summary" });
  private readonly norms = element("div", {
    class: "table-scroller",
    tabindex: 0,
    role: "region",
    "aria-label": t("Table of norms"),
  });
  private readonly content: HTMLElement;
  readonly element: HTMLElement;
  private state: CompareState = noRuns;
  private readonly query: LiveQuery;
  /** First unit on the page of pictures. */
  private first = 0;

  constructor(private readonly host: CompareHost) {
    this.pair = new Pair(host, () => this.render(this.state));
    const controls = element("div", { class: "controls" }, this.layers.element, this.pictures.element);
    const tools = element("div", { class: "controls" }, this.figure.pages, this.figure.zoom);
    const stage = element("div", { class: "weights-apart" }, this.figure.legend, this.figure.stage, tools);
    this.content = element("div", { class: "compare-part" }, this.summary, controls, stage, this.norms);
    this.element = element("div", { class: "compare-part" }, this.pair.element, this.words, this.content);
    this.content.hidden = true;
    this.query = new LiveQuery({
      every: 0,
      key: () => this.question,
      at: () => this.pair.moment(this.state),
      ask: (at) => this.ask(at),
      fail: (message) => {
        this.content.hidden = true;
        this.words.hidden = false;
        setText(this.words, message);
      },
    });
    new ResizeObserver(() => this.render(this.state)).observe(this.element);
    onThemeChange(() => {
      this.figure.recolor();
      this.change({});
    });
  }

  show(visible: boolean): void {
    this.query.show(visible);
  }

  render(state: CompareState): void {
    this.state = state;
    this.pair.render(state);
    this.query.poll();
  }

  private get question(): string | undefined {
    const pair = this.pair.of(this.state);
    return pair && `${this.pair.key(this.state)} ${JSON.stringify(this.choice(pair.a))}`;
  }

  private choice(run: ComparedRun) {
    const { layer, pictures } = this.host.viewState;
    const chosen = { ...(layer !== undefined && { layer }), ...(pictures !== undefined && { pictures }) };
    const { zoomed } = this.figure;
    const { first } = this;
    return choiceOf(run, { ...chosen, first }, Math.max(1, this.element.clientWidth), devicePixelRatio, { zoomed });
  }

  private async ask(at: At): Promise<void> {
    const pair = this.pair.of(this.state);
    if (!pair) return;
    const [shapeA, shapeB] = [pair.a, pair.b].map(({ shape }) => `[${shape.join(", ")}]`);
    if (shapeA !== shapeB) {
      throw new Error(
        t("The layers have different sizes, {0} and {1}, so their weights cannot be compared.", shapeA, shapeB),
      );
    }
    const { what: _, ...request } = this.choice(pair.a).request;
    const params = { ...request, at, otherAt: at };
    this.draw(pair, await this.host.ask("weightDifference", pair.a.folder, params, pair.b.folder));
  }

  private draw({ a, b }: Both, { picture, norms, epoch, otherEpoch }: Difference): void {
    this.words.hidden = true;
    this.content.hidden = false;
    const choice = this.choice(a);
    const { layer, tile, pictured } = choice;
    this.layers.offer(layerNames(a), String(layer));
    this.pictures.update({ checked: tile !== undefined, hidden: !pictured });
    const order =
      a.seed === b.seed
        ? ""
        : t(
            " They started from different seeds, so their units are ordered differently: distant weights may compute the same function.",
          );
    setText(this.summary, t("Weights of epoch {0} of A less those of epoch {1} of B.{2}", epoch, otherEpoch, order));
    const name = t("Difference of the weights of layer {0}", layer + 1);
    const of = JSON.stringify([a.folder, b.folder]);
    this.figure.draw(picture, choice, { name, width: Math.max(1, this.element.clientWidth), of });
    this.norms.replaceChildren(normsTable(norms));
  }

  private page(step: number): void {
    const pair = this.pair.of(this.state);
    if (!pair) return;
    const { first, count } = this.choice(pair.a);
    this.first = Math.max(0, first + step * count);
    this.change({});
  }

  private change(change: { layer?: number; pictures?: boolean }): void {
    this.host.updateViewState(change);
    this.query.again();
  }
}

function normsTable(norms: Difference["norms"]): HTMLElement {
  const titles = [t("Layer"), "‖A‖", "‖B‖", "‖A − B‖", "‖A − B‖ / ‖A‖", t("Cosine")];
  const rows = norms.map(({ own, other, difference, cosine }, l) => {
    const texts = [
      figure(own),
      figure(other),
      figure(difference),
      own > 0 ? percent(difference / own) : "–",
      decimals(cosine, 3),
    ];
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, String(l + 1)),
      ...texts.map((text) => element("td", {}, text)),
    );
  });
  const head = element("tr", {}, ...titles.map((title) => element("th", { scope: "col" }, title)));
  return element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows));
}
