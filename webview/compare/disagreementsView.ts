/** The examples that two runs predict differently: counts of correct predictions, and both predictions of each. */

import type { At } from "../../src/protocol/at";
import type { RequestResult } from "../../src/protocol/requests";
import { LiveQuery } from "../state/liveQuery";
import { element, setText } from "../ui/dom";
import { decimals, figure, percent, whole } from "../ui/format";
import { t } from "../ui/l10n";
import { button, dropdown } from "../ui/toolkit";
import {
  compareRegressions,
  crossed,
  disagreements,
  type Kind,
  kinds,
  mcNemar,
  type Predictions,
  whyNot,
  wrongLabels,
} from "./disagreement";
import { examplePredictions } from "./examplePredictions";
import type { CompareHost, SetName } from "./host";
import { type Both, Pair } from "./pair";
import { type CompareState, noRuns } from "./store";

const setNames: Record<SetName, string> = { validation: t("Validation"), test: t("Test"), train: t("Training") };
const kindNames: Record<Kind, string> = {
  all: t("All disagreements"),
  onlyA: t("A right, B wrong"),
  onlyB: t("A wrong, B right"),
  bothWrong: t("Both wrong, differently"),
};
const perPage = 60;
/** Minimum time between two requests while a run trains, as its predictions change with every checkpoint. */
const pauseMilliseconds = 4000;

interface Query {
  readonly data: RequestResult<"data">;
  readonly a: Predictions;
  readonly b: Predictions;
}

export class DisagreementsView {
  private readonly pair: Pair;
  private readonly sets = dropdown(t("Examples"), (set) => this.change({ set: set as SetName }));
  private readonly kind = dropdown(t("Which"), (kind) => this.change({ kind }));
  private readonly previous = button(t("Previous"), () => this.page(-perPage));
  private readonly next = button(t("Next"), () => this.page(perPage));
  /** Hidden until there is a choice. */
  private readonly controls = element("div", { class: "controls" }, this.sets.element, this.kind.element);
  private readonly words = element("p", { class: "empty", role: "status" }, t("Reading the data…"));
  private readonly summary = element("div", { class: "crossed" });
  private readonly caption = element("p", { class: "caption", role: "status" });
  private readonly place = element("div", { class: "examples" });
  private readonly content: HTMLElement;
  readonly element: HTMLElement;
  private state: CompareState = noRuns;
  private readonly query: LiveQuery;
  private first = 0;
  private asked: Query | undefined;

