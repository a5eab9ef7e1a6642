/** The confusion matrix of a set, for multi-label data of one label, and the examples of each cell. */

import type { RequestParams, RequestResult } from "../../src/protocol/requests";
import type { DataDescription } from "../state/data";
import type { Host } from "../state/host";
import { percent, whole } from "../ui/format";
import { t } from "../ui/l10n";
import { button, dropdown } from "../ui/toolkit";
import { type Cell, ConfusionTable, describeOutcome, type Shown } from "./confusion";
import { type Opens, usesOf } from "./examples";
import { type Example, gallery } from "./gallery";
import { MistakesFrame } from "./mistakesFrame";
import { whose } from "./sets";

const orders = [
  ["surest", t("Most confident first")],
  ["least-sure", t("Least confident first")],
  ["stored", t("As stored")],
] as const;
const shownAs = [
  ["counts", t("Counts")],
  ["rows", t("Share of the class")],
  ["columns", t("Share of the answer")],
] as const;
const anyMistake: Cell = { actual: null, predicted: null };
type Order = NonNullable<RequestParams<"examples">["order"]>;

export class ClassesView {
  private readonly shownAs = dropdown(t("Cells"), (value) => this.drawAs(value as Shown));
  private readonly order = dropdown(t("Order"), (value) => this.frame.change(() => (this.ordered = value as Order)));
  private readonly labels = dropdown(t("Label"), (label) => this.frame.change(() => this.look(Number(label))));
  private readonly all = button(t("All Mistakes"), () => this.choose(anyMistake));
  private readonly table = new ConfusionTable((cell) => this.choose(cell));
  readonly frame: MistakesFrame;
  private shown: Shown = "counts";
  private ordered: Order = "surest";
  private cell = anyMistake;
  private evaluation: RequestResult<"evaluation"> | undefined;
  /** Index of the shown label; undefined unless the data is multi-label. */
  private label: number | undefined;

  constructor(
    private readonly host: Host,
    private readonly data: DataDescription,
    private readonly opens: Opens,
  ) {
    if (data.task === "multi-label") this.label = 0;
    this.frame = new MistakesFrame(host, data, {
      title: t("Confusion matrix"),
      choices: [...(this.label === undefined ? [] : [this.labels.element]), this.shownAs.element],
      figures: [this.table.element],
      exampleChoices: [this.order.element, this.all.element],
      question: () => [this.cell, this.ordered, this.label],
      epoch: () => this.evaluation?.epoch,
      ask: async ({ set, outOfFold, at, ...page }) => {
        const { cell, ordered: order, label } = this;
        const about = { set, at, ...(outOfFold && { outOfFold }), ...(label !== undefined && { label }) };
        this.evaluation = await host.ask("evaluation", about);
        this.draw(this.evaluation, await host.ask("examples", { ...about, ...cell, order, ...page }));
      },
    });
  }

  private draw(evaluation: RequestResult<"evaluation">, examples: RequestResult<"examples">): void {
    const { host, opens, frame, label } = this;
    const data = this.classesOfLabel;
    if (label !== undefined) {
      const names = this.data.targetNames.map((name, i): [string, string] => [String(i), name]);
      this.labels.offer(names, String(label));
    }
    this.order.offer(orders, this.ordered);
    this.all.update({ enabled: this.cell !== anyMistake });
    this.drawTable(evaluation);
    const { epoch, accuracy } = evaluation;
    const wrong = Math.round(evaluation.examples * (1 - accuracy));
    const of = label === undefined ? "" : t(" of label {0}", this.data.targetNames[label]);
    const summary = t(
      "{0}: {1}{2} are right, {3} are not.",
      whose(frame.chosen, this.data, epoch),
      percent(accuracy),
      of,
      whole(wrong),
    );
    const { set, total, first } = examples;
    const { state } = frame;
    const uses = usesOf<Example>({ host, state, set, opens }, ({ actual, ...example }) => ({
      ...example,
      set,
      // The actual value of a label is not a class.
      ...(label === undefined && { actual }),
    }));
    // Conditions on a training cannot refer to labels, or to networks other than the run's.
    const isOfRun = label === undefined && frame.chosen.outOfFold === undefined;
    const moment = ({ index, actual, predicted }: Example) =>
      host.send({ type: "moment", example: { set, index }, right: actual === predicted });
    const all = { ...uses, ...(isOfRun && { moment }) };
    frame.draw(summary, { title: this.title(data), total, first }, gallery(examples.examples, data, all));
  }

  private drawTable({ confusion }: RequestResult<"evaluation">): void {
    this.shownAs.offer(shownAs, this.shown);
    this.table.render(confusion, this.classesOfLabel.classNames, this.shown, this.cell);
  }

  /** The description of the data, with the two classes of the shown label. */
  private get classesOfLabel(): DataDescription {
    const { data, label } = this;
    if (label === undefined) return data;
    const name = data.targetNames[label];
    return { ...data, classNames: [t("not {0}", name), name] };
  }

  private look(label: number): void {
    this.label = label;
    this.cell = anyMistake;
  }

  private title({ classNames }: DataDescription): string {
    const { actual, predicted } = this.cell;
    if (actual === null || predicted === null) return t("All mistakes");
    return describeOutcome({ actual, predicted }, classNames);
  }

  private choose(cell: Cell): void {
    this.frame.change(() => {
      this.cell = cell;
      // Shows the selection at once, before its examples arrive.
      if (this.evaluation) this.drawTable(this.evaluation);
    });
  }

  private drawAs(shown: Shown): void {
    this.shown = shown;
    if (this.evaluation) this.drawTable(this.evaluation);
  }
}
