/** The confusion matrix: a row per actual class, a column per predicted class. A cell opens its examples. */

import { element } from "../ui/dom";
import { shortPercent, whole, wholePercent } from "../ui/format";
import { t } from "../ui/l10n";

export type Shown = "counts" | "rows" | "columns";

export interface Cell {
  /** Actual and predicted class; null for any. */
  readonly actual: number | null;
  readonly predicted: number | null;
}

/** Describes an outcome: "predicted 9, actual 4", or "4 recognized". */
export function describeOutcome(
  { actual, predicted }: { actual: number; predicted: number },
  classNames: readonly string[],
): string {
  if (actual === predicted) return t("{0} recognized", classNames[actual]);
  return t("predicted {0}, actual {1}", classNames[predicted], classNames[actual]);
}

export class ConfusionTable {
  private readonly table = element("table", { class: "confusion", "aria-label": t("Confusion matrix") });
  readonly element = element("div", { class: "confusion-scroller" }, this.table);
  private confusion: readonly (readonly number[])[] = [];

  constructor(private readonly choose: (cell: Cell) => void) {
    this.table.addEventListener("keydown", (event) => this.onKey(event));
    new ResizeObserver(() => this.fit()).observe(this.element);
  }

  render(confusion: readonly (readonly number[])[], classNames: readonly string[], shown: Shown, chosen: Cell): void {
    this.confusion = confusion;
    const inFocus = document.activeElement?.getAttribute("data-cell");
    const head = element(
      "tr",
      {},
      element("th", { scope: "col" }, t("Class")),
      ...classNames.map((name) => element("th", { scope: "col" }, name)),
      element(
        "th",
        { scope: "col", title: t("Fraction of the class's examples that are predicted correctly") },
        t("Recall"),
      ),
      element("th", { scope: "col", title: t("Harmonic mean of precision and recall") }, "F1"),
    );
    const rows = confusion.map((row, actual) =>
      element(
        "tr",
        {},
        element("th", { scope: "row" }, classNames[actual]),
        ...row.map((_, predicted) => this.cell({ actual, predicted }, classNames, shown, chosen)),
        figureCell(row[actual], this.rowSum(actual)),
        figureCell(2 * row[actual], this.rowSum(actual) + this.columnSum(actual)),
      ),
    );
    const foot = element(
      "tr",
      {},
      element(
        "th",
        { scope: "row", title: t("Fraction of the predictions of this class that are correct") },
        t("Precision"),
      ),
      ...classNames.map((_, i) => figureCell(confusion[i][i], this.columnSum(i))),
      element("td"),
      element("td"),
    );
    this.table.replaceChildren(element("thead", {}, head), element("tbody", {}, ...rows), element("tfoot", {}, foot));
    if (inFocus) this.button(inFocus)?.focus();
    this.fit();
  }

  /** Shrinks the cells of a table that is wider than its room, then turns the names of the columns. */
  private fit(): void {
    const { element: room } = this;
    room.classList.remove("small", "turned");
    for (const step of ["small", "turned"]) {
      if (room.scrollWidth > room.clientWidth) room.classList.add(step);
    }
  }

  private cell(
    cell: Cell & { actual: number; predicted: number },
    names: readonly string[],
    shown: Shown,
    chosen: Cell,
  ) {
    const { actual, predicted } = cell;
    const count = this.confusion[actual][predicted];
    const of = shown === "columns" ? this.columnSum(predicted) : this.rowSum(actual);
    const text = shown === "counts" ? String(count) : percentOf(count, of);
    const isChosen = chosen.actual === actual && chosen.predicted === predicted;
    const what = describeOutcome(cell, names);
    const button = element(
      "button",
      {
        "data-cell": `${actual} ${predicted}`,
        "aria-label": `${what}: ${whole(count)}`,
        "aria-pressed": isChosen,
        tabindex: isChosen || (chosen.actual === null && actual + predicted === 0) ? 0 : -1,
        title: what,
      },
      count === 0 ? "·" : text,
    );
    button.setAttribute("aria-pressed", String(isChosen));
    button.addEventListener("click", () => this.choose(cell));
    const made = element("td", { class: actual === predicted ? "right" : "wrong" }, button);
    // Mistakes are rare: a nonlinear scale of their colours keeps rare ones visible beside frequent ones.
    const strength = Math.sqrt(of > 0 ? count / of : 0) * (actual === predicted ? 1 : 2);
    made.style.setProperty("--share", `${Math.round(Math.min(1, strength) * 100)}%`);
    return made;
  }

  private onKey(event: KeyboardEvent): void {
    const at = document.activeElement?.getAttribute("data-cell")?.split(" ").map(Number);
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (!at || !step) return;
    event.preventDefault();
    this.button(`${at[0] + step[0]} ${at[1] + step[1]}`)?.focus();
  }

  private button(cell: string): HTMLElement | null {
    return this.table.querySelector(`[data-cell="${cell}"]`);
  }

  private rowSum(i: number): number {
    return this.confusion[i].reduce((sum, count) => sum + count, 0);
  }

  private columnSum(i: number): number {
    return this.confusion.reduce((sum, row) => sum + row[i], 0);
  }
}

const percentOf = (count: number, of: number) => (of === 0 ? "–" : shortPercent(count / of));

/** Returns a cell with a share in percent; a small table shows it without decimals. */
function figureCell(count: number, of: number): HTMLElement {
  const [text, brief] = of === 0 ? ["–", "–"] : [shortPercent(count / of), wholePercent(count / of)];
  return element("td", { class: "figure", title: text }, element("span", {}, text), element("span", {}, brief));
}