  constructor(private readonly host: CompareHost) {
    this.pair = new Pair(host, () => {
      this.controls.hidden = true;
      this.turned();
    });
    const pages = element("div", { class: "controls" }, this.previous.element, this.next.element);
    this.content = element("div", { class: "compare-part" }, this.summary, this.caption, this.place, pages);
    this.element = element(
      "div",
      { class: "compare-part" },
      this.pair.element,
      this.controls,
      this.words,
      this.content,
    );
    this.content.hidden = this.controls.hidden = true;
    this.query = new LiveQuery({
      every: pauseMilliseconds,
      key: () => this.pair.key(this.state),
      at: () => this.pair.moment(this.state),
      ask: async (at) => {
        const pair = this.pair.of(this.state);
        if (!pair) return;
        await this.compare(pair, at);
        await this.draw(pair);
      },
      fail: (message) => this.fail(message),
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

  private async compare({ a, b }: Both, at: At): Promise<void> {
    this.asked = undefined;
    if (a.task !== b.task)
      throw new Error(t("The two runs have different tasks: classes, several labels or quantities."));
    if (a.data.join() !== b.data.join())
      throw new Error(
        t("The two were trained on different data (its sha256 differs): their examples are not the same."),
      );
    const [data, other] = await Promise.all([a, b].map(({ folder }) => this.host.ask("data", folder, {})));
    const sets = data.sets.filter(({ set }) => other.sets.some((each) => each.set === set));
    const set = sets.find((each) => each.set === this.host.viewState.set)?.set ?? sets[0]?.set ?? "train";
    this.sets.offer(
      sets.map(({ set: name, examples }) => [name, t("{0}: {1} examples", setNames[name], whole(examples))]),
      set,
    );
    const [ofA, ofB] = await Promise.all([a, b].map(({ folder }) => this.host.ask("predictions", folder, { set, at })));
    const problem = whyNot(ofA, ofB);
    if (problem) throw new Error(problem);
    this.asked = { data: { ...data, sets }, a: ofA, b: ofB };
  }

  private async draw(pair: Both): Promise<void> {
    if (!this.asked) return;
    const { data, a, b } = this.asked;
    const isClasses = data.task === "classification";
    const kind = kinds.find((each) => each === this.host.viewState.kind) ?? "all";
    this.kind.element.hidden = !isClasses;
    this.controls.hidden = false;
    this.kind.offer(
      kinds.map((each) => [each, kindNames[each]]),
      kind,
    );
    const all = isClasses ? disagreements(a, b, kind) : compareRegressions(a, b).places;
    this.first = Math.min(this.first, Math.max(0, all.length - 1));
    const places = all.slice(this.first, this.first + perPage);
    const { values } =
      places.length > 0
        ? await this.host.ask("inputs", pair.a.folder, { set: a.set, indices: places })
        : { values: [] };
    this.words.hidden = true;
    this.content.hidden = false;
    this.summary.replaceChildren(...(isClasses ? this.crossedTable(a, b) : quantities(data, a, b)));
    const last = this.first + places.length;
    const which = all.length > perPage ? t(", {0} to {1} shown", whole(this.first + 1), whole(last)) : "";
    const title = isClasses ? kindNames[kind] : t("All examples, the largest difference first");
    setText(this.caption, all.length === 0 ? t("{0}: none", title) : `${title}: ${whole(all.length)}${which}`);
    this.place.replaceChildren(...(places.length > 0 ? [examplePredictions({ data, a, b, places, values })] : []));
    this.previous.update({ enabled: this.first > 0, hidden: all.length <= perPage });
    this.next.update({ enabled: last < all.length, hidden: all.length <= perPage });
  }

  /** Returns the table of the four counts; those of different predictions open their examples. */
  private crossedTable(a: Predictions, b: Predictions): HTMLElement[] {
    const counts = crossed(a, b);
    const cell = (count: number, kind?: Kind) => {
      if (!kind) return element("td", {}, whole(count));
      const open = element(
        "button",
        { class: "link", "aria-label": `${kindNames[kind]}: ${whole(count)}` },
        whole(count),
      );
      open.addEventListener("click", () => this.change({ kind }));
      return element("td", {}, open);
    };
    const row = (name: string, ...cells: HTMLElement[]) =>
      element("tr", {}, element("th", { scope: "row" }, name), ...cells);
    const heads = ["", t("B right"), t("B wrong")].map((text) =>
      text ? element("th", { scope: "col" }, text) : element("td"),
    );
    const table = element(
      "table",
      { class: "mcnemar", "aria-label": t("Correct and wrong predictions of both") },
      element("thead", {}, element("tr", {}, ...heads)),
      element(
        "tbody",
        {},
        row(t("A right"), cell(counts.bothRight), cell(counts.onlyA, "onlyA")),
        row(t("A wrong"), cell(counts.onlyB, "onlyB"), cell(counts.bothWrong)),
      ),
    );
    const [rightA, rightB] = [counts.bothRight + counts.onlyA, counts.bothRight + counts.onlyB];
    const p = mcNemar(counts);
    const chance = p < 0.05 ? t("hardly chance") : t("may well be chance");
    return [
      table,
      element(
        "p",
        { class: "summary" },
        t(
          "{0} A is right about {1}, B about {2}; they say different things of {3}. ",
          epochsOf(a, b),
          percent(rightA / a.examples),
          percent(rightB / b.examples),
          whole(disagreements(a, b, "all").length),
        ),
        t(
          "That one is better {0} (McNemar's exact test: p {1}).",
          chance,
          p < 0.001 ? "< 0.001" : `= ${decimals(p, 3)}`,
        ),
      ),
    ];
  }

  private page(step: number): void {
    this.first = Math.max(0, this.first + step);
    this.drawAgain();
  }

  private change(change: { set?: SetName; kind?: string }): void {
    this.host.updateViewState(change);
    this.first = 0;
    if (change.set !== undefined) this.turned();
    else this.drawAgain();
  }

  private drawAgain(): void {
    const pair = this.pair.of(this.state);
    if (pair) void this.draw(pair).catch((error: Error) => this.fail(error.message));
  }

  /** Returns to the first page after a change of the choice. */
  private turned(): void {
    this.first = 0;
    this.pair.render(this.state);
    this.query.again();
  }

  private fail(message: string): void {
    this.content.hidden = true;
    this.words.hidden = false;
    setText(this.words, message);
  }
}

const epochsOf = (a: Predictions, b: Predictions) => t("Weights of epoch {0} of A and {1} of B.", a.epoch, b.epoch);

function quantities({ task }: RequestResult<"data">, a: Predictions, b: Predictions): HTMLElement[] {
  const { rmseA, rmseB, between, nearerA, nearerB } = compareRegressions(a, b);
  const [wrongA, wrongB, all] = [wrongLabels(a), wrongLabels(b), a.predicted.length].map(whole);
  const labels = t("Of {0} labels A has {1} wrong, B {2}. Of their probabilities: ", all, wrongA, wrongB);
  const text = t(
    "{0} {1}RMSE: A {2}, B {3}; between the two {4}. A is nearer on {5} of {6} examples, B on {7}.",
    epochsOf(a, b),
    task === "multi-label" ? labels : "",
    figure(rmseA),
    figure(rmseB),
    figure(between),
    whole(nearerA),
    whole(a.examples),
    whole(nearerB),
  );
  return [element("p", { class: "summary" }, text)];
}
