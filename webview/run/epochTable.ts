/** The table of epochs: all figures of each epoch, and the settings changed in it. */

import { metrics, watchedOnly } from "../../src/core/metricRegistry";
import type { MetricName } from "../../src/core/names";
import { changesIn } from "../plots/changes";
import type { EpochHistory, Figure } from "../state/history/epochHistory";
import { emptyState, type State } from "../state/store";
import { element } from "../ui/dom";
import { duration, figure, percent } from "../ui/format";
import { t } from "../ui/l10n";
import { Menu, type MenuItem } from "../ui/menu";
import { metricTitle } from "../ui/metricWords";
import { type TableColumn, VirtualTable } from "../ui/virtualTable";

interface Column {
  readonly title: string;
  readonly of: (epochs: EpochHistory, row: number) => number | undefined;
  readonly text: (value: number | undefined) => string;
  /** The figure of the column; the column is left out if no epoch has it. */
  readonly figure?: Figure;
}

const always = (title: string, name: Figure, text: Column["text"]): Column => ({
  title,
  of: (epochs, row) => epochs.get(row, name),
  text,
});
const optional = (title: string, name: Figure, text: Column["text"]): Column => ({
  ...always(title, name, text),
  figure: name,
});
/** Returns the column of a metric, with title and format from the registry. */
const measured = (name: MetricName, title = metricTitle(name)): Column =>
  optional(title, name, metrics[name].format === "percent" ? percent : figure);

const columns: readonly Column[] = [
  always(t("Epoch"), "epoch", String),
  always(t("Cost"), "cost", figure),
  measured("validationCost"),
  measured("validationAccuracy", t("Validation")),
  optional(t("Test"), "testAccuracy", percent),
  optional(t("Training"), "trainAccuracy", percent),
  measured("validationRmse"),
  measured("validationR2"),
  ...watchedOnly.map((name) => measured(name)),
  {
    title: t("Time"),
    of: (epochs, row) => (epochs.get(row, "trainSeconds") ?? 0) + (epochs.get(row, "evaluateSeconds") ?? 0),
    text: (seconds = 0) => duration(seconds),
  },
  always(t("Learning rate"), "learningRate", figure),
];

export class EpochTable {
  private readonly table = new VirtualTable(t("epochs"));
  private readonly empty = element("p", { class: "empty" }, t("No epoch has ended yet."));
  readonly element: HTMLElement;
  private state: State = emptyState;

  /** @param items items of the table's menu */
  constructor(items: readonly MenuItem[]) {
    const menu = new Menu(t("Epochs: More Actions"), items);
    const head = element("div", { class: "plot-head" }, element("h2", {}, t("Epochs")), menu.element);
    this.element = element("section", { class: "epochs" }, head, this.empty, this.table.element);
  }

  render(state: State): void {
    const { epochs, changes } = state;
    if (epochs === this.state.epochs && changes === this.state.changes) return;
    this.state = state;
    this.empty.hidden = epochs.length > 0;
    this.table.element.hidden = epochs.length === 0;
    const best = epochs.best?.epoch;
    const shown = columns
      .filter(({ figure: name }) => !name || epochs.has(name))
      .map(
        ({ title, of, text }): TableColumn => ({
          title,
          text: (row) => text(of(epochs, row)),
          value: (row) => of(epochs, row),
        }),
      );
    if (changes.length > 0) {
      shown.push({ title: t("Changed"), text: (row) => changesIn(changes, epochs.numbers[row]) });
    }
    this.table.show({
      rows: epochs.length,
      columns: shown,
      mark: (row) => (epochs.numbers[row] === best ? t("Best epoch") : undefined),
    });
  }
}
