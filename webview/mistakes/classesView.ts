/** The confusion matrix of a set, and the examples behind each of its cells. */
import type { RequestParams, RequestResult } from "../../src/protocol/requests";
import type { DataDescription } from "../state/data";
import type { Host } from "../state/host";
import { percent, whole } from "../ui/format";
import { button, dropdown } from "../ui/toolkit";
import { type Cell, ConfusionTable, describeOutcome, type Shown } from "./confusion";
import { type Opens, usesOf } from "./examples";
import { type Example, gallery } from "./gallery";
import { MistakesFrame } from "./mistakesFrame";

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
  private readonly shownAs = dropdown("Cells", (value) => this.drawAs(value as Shown));
  private readonly order = dropdown("Order", (value) => this.frame.change(() => (this.ordered = value as Order)));
  private readonly all = button("All Mistakes", () => this.choose(anyMistake));
  private readonly table = new ConfusionTable((cell) => this.choose(cell));
  readonly frame: MistakesFrame;
  private shown: Shown = "counts";
  private ordered: Order = "surest";
  private cell = anyMistake;
  private evaluation: RequestResult<"evaluation"> | undefined;

  constructor(
    private readonly host: Host,
    private readonly data: DataDescription,
    private readonly opens: Opens,
  ) {
    this.frame = new MistakesFrame(host, data, {
      title: "Confusion matrix",
      choices: [this.shownAs.element],
      figures: [this.table.element],
      exampleChoices: [this.order.element, this.all.element],
      question: () => [this.cell, this.ordered],
      ask: async ({ set, at, ...page }) => {
        this.evaluation = await host.ask("evaluation", { set, at });
        const { cell, ordered: order } = this;
        this.draw(this.evaluation, await host.ask("examples", { set, at, ...cell, order, ...page }));
      },
    });
  }

  private draw(evaluation: RequestResult<"evaluation">, examples: RequestResult<"examples">): void {
    const { data, host, opens, frame } = this;
    this.order.offer(orders, this.ordered);
    this.all.update({ enabled: this.cell !== anyMistake });
    this.drawTable(evaluation);
    const { epoch, accuracy } = evaluation;
    const wrong = Math.round(evaluation.examples * (1 - accuracy));
    const summary = `Weights of epoch ${epoch}: ${percent(accuracy)} are right, ${whole(wrong)} are not.`;
    const { set, total, first } = examples;
    const { state } = frame;
    const uses = usesOf<Example>({ host, state, set, opens }, (example) => ({ ...example, set }));
    frame.draw(summary, { title: this.title(data), set, total, first }, gallery(examples.examples, data, uses));
  }

  private drawTable({ confusion }: RequestResult<"evaluation">): void {
    this.shownAs.offer(shownAs, this.shown);
    this.table.render(confusion, this.data.classNames, this.shown, this.cell);
  }

  private title({ classNames }: DataDescription): string {
    const { actual, predicted } = this.cell;
    if (actual === null || predicted === null) return "All mistakes";
    return describeOutcome({ actual, predicted }, classNames);
  }

  private choose(cell: Cell): void {
    this.frame.change(() => {
      this.cell = cell;
      // The choice is seen at once, whenever its examples come.
      if (this.evaluation) this.drawTable(this.evaluation);
    });
  }

  private drawAs(shown: Shown): void {
    this.shown = shown;
    if (this.evaluation) this.drawTable(this.evaluation);
  }
}
