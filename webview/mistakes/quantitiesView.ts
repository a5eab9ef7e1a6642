/** The mistakes of a regression: metrics, predicted against actual values, and the examples with the largest errors. */

import type { RequestParams } from "../../src/protocol/requests";
import type { DataDescription } from "../state/data";
import type { Host } from "../state/host";
import { element, setText } from "../ui/dom";
import { figure, whole } from "../ui/format";
import { t, within } from "../ui/l10n";
import { dropdown } from "../ui/toolkit";
import { type Opens, usesOf } from "./examples";
import { figuresTable } from "./figuresTable";
import { MistakesFrame } from "./mistakesFrame";
import { residualExamples } from "./residualExamples";
import { pointsOf, type ResidualExample, type Residuals } from "./residuals";
import { Scatter } from "./scatter";
import { whose } from "./sets";

type Order = NonNullable<RequestParams<"residuals">["order"]>;

const orders: readonly (readonly [Order, string])[] = [
  ["largest", t("Largest error first")],
  ["too-high", t("Too high first")],
  ["too-low", t("Too low first")],
  ["stored", t("As stored")],
];

export class QuantitiesView {
  private readonly targets = dropdown(t("Quantity"), (target) =>
    this.frame.change(() => (this.target = Number(target))),
  );
  private readonly order = dropdown(t("Order"), (order) => this.frame.change(() => (this.ordered = order as Order)));
  private readonly scatter = new Scatter((index) => void this.open(index));
  private readonly figures = element("div", {
    class: "residual-figures",
    tabindex: 0,
    role: "region",
    "aria-label": t("Table of residuals"),
  });
  private readonly key = element("p", { class: "caption" });
  readonly frame: MistakesFrame;
  private target = 0;
  private ordered: Order = "largest";
  private epoch: number | undefined;

  constructor(
    private readonly host: Host,
    private readonly data: DataDescription,
    private readonly opens: Opens,
  ) {
    this.frame = new MistakesFrame(host, data, {
      title: t("Predicted against actual"),
      choices: [this.targets.element],
      figures: [this.figures, this.scatter.element, this.key],
      exampleChoices: [this.order.element],
      question: () => [this.target, this.ordered],
      epoch: () => this.epoch,
      ask: async (about) => {
        const { target, ordered: order } = this;
        this.draw(await host.ask("residuals", { ...about, target, order }), target);
      },
    });
  }

  private draw(residuals: Residuals, target: number): void {
    const { data, host, opens, frame } = this;
    const { set, total, first, epoch, examples, points } = residuals;
    const name = data.targetNames[target];
    this.epoch = epoch;
    this.targets.offer(
      data.targetNames.map((each, target) => [String(target), each]),
      String(target),
    );
    this.targets.element.hidden = data.targetNames.length < 2;
    this.order.offer(orders, this.ordered);
    this.figures.replaceChildren(figuresTable(residuals, data.targetNames));
    this.scatter.draw(pointsOf(residuals, target), t("{0}: predicted against actual.", name));
    const drawn =
      points.index.length < total ? t(" {0} of {1} are drawn.", whole(points.index.length), whole(total)) : "";
    setText(this.key, t("On the dashed line predictions are right; diamonds are listed examples.{0}", drawn));
    const { mae, largest } = residuals.targets[target];
    const off = t("{0} is off by {1} on average, by {2} at most", name, figure(mae), figure(largest));
    const order = within(orders.find(([each]) => each === this.ordered)?.[1] ?? "");
    const { state } = frame;
    const uses = usesOf<ResidualExample>({ host, state, set, opens }, ({ index, values, actual }) => ({
      set,
      index,
      values,
      targets: [...actual],
    }));
    frame.draw(
      t("{0}: of {1} examples {2}.", whose(frame.chosen, data, epoch), whole(total), off),
      { title: `${name}, ${order}`, total, first },
      residualExamples(examples, data, target, uses),
    );
  }

  /** Opens an example of the scatter plot, whose inputs must be requested. */
  private async open(index: number): Promise<void> {
    const { set } = this.frame.chosen;
    try {
      const { total: _, ...example } = await this.host.ask("example", { set, index });
      this.opens.tryIt(example);
    } catch (error) {
      this.frame.fail((error as Error).message);
    }
  }
}
