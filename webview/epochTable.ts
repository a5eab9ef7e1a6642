/** The table of epochs. Only the rows that can be seen are there, so that ten thousand epochs stay quick. */
import type { EpochEnded } from "../src/protocol/events";
import { element } from "./dom";
import { duration, figure, percent } from "./format";
import { bestEpoch, emptyState, type State } from "./store";

const rowHeight = 24;
/** Of the scroller, before it has its rows: its largest height in main.css. */
const leastHeight = 340;

interface Column {
  readonly title: string;
  readonly text: (epoch: EpochEnded) => string;
  /** Left out where no epoch has it. */
  readonly of?: keyof EpochEnded;
}

const columns: readonly Column[] = [
  { title: "Epoch", text: ({ epoch }) => String(epoch) },
  { title: "Cost", text: ({ cost }) => figure(cost) },
  { title: "Validation cost", of: "validationCost", text: ({ validationCost }) => figure(validationCost) },
  { title: "Validation", of: "validationAccuracy", text: ({ validationAccuracy }) => percent(validationAccuracy) },
  { title: "Test", of: "testAccuracy", text: ({ testAccuracy }) => percent(testAccuracy) },
  { title: "Training", of: "trainAccuracy", text: ({ trainAccuracy }) => percent(trainAccuracy) },
  { title: "Validation RMSE", of: "validationRmse", text: ({ validationRmse }) => figure(validationRmse) },
  { title: "Validation R²", of: "validationR2", text: ({ validationR2 }) => figure(validationR2) },
  { title: "Time", text: ({ trainSeconds, evaluateSeconds }) => duration(trainSeconds + evaluateSeconds) },
  { title: "Learning rate", text: ({ learningRate }) => figure(learningRate) },
];

export class EpochTable {
  private readonly head = element("tr");
  private readonly body = element("tbody");
  private readonly table = element("table", { "aria-label": "Epochs" }, element("thead", {}, this.head), this.body);
  private readonly scroller = element(
    "div",
    { class: "table-scroller", tabindex: 0, role: "region", "aria-label": "Table of epochs" },
    this.table,
  );
  private readonly empty = element("p", { class: "empty" }, "No epoch has ended yet.");
  readonly element = element("section", { class: "epochs" }, element("h2", {}, "Epochs"), this.empty, this.scroller);
  private state: State = emptyState;
  private shown: readonly Column[] = [];
  private best: EpochEnded | undefined;
  /** The newest row stays in view until somebody scrolls away from it. */
  private following = true;

  constructor() {
    this.scroller.addEventListener("scroll", () => {
      const { scrollTop, clientHeight, scrollHeight } = this.scroller;
      this.following = scrollTop + clientHeight >= scrollHeight - rowHeight;
      this.renderRows();
    });
  }

  render(state: State): void {
    if (state.epochs === this.state.epochs) return;
    this.state = state;
    const { epochs } = state;
    const shown = columns.filter(({ of }) => !of || epochs.some((epoch) => epoch[of] !== undefined));
    if (shown.length !== this.shown.length || shown.some((column, i) => column !== this.shown[i])) {
      this.head.replaceChildren(...shown.map(({ title }) => element("th", { scope: "col" }, title)));
    }
    this.shown = shown;
    this.best = bestEpoch(epochs);
    this.empty.hidden = epochs.length > 0;
    this.scroller.hidden = epochs.length === 0;
    this.table.setAttribute("aria-rowcount", String(epochs.length + 1));
    this.renderRows();
    if (this.following) this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  private renderRows(): void {
    const { epochs } = this.state;
    const { shown, best } = this;
    const height = Math.max(this.scroller.clientHeight, leastHeight);
    const first = this.following
      ? Math.max(0, epochs.length - Math.ceil(height / rowHeight) - 2)
      : Math.max(0, Math.floor(this.scroller.scrollTop / rowHeight) - 2);
    const last = Math.min(epochs.length, first + Math.ceil(height / rowHeight) + 4);
    const rows = epochs.slice(first, last).map((epoch, i) => {
      const cells = shown.map(({ text }, c) => {
        const mark = c === 0 && epoch === best ? " ★" : "";
        return element(c === 0 ? "th" : "td", c === 0 ? { scope: "row" } : {}, text(epoch) + mark);
      });
      const attributes = {
        "aria-rowindex": first + i + 2,
        ...(epoch === best && { class: "best", title: "Best epoch" }),
      };
      return element("tr", attributes, ...cells);
    });
    this.body.replaceChildren(gap(first), ...rows, gap(epochs.length - last));
  }
}

/** Stands for rows that cannot be seen. */
function gap(rows: number): HTMLElement {
  const row = element("tr", { "aria-hidden": "true", class: "gap" });
  row.style.height = `${rows * rowHeight}px`;
  return row;
}
