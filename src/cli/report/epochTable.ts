/** The table of epochs: the columns that fit the terminal, the heading and the rows. */
import { metrics } from "../../core/metricRegistry";
import type { MetricName } from "../../core/names";
import type { EpochEnded } from "../../protocol/events";
import { cost, duration, metricText, percent, quantity, whole } from "./formatting";

interface Column {
  readonly title: string;
  readonly width: number;
  /** Priority of removal: columns with the highest number are removed first if the terminal is narrow. */
  readonly spare: number;
  cell(row: Row): string;
}

/** An epoch, its number of trained examples, and whether it is the best so far. */
export interface Row {
  readonly epoch: EpochEnded;
  readonly examples: number;
  readonly isBest: boolean;
}

const optional = (share: number | undefined, rmse?: number) =>
  share === undefined ? (rmse === undefined ? "" : quantity(rmse)) : percent(share);

const columns: readonly Column[] = [
  { title: "epoch", width: 7, spare: 0, cell: ({ epoch }) => String(epoch.epoch) },
  { title: "cost", width: 10, spare: 2, cell: ({ epoch }) => cost(epoch.cost) },
  { title: "train", width: 10, spare: 3, cell: ({ epoch }) => optional(epoch.trainAccuracy) },
  {
    title: "validation",
    width: 12,
    spare: 0,
    cell: ({ epoch }) => optional(epoch.validationAccuracy, epoch.validationRmse),
  },
  { title: "test", width: 10, spare: 1, cell: ({ epoch }) => optional(epoch.testAccuracy, epoch.testRmse) },
  {
    title: "examples/s",
    width: 12,
    spare: 4,
    cell: ({ epoch, examples }) => whole(examples / Math.max(epoch.trainSeconds, 1e-6)),
  },
  { title: "time", width: 10, spare: 3, cell: ({ epoch }) => duration(epoch.trainSeconds + epoch.evaluateSeconds) },
];
const markWidth = 3;

/** Returns the column of a watched metric. */
function columnOf(name: MetricName): Column {
  const title = metrics[name].short;
  const cell = ({ epoch }: Row) => metricText(name, epoch[name]);
  return { title, width: Math.max(10, title.length + 2), spare: 2, cell };
}

export class EpochTable {
  private readonly shown: readonly Column[];

  /** @param has sets that have metrics; @param watched metrics with a column of their own */
  constructor(
    width: number,
    has: { train: boolean; validation: boolean; test: boolean },
    watched: readonly MetricName[] = [],
  ) {
    const there = columns
      .filter(({ title }) => has[title as keyof typeof has] ?? true)
      .flatMap((column) => (column.title === "validation" ? [column, ...watched.map(columnOf)] : [column]));
    const total = (kept: readonly Column[]) => kept.reduce((sum, column) => sum + column.width, markWidth);
    const spares = [...there].sort((a, b) => b.spare - a.spare);
    let kept = there;
    while (total(kept) > width && spares[0].spare > 0) {
      const dropped = spares.shift();
      kept = kept.filter((column) => column !== dropped);
    }
    this.shown = kept;
  }

  heading(): string {
    return this.shown.map(({ title, width }) => title.padStart(width)).join("");
  }

  row(row: Row): string {
    return `${this.shown.map(({ cell, width }) => cell(row).padStart(width)).join("")}${row.isBest ? "  *" : ""}`;
  }
}
