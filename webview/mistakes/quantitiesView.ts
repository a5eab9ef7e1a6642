/** The mistakes of a regression: metrics, predicted against actual values, and the examples with the largest errors. */
import type { RequestParams } from "../../src/protocol/requests";
import type { DataDescription } from "../state/data";
import type { Host } from "../state/host";
import { element, setText } from "../ui/dom";
import { figure, whole } from "../ui/format";
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
  ["largest", "Largest error first"],
  ["too-high", "Too high first"],
  ["too-low", "Too low first"],
  ["stored", "As stored"],
];

export class QuantitiesView {
  private readonly targets = dropdown("Quantity", (target) => this.frame.change(() => (this.target = Number(target))));
  private readonly order = dropdown("Order", (order) => this.frame.change(() => (this.ordered = order as Order)));
  private readonly scatter = new Scatter((index) => void this.open(index));
  private readonly figures = element("div", {
    class: "residual-figures",
    tabindex: 0,
    role: "region",
    "aria-label": "Table of residuals",
  });
  private readonly key = element("p", { class: "caption" });
  readonly frame: MistakesFrame;
  private target = 0;
  private ordered: Order = "largest";

  constructor(
    private readonly host: Host,
    private readonly data: DataDescription,
    private readonly opens: Opens,
  ) {
    this.frame = new MistakesFrame(host, data, {
      title: "Predicted against actual",
      choices: [this.targets.element],
      figures: [this.figures, this.scatter.element, this.key],
      exampleChoices: [this.order.element],
      question: () => [this.target, this.ordered],
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
    this.targets.offer(
      data.targetNames.map((each, t) => [String(t), each]),
      String(target),
    );
    this.targets.element.hidden = data.targetNames.length < 2;
    this.order.offer(orders, this.ordered);
    this.figures.replaceChildren(figuresTable(residuals, data.targetNames));
    this.scatter.draw(pointsOf(residuals, target), `${name}: predicted against actual.`);
    const drawn = points.index.length < total ? ` ${whole(points.index.length)} of ${whole(total)} are drawn.` : "";
    setText(this.key, `On the dashed line predictions are right; diamonds are listed examples.${drawn}`);
    const { mae, largest } = residuals.targets[target];
    const off = `${name} is off by ${figure(mae)} on average, by ${figure(largest)} at most`;
    const order = orders.find(([each]) => each === this.ordered)?.[1].toLowerCase();
    const { state } = frame;
    const uses = usesOf<ResidualExample>({ host, state, set, opens }, ({ index, values, actual }) => ({
      set,
      index,
      values,
      targets: [...actual],
    }));
    frame.draw(
      `${whose(frame.chosen, data, epoch)}: of ${whole(total)} examples ${off}.`,
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
