/** What the network takes for what: the confusion matrix of a set, and the examples behind each of its cells. */
import type { RequestParams, RequestResult } from "../../src/protocol/requests";
import { element, setText } from "../dom";
import { percent, whole } from "../format";
import type { Host, SetName } from "../host";
import { askedEpoch, momentKey } from "../moment";
import { emptyState, type State } from "../store";
import { button, dropdown } from "../toolkit";
import type { Given } from "../tryIt/tryItView";
import { type Cell, ConfusionTable, type Shown } from "./confusion";
import { type DataDescription, gallery } from "./gallery";

const setNames: Record<SetName, string> = { validation: "Validation", test: "Test", train: "Training" };
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
const perPage = 60;
const anyMistake: Cell = { actual: null, predicted: null };
/** While it trains, answers change with every checkpoint; no need to follow each. */
const pauseMilliseconds = 2000;

type Order = NonNullable<RequestParams<"examples">["order"]>;

export class MistakesView {
  private readonly sets = dropdown("Examples", (set) => this.change(() => this.host.remember({ set: set as SetName })));
  private readonly shownAs = dropdown("Cells", (value) => this.change(() => (this.shown = value as Shown)));
  private readonly order = dropdown("Order", (value) => this.change(() => (this.ordered = value as Order)));
  private readonly all = button("All Mistakes", () => this.choose(anyMistake));
  private readonly previous = button("Previous", () => this.page(-perPage));
  private readonly next = button("Next", () => this.page(perPage));
  private readonly table = new ConfusionTable((cell) => this.choose(cell));
  private readonly summary = element("p", { class: "summary" });
  private readonly caption = element("p", { class: "caption", role: "status" });
  private readonly words = element("p", { class: "empty" }, "Reading the data…");
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
      element("div", { class: "controls" }, this.previous.element, this.next.element),
    ),
  );
  readonly element = element("div", { class: "mistakes" }, this.words, this.content);
  private state: State = emptyState;
  private visible = false;
  private shown: Shown = "counts";
  private ordered: Order = "surest";
  private cell = anyMistake;
  private first = 0;
  private data: DataDescription | undefined;
  private evaluation: RequestResult<"evaluation"> | undefined;
  private examples: RequestResult<"examples"> | undefined;
  private asking = false;
  private again = false;
  private askedAt = 0;
  private askedFor = "";

  constructor(
    private readonly host: Host,
    private readonly open: (example: Given) => void,
  ) {
    this.content.hidden = true;
  }

  show(visible: boolean): void {
    this.visible = visible;
    if (visible) void this.ask();
  }

  render(state: State): void {
    this.state = state;
    if (this.visible && this.question !== this.askedFor) void this.ask();
  }

  /** What an answer depends on: nothing is asked twice. */
  private get question(): string {
    const { cell, ordered, first } = this;
    return JSON.stringify([momentKey(this.state, this.host.remembered), this.set, cell, ordered, first]);
  }

  private get set(): SetName {
    const sets = this.data?.sets ?? [];
    return sets.find(({ set }) => set === this.host.remembered.set)?.set ?? sets[0]?.set ?? "validation";
  }

  private async ask(): Promise<void> {
    this.again = this.asking;
    if (this.asking || !this.state.run) return;
    this.asking = true;
    const wait = this.state.status?.state === "running" ? this.askedAt + pauseMilliseconds - Date.now() : 0;
    if (wait > 0 && this.evaluation) await new Promise((resolve) => setTimeout(resolve, wait));
    this.askedAt = Date.now();
    try {
      this.data ??= await this.host.ask("data", {});
      this.askedFor = this.question;
      const about = { set: this.set, epoch: askedEpoch(this.state, this.host.remembered) };
      this.evaluation = await this.host.ask("evaluation", about);
      const { cell, ordered: order, first } = this;
      this.examples = await this.host.ask("examples", { ...about, ...cell, order, first, count: perPage });
      this.draw();
    } catch (error) {
      this.askedFor = this.question;
      this.content.hidden = true;
      this.words.hidden = false;
      setText(this.words, (error as Error).message);
    }
    this.asking = false;
    if (this.again || (this.visible && this.question !== this.askedFor)) void this.ask();
  }

  private draw(): void {
    const { data, evaluation, examples } = this;
    if (!data || !evaluation || !examples) return;
    this.words.hidden = true;
    this.content.hidden = false;
    this.sets.offer(
      data.sets.map(({ set, examples: count }) => [set, `${setNames[set]}: ${whole(count)} examples`]),
      evaluation.set,
    );
    this.shownAs.offer(shownAs, this.shown);
    this.order.offer(orders, this.ordered);
    const { epoch, accuracy, confusion } = evaluation;
    const wrong = Math.round(evaluation.examples * (1 - accuracy));
    setText(this.summary, `Weights of epoch ${epoch}: ${percent(accuracy)} are right, ${whole(wrong)} are not.`);
    this.table.render(confusion, data.classNames, this.shown, this.cell);
    const { total, first } = examples;
    const last = Math.min(total, first + perPage);
    const which = total > perPage ? `, ${whole(first + 1)} to ${whole(last)} shown` : "";
    setText(this.caption, total === 0 ? `${this.title(data)}: none` : `${this.title(data)}: ${whole(total)}${which}`);
    const { set } = examples;
    this.place.replaceChildren(
      gallery(examples.examples, data, {
        open: (example) => this.open({ ...example, set }),
        debug: ({ index }) => {
          const epoch = askedEpoch(this.state, this.host.remembered);
          this.host.send({ type: "debug", example: { set, index }, ...(epoch !== undefined && { epoch }) });
        },
      }),
    );
    this.previous.update({ enabled: first > 0, hidden: total <= perPage });
    this.next.update({ enabled: last < total, hidden: total <= perPage });
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
      this.first = 0;
    });
  }

  private page(step: number): void {
    this.change(() => {
      this.first = Math.max(0, this.first + step);
    });
  }

  private change(apply: () => void): void {
    apply();
    this.draw();
    if (this.question !== this.askedFor) void this.ask();
  }
}
