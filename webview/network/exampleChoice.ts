/** The choice of the example in the diagram: previous, next or random, of any class or of one; and its description. */

import type { RequestParams, RequestResult } from "../../src/protocol/requests";
import type { DataDescription } from "../state/data";
import type { Host } from "../state/host";
import { element, setText } from "../ui/dom";
import { exampleImage } from "../ui/exampleImage";
import { inputFigure, quantity, whole } from "../ui/format";
import { iconButton } from "../ui/iconButton";
import { t } from "../ui/l10n";
import { button, dropdown } from "../ui/toolkit";

type Example = RequestResult<"example">;
/** Set and index of an example. */
export type ExampleRef = Pick<Example, "set" | "index">;

/** Maximum number of shown inputs of tabular data. */
const mostInputs = 16;

export class ExampleChoice {
  example: Example | undefined;
  private readonly classes = dropdown(t("Class"), (value) => {
    this.actual = value === "any" ? null : Number(value);
    void this.find({ step: 1, index: this.example?.index ?? 0 });
  });
  private readonly place = element("p", { class: "caption" });
  private readonly shown = element("div", { class: "chosen-example" });
  readonly element: HTMLElement;
  private actual: number | null = null;
  private data: DataDescription | undefined;

  constructor(
    private readonly host: Host,
    private readonly onChange: () => void,
    private readonly onProblem: (message: string) => void,
  ) {
    const buttons = [
      iconButton(t("Previous"), "chevron-left", () => {
        void this.find({ step: -1, index: Math.max(0, this.index - 1) });
      }),
      iconButton(t("Next"), "chevron-right", () => void this.find({ step: 1, index: this.index + 1 })),
      button(t("Random"), () => void this.find({ step: 1, index: Math.floor(Math.random() * this.total) })),
    ];
    this.element = element(
      "section",
      { class: "network-example" },
      element("h2", {}, t("Example")),
      element("div", { class: "controls" }, this.classes.element, ...buttons.map((each) => each.element)),
      this.place,
      this.shown,
    );
  }

  /** Key of the example; empty without one. */
  get key(): string {
    return this.example ? `${this.example.set} ${this.example.index}` : "";
  }

  /** Shows the given example; by default the first of the first set, which is the validation set if there is one. */
  async begin(data: DataDescription, example?: ExampleRef): Promise<void> {
    this.data = data;
    this.offerClasses();
    if (example) await this.open(example);
    else if (!this.example) await this.find({ step: 1, index: 0 });
  }

  /** Shows an example and resets the class to any; previous and next move within its set. */
  async open({ set, index }: ExampleRef): Promise<void> {
    this.actual = null;
    this.offerClasses();
    await this.find({ step: 1, index }, set);
  }

  private offerClasses(): void {
    const names = (this.data?.classNames ?? []).map((name, i): [string, string] => [String(i), t("Class {0}", name)]);
    this.classes.offer([["any", t("Any class")], ...names], String(this.actual ?? "any"));
    this.classes.element.hidden = names.length === 0;
  }

  private get index(): number {
    return this.example?.index ?? 0;
  }

  private get total(): number {
    return this.example?.total ?? 1;
  }

  private async find(
    from: Pick<RequestParams<"example">, "step" | "index">,
    set = this.example?.set ?? this.data?.sets[0]?.set,
  ): Promise<void> {
    if (!set || !this.data) return;
    try {
      // Previous wraps from the first example to the last.
      const isFirst = from.step === -1 && this.index === 0;
      const index = isFirst ? this.total - 1 : from.index;
      this.example = await this.host.ask("example", { set, ...from, index, actual: this.actual });
      this.draw(this.data, this.example);
      this.onChange();
    } catch (error) {
      this.onProblem((error as Error).message);
    }
  }

  private draw({ classNames, imageShape, inputs, targetNames }: DataDescription, example: Example): void {
    const { index, total, set, actual, values, targets } = example;
    const is = actual === undefined ? "" : t(" Class {0}.", classNames[actual]);
    const should = targets?.map((value, i) => ` ${targetNames[i]} ${quantity(value)}.`).join("") ?? "";
    const kind = set === "train" ? t("Training") : set === "test" ? t("Test") : t("Validation");
    setText(this.place, t("{0} example {1} of {2}.{3}{4}", kind, whole(index), whole(total), is, should));
    if (imageShape) return this.shown.replaceChildren(exampleImage(values, imageShape, t("Example {0}", index)));
    const rows = inputs
      .slice(0, mostInputs)
      .map(({ name, shift }, i) => [name, inputFigure(values[i], shift)])
      .map(([name, text]) =>
        element("tr", {}, element("th", { scope: "row" }, name), element("td", { class: "figure" }, text)),
      );
    const more =
      inputs.length > mostInputs
        ? [element("p", { class: "caption" }, t("and {0} more", inputs.length - mostInputs))]
        : [];
    const table = element("table", { "aria-label": t("The example") }, element("tbody", {}, ...rows));
    this.shown.replaceChildren(table, ...more);
  }
}
