/** The choice of a threshold: its confusion matrix, and the cost of its mistakes with the cost of each kind. */
import { cheapestThreshold, costAt, type MistakeCosts, type ThresholdCounts } from "../../src/core/thresholds";
import { element, setText } from "../ui/dom";
import { figure, percent, shortPercent, whole } from "../ui/format";
import { t } from "../ui/l10n";
import { button } from "../ui/toolkit";

type Kind = keyof MistakeCosts;

export class ThresholdPanel {
  private readonly slider = element("input", { type: "range", min: 0, step: 1, id: "threshold" });
  private readonly value = element("output", { for: "threshold" });
  private readonly table = element("table", { class: "outcomes", "aria-label": t("Outcomes at the threshold") });
  private readonly words = element("p", { class: "caption", role: "status" });
  private readonly cheapestWords = element("p", { class: "caption" });
  private readonly use = button(t("Use Cheapest Threshold"), () => this.choose(this.cheapest));
  readonly element: HTMLElement;
  private counts: ThresholdCounts | undefined;
  private name = "";
  /** The chosen threshold; kept when the counts change. */
  private threshold = 0.5;
  private readonly costs: Record<Kind, number> = { falsePositive: 1, falseNegative: 1 };

  /** @param changed called after another choice */
  constructor(private readonly changed: () => void) {
    this.slider.addEventListener("input", () => this.choose(this.last - Number(this.slider.value)));
    this.element = element(
      "section",
      {},
      element("h2", {}, t("Threshold")),
      element(
        "div",
        { class: "threshold" },
        element("label", { for: "threshold" }, t("Threshold")),
        this.slider,
        this.value,
      ),
      this.words,
      element("div", { class: "table-scroller" }, this.table),
      element(
        "div",
        { class: "costs" },
        this.costField("falsePositive", t("Cost of a false positive")),
        this.costField("falseNegative", t("Cost of a false negative")),
      ),
      this.cheapestWords,
      this.use.element,
    );
  }

  /** Index of the chosen threshold. */
  get at(): number {
    const { thresholds = new Float64Array() } = this.counts ?? {};
    const below = thresholds.findIndex((threshold) => threshold < this.threshold);
    return below < 0 ? thresholds.length - 1 : below - 1;
  }

  /** Index of the threshold whose mistakes cost least. */
  get cheapest(): number {
    return this.counts ? cheapestThreshold(this.counts, this.costs) : 0;
  }

  /** @param name of the class or label */
  show(counts: ThresholdCounts, name: string): void {
    this.counts = counts;
    this.name = name;
    this.slider.max = String(this.last);
    this.render();
  }

  private get last(): number {
    return (this.counts?.thresholds.length ?? 1) - 1;
  }

  private choose(at: number): void {
    if (this.counts) this.threshold = this.counts.thresholds[at];
    this.render();
    this.changed();
  }

  private costField(kind: Kind, label: string): HTMLElement {
    const field = element("input", { type: "number", min: 0, step: "any", value: 1, id: `cost-${kind}` });
    field.addEventListener("input", () => {
      const cost = field.valueAsNumber;
      const isValid = Number.isFinite(cost) && cost >= 0;
      field.setAttribute("aria-invalid", String(!isValid));
      if (!isValid) return;
      this.costs[kind] = cost;
      this.render();
      this.changed();
    });
    return element("label", { class: "cost" }, label, field);
  }

  private render(): void {
    const { counts, name, at } = this;
    if (!counts) return;
    const shown = thresholdText(counts, at);
    this.slider.value = String(this.last - at);
    this.slider.setAttribute("aria-valuetext", shown);
    setText(this.value, shown);
    const rule =
      at === 0
        ? t("No example is predicted as {0}.", name)
        : t("Predicted as {0} if its probability is at least {1}.", name, shown);
    const { right, recall, precision, cost } = figuresAt(counts, this.costs, at);
    setText(
      this.words,
      t(
        "{0} {1} are right; precision {2}, recall {3}; the mistakes cost {4}.",
        rule,
        right,
        precision,
        recall,
        figure(cost),
      ),
    );
    this.table.replaceChildren(...outcomes(counts, at, name));
    const { cheapest } = this;
    const least = figure(costAt(counts, this.costs, cheapest));
    setText(this.cheapestWords, t("The mistakes cost least at {0} (◆): {1}.", thresholdText(counts, cheapest), least));
    this.use.update({ enabled: cheapest !== at });
  }
}

function figuresAt(counts: ThresholdCounts, costs: MistakeCosts, at: number) {
  const { positives, negatives } = counts;
  const [found, wrong] = [counts.truePositives[at], counts.falsePositives[at]];
  const right = (found + negatives - wrong) / (positives + negatives);
  const share = (part: number, of: number) => (of === 0 ? "–" : percent(part / of));
  return {
    right: percent(right),
    precision: share(found, found + wrong),
    recall: share(found, positives),
    cost: costAt(counts, costs, at),
  };
}

/** Returns the rows of the confusion matrix: what is actual, then what is predicted. */
function outcomes(counts: ThresholdCounts, at: number, name: string): HTMLElement[] {
  const [found, wrong] = [counts.truePositives[at], counts.falsePositives[at]];
  const row = (actual: string, cells: readonly (readonly [count: number, kind: string])[]) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, actual),
      ...cells.map(([count, kind]) => element("td", { title: kind }, `${whole(count)} `, element("small", {}, kind))),
    );
  const head = element(
    "tr",
    {},
    element("th", { scope: "col" }, t("Actual")),
    element("th", { scope: "col" }, t("Predicted {0}", name)),
    element("th", { scope: "col" }, t("Predicted other")),
  );
  const body = element(
    "tbody",
    {},
    row(name, [
      [found, t("true positives")],
      [counts.positives - found, t("false negatives")],
    ]),
    row(t("Other"), [
      [wrong, t("false positives")],
      [counts.negatives - wrong, t("true negatives")],
    ]),
  );
  return [element("thead", {}, head), body];
}

/** Formats a threshold; the first one is infinite. */
export function thresholdText({ thresholds }: ThresholdCounts, at: number): string {
  const threshold = thresholds[at];
  if (!Number.isFinite(threshold)) return t("above all");
  // Percent with two digits hides how close to 1 or 0 a probability is.
  const isExtreme = threshold > 0 && threshold < 1 && (threshold < 0.0001 || threshold > 0.9999);
  if (!isExtreme) return threshold === 0 || threshold === 1 ? shortPercent(threshold) : percent(threshold);
  return threshold < 0.5 ? figure(threshold) : `1 − ${figure(1 - threshold)}`;
}
