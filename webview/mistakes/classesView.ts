/** What the network takes for what: the confusion matrix of a set, and the examples behind each of its cells. */
import type { RequestParams, RequestResult } from "../../src/protocol/requests";
import { Asking } from "../asking";
import { element, setText } from "../dom";
import { percent, whole } from "../format";
import type { Host, SetName } from "../host";
import { askedEpoch, momentKey } from "../moment";
import { emptyState, type State } from "../store";
import { button, dropdown } from "../toolkit";
import { type Cell, ConfusionTable, type Shown } from "./confusion";
import { type Opens, usesOf } from "./examples";
import { type DataDescription, type Example, gallery } from "./gallery";
import { Paging, perPage } from "./paging";
import { chosenSet, offerSets } from "./sets";

const orders = [
  ["surest", "Surest first"],
  ["least-sure", "Least sure first"],
  ["stored", "As stored"],
] as const;
const shownAs = [
  ["counts", "Counts"],
  ["rows", "Share of the class"],
  ["columns", "Share of the answer"],
] as const;
const anyMistake: Cell = { actual: null, predicted: null };
type Order = NonNullable<RequestParams<"examples">["order"]>;

export class ClassesView {
  private readonly sets = dropdown("Examples", (set) => this.change(() => this.host.remember({ set: set as SetName })));
  private readonly shownAs = dropdown("Cells", (value) => this.change(() => (this.shown = value as Shown)));
  private readonly order = dropdown("Order", (value) => this.change(() => (this.ordered = value as Order)));
  private readonly all = button("All Mistakes", () => this.choose(anyMistake));
  private readonly paging = new Paging(() => this.asking.look());
  private readonly table = new ConfusionTable((cell) => this.choose(cell));
  private readonly summary = element("p", { class: "summary" });
  private readonly caption = element("p", { class: "caption", role: "status" });
  private readonly words = element("p", { class: "empty" }, "Asking the network…");
  private readonly place = element("div", { class: "examples" });
  private readonly content = element(
    "div",
    { class: "mistakes-grid" },
    element(
      "section",
      {},
      element("h2", {}, "What is taken for what"),
      element("div", { class: "controls" }, this.sets.element, this.shownAs.element),
      this.summary,
      this.table.element,
    ),
    element(
      "section",
      {},
      element("h2", {}, "Examples"),
      element("div", { class: "controls" }, this.order.element, this.all.element),
      this.caption,
      this.place,
      this.paging.element,
    ),
  );
  readonly element = element("div", {}, this.words, this.content);
  private readonly asking: Asking;
  private state: State = emptyState;
  private shown: Shown = "counts";
  private ordered: Order = "surest";
  private cell = anyMistake;
  private evaluation: RequestResult<"evaluation"> | undefined;
  private examples: RequestResult<"examples"> | undefined;

  constructor(
    private readonly host: Host,
    private readonly data: DataDescription,
    private readonly opens: Opens,
  ) {
    this.content.hidden = true;
    this.asking = new Asking({
      key: () => this.question,
      isAtWork: () => this.state.status?.state === "running",
      ask: () => this.ask(),
      fail: (message) => {
        this.content.hidden = true;
        this.words.hidden = false;
        setText(this.words, message);
      },
    });
  }

  show(visible: boolean): void {
    this.asking.show(visible);
  }

  render(state: State): void {
    this.state = state;
    this.asking.look();
  }

  /** What an answer depends on: nothing is asked twice. */
  private get question(): string {
    const { cell, ordered, paging, set, host } = this;
    return JSON.stringify([momentKey(this.state, host.remembered), set, cell, ordered, paging.first]);
  }

  private get set(): SetName {
    return chosenSet(this.data, this.host);
  }

  private async ask(): Promise<void> {
    const about = { set: this.set, epoch: askedEpoch(this.state, this.host.remembered) };
    this.evaluation = await this.host.ask("evaluation", about);
    const { cell, ordered: order, paging } = this;
    const page = { first: paging.first, count: perPage };
    this.examples = await this.host.ask("examples", { ...about, ...cell, order, ...page });
    this.draw();
  }

  private draw(): void {
    const { data, evaluation, examples } = this;
    if (!evaluation || !examples) return;
    this.words.hidden = true;
    this.content.hidden = false;
    offerSets(this.sets, data, evaluation.set);
    this.shownAs.offer(shownAs, this.shown);
    this.order.offer(orders, this.ordered);
    const { epoch, accuracy, confusion } = evaluation;
    const wrong = Math.round(evaluation.examples * (1 - accuracy));
    setText(this.summary, `Weights of epoch ${epoch}: ${percent(accuracy)} are right, ${whole(wrong)} are not.`);
    this.table.render(confusion, data.classNames, this.shown, this.cell);
    const { total, first } = examples;
    const which = this.paging.show(total, first);
    setText(this.caption, `${this.title(data)}: ${total === 0 ? "none" : `${whole(total)}${which}`}`);
    const { host, state, opens } = this;
    const { set } = examples;
    const uses = usesOf<Example>({ host, state, set, opens }, (example) => ({ ...example, set }));
    this.place.replaceChildren(gallery(examples.examples, data, uses));
    this.all.update({ enabled: this.cell !== anyMistake });
  }

  private title({ classNames }: DataDescription): string {
    const { actual, predicted } = this.cell;
    if (actual === null || predicted === null) return "All mistakes";
    return actual === predicted
      ? `${classNames[actual]} recognized`
      : `${classNames[actual]} taken for ${classNames[predicted]}`;
  }

  private choose(cell: Cell): void {
    this.change(() => {
      this.cell = cell;
    });
  }

  private change(apply: () => void): void {
    apply();
    this.paging.first = 0;
    this.draw();
    this.asking.look();
  }
}
