/** The table of epochs: every figure of every epoch, and which settings were changed in it. */
import type { EpochEnded } from "../src/protocol/events";
import { element } from "./dom";
import { duration, figure, percent } from "./format";
import { changesIn } from "./plots/changes";
import { bestEpoch, emptyState, type State } from "./store";
import { type TableColumn, VirtualTable } from "./virtualTable";

interface Column {
  readonly title: string;
  readonly of: (epoch: EpochEnded) => number | undefined;
  readonly text: (value: number | undefined) => string;
  /** Left out where no epoch has it. */
  readonly figure?: keyof EpochEnded;
}

const optional = (title: string, name: keyof EpochEnded, text: Column["text"]): Column => ({
  title,
  of: (epoch) => epoch[name] as number | undefined,
  text,
  figure: name,
});

const columns: readonly Column[] = [
  { title: "Epoch", of: ({ epoch }) => epoch, text: String },
  { title: "Cost", of: ({ cost }) => cost, text: figure },
  optional("Validation cost", "validationCost", figure),
  optional("Validation", "validationAccuracy", percent),
  optional("Test", "testAccuracy", percent),
  optional("Training", "trainAccuracy", percent),
  optional("Validation RMSE", "validationRmse", figure),
  optional("Validation R²", "validationR2", figure),
  {
    title: "Time",
    of: ({ trainSeconds, evaluateSeconds }) => trainSeconds + evaluateSeconds,
    text: (seconds = 0) => duration(seconds),
  },
  { title: "Learning rate", of: ({ learningRate }) => learningRate, text: figure },
];

export class EpochTable {
  private readonly table = new VirtualTable("epochs");
  private readonly empty = element("p", { class: "empty" }, "No epoch has ended yet.");
  readonly element = element(
    "section",
    { class: "epochs" },
    element("h2", {}, "Epochs"),
    this.empty,
    this.table.element,
  );
  private state: State = emptyState;

  render(state: State): void {
    const { epochs, figures, changes } = state;
    if (epochs === this.state.epochs && changes === this.state.changes) return;
    this.state = state;
    this.empty.hidden = epochs.length > 0;
    this.table.element.hidden = epochs.length === 0;
    const best = bestEpoch(epochs);
    const shown = columns
      .filter(({ figure: name }) => !name || figures.has(name))
      .map(
        ({ title, of, text }): TableColumn => ({
          title,
          text: (row) => text(of(epochs[row])),
          value: (row) => of(epochs[row]),
        }),
      );
    if (changes.length > 0) {
      shown.push({ title: "Changed", text: (row) => changesIn(changes, epochs[row].epoch) });
    }
    this.table.show({
      rows: epochs.length,
      columns: shown,
      mark: (row) => (epochs[row] === best ? "Best epoch" : undefined),
    });
  }
}
