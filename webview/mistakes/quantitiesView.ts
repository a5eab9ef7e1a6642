/** How far a regression's predictions are off: its figures, predicted against actual, and the examples with the largest errors. */
import type { RequestParams } from "../../src/protocol/requests";
import { Asking } from "../asking";
import { element, setText } from "../dom";
import { figure, whole } from "../format";
import type { Host, SetName } from "../host";
import { askedEpoch, momentKey } from "../moment";
import { emptyState, type State } from "../store";
import { dropdown } from "../toolkit";
import { type Opens, usesOf } from "./examples";
import { figuresTable } from "./figuresTable";
import type { DataDescription } from "./gallery";
import { Paging, perPage } from "./paging";
import { residualExamples } from "./residualExamples";
import { pointsOf, type ResidualExample, type Residuals } from "./residuals";
import { Scatter } from "./scatter";
import { chosenSet, offerSets } from "./sets";

type Order = NonNullable<RequestParams<"residuals">["order"]>;

const orders: readonly (readonly [Order, string])[] = [
  ["largest", "Largest error first"],
  ["too-high", "Too high first"],
  ["too-low", "Too low first"],
  ["stored", "As stored"],
];

export class QuantitiesView {
  private readonly sets = dropdown("Examples", (set) => this.change(() => this.host.remember({ set: set as SetName })));
  private readonly targets = dropdown("Quantity", (target) => this.change(() => (this.target = Number(target))));
  private readonly order = dropdown("Order", (order) => this.change(() => (this.ordered = order as Order)));
  private readonly paging = new Paging(() => this.asking.look());
  private readonly scatter = new Scatter((index) => void this.open(index));
  private readonly summary = element("p", { class: "summary", role: "status" });
  private readonly figures = element("div", {
    class: "residual-figures",
    tabindex: 0,
    role: "region",
    "aria-label": "Table of residuals",
  });
  private readonly key = element("p", { class: "caption" });
  private readonly caption = element("p", { class: "caption", role: "status" });
  private readonly words = element("p", { class: "empty" }, "Asking the network…");
  private readonly place = element("div", { class: "examples" });
  private readonly content = element(
    "div",
    { class: "mistakes-grid", hidden: true },
    element(
      "section",
      {},
      element("h2", {}, "Predicted against actual"),
      element("div", { class: "controls" }, this.sets.element, this.targets.element),
      this.summary,
      this.figures,
      this.scatter.element,
      this.key,
    ),
    element(
      "section",
      {},
      element("h2", {}, "Examples"),
      element("div", { class: "controls" }, this.order.element),
      this.caption,
      this.place,
      this.paging.element,
    ),
  );
  readonly element = element("div", {}, this.words, this.content);
  private readonly asking: Asking;
  private state: State = emptyState;
  private target = 0;
  private ordered: Order = "largest";

  constructor(
    private readonly host: Host,
    private readonly data: DataDescription,
    private readonly opens: Opens,
  ) {
    this.asking = new Asking({
      key: () => this.question,
      isAtWork: () => this.state.status?.state === "running",
      ask: () => this.ask(),
      fail: (message) => this.fail(message),
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
    const { set, target, ordered, paging, host } = this;
    return JSON.stringify([momentKey(this.state, host.remembered), set, target, ordered, paging.first]);
  }

  private get set(): SetName {
    return chosenSet(this.data, this.host);
  }

  private async ask(): Promise<void> {
    const { set, target, ordered: order, paging } = this;
    const epoch = askedEpoch(this.state, this.host.remembered);
    const page = { first: paging.first, count: perPage };
    this.draw(await this.host.ask("residuals", { set, epoch, target, order, ...page }), target);
  }

  private draw(residuals: Residuals, target: number): void {
    const { data } = this;
    this.words.hidden = true;
    this.content.hidden = false;
    const { set, total, first, epoch, examples, points } = residuals;
    const name = data.targetNames[target];
    offerSets(this.sets, data, set);
    this.targets.offer(
      data.targetNames.map((each, t) => [String(t), each]),
      String(target),
    );
    this.targets.element.hidden = data.targetNames.length < 2;
    this.order.offer(orders, this.ordered);
    const { mae, largest } = residuals.targets[target];
    const off = `${name} is off by ${figure(mae)} on average, by ${figure(largest)} at most`;
    setText(this.summary, `Weights of epoch ${epoch}: of ${whole(total)} examples ${off}.`);
    this.figures.replaceChildren(figuresTable(residuals, data.targetNames));
    this.scatter.draw(pointsOf(residuals, target), `${name}: predicted against actual.`);
    const drawn = points.index.length < total ? ` ${whole(points.index.length)} of ${whole(total)} are drawn.` : "";
    setText(this.key, `On the dashed line predictions are right; a diamond is an example that is listed.${drawn}`);
    const order = orders.find(([each]) => each === this.ordered)?.[1].toLowerCase();
    setText(this.caption, `${name}, ${order}: ${whole(total)}${this.paging.show(total, first)}`);
    const { host, state, opens } = this;
    const uses = usesOf<ResidualExample>({ host, state, set, opens }, ({ index, values, actual }) => ({
      set,
      index,
      values,
      targets: [...actual],
    }));
    this.place.replaceChildren(residualExamples(examples, data, target, uses));
  }

  /** An example of the scatter; its inputs are not there yet. */
  private async open(index: number): Promise<void> {
    const { set } = this;
    try {
      const { total: _, ...example } = await this.host.ask("example", { set, index });
      this.opens.tryIt(example);
    } catch (error) {
      this.fail((error as Error).message);
    }
  }

  private fail(message: string): void {
    this.content.hidden = true;
    this.words.hidden = false;
    setText(this.words, message);
  }

  private change(apply: () => void): void {
    apply();
    this.paging.first = 0;
    this.asking.look();
  }
}
