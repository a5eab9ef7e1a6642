/** A row of the table: our result, that of a peer, and the target ratio. */
import { median, type Result } from "./contender";

export interface Row {
  readonly work: string;
  /** Target of the value: "≤ 0.6" for ours / theirs, or "≥ 15×" for theirs / ours. */
  readonly target: string;
  readonly stretch: string;
  /** Undefined if there was nothing to compare with. */
  readonly value?: number;
  readonly unit: "ratio" | "times" | "s" | "ms" | "MB" | "%";
  readonly contenders: readonly Result[];
  readonly note?: string;
  /** The contender that did not reach the accuracy of the others: the row then reports that instead of a verdict. */
  readonly unlike?: string;
}

function met({ value, unit }: Row, bound: string): boolean | undefined {
  if (value === undefined) return undefined;
  const number = Number(/[\d.]+/.exec(bound)?.[0]);
  return unit === "times" ? value >= number : value <= number;
}

const written = ({ value, unit }: Row): string => {
  if (value === undefined) return "–";
  if (unit === "times") return `${value.toFixed(1)}×`;
  if (unit === "ratio") return value.toFixed(2);
  return `${value.toFixed(unit === "s" ? 2 : unit === "%" || unit === "ms" ? 1 : 0)} ${unit}`;
};

function verdict(row: Row): string {
  if (row.unlike) return `not comparable: ${row.unlike}`;
  if (row.value === undefined) return "not measured";
  return met(row, row.stretch) ? "stretch met" : met(row, row.target) ? "met" : "missed";
}

export function line(row: Row): string {
  const head = `${row.work}: ${written(row)} (target ${row.target}, stretch ${row.stretch}: ${verdict(row)})`;
  const who = row.contenders.map(
    ({ name, seconds, evaluateSeconds, accuracy, rounds, description }) =>
      `    ${name.padEnd(14)} ${(seconds * 1000).toFixed(1).padStart(8)} ms an epoch, ${(evaluateSeconds * 1000).toFixed(1).padStart(6)} ms to evaluate, ` +
      `${(accuracy * 100).toFixed(2)}% (${rounds} rounds; ${description})`,
  );
  return [head, ...who, ...(row.note ? [`    ${row.note}`] : [])].join("\n");
}

/** Names contenders more than half a point from the median accuracy, which must not be compared. */
export function unlikeOthers(results: readonly Result[], points = 0.5): string | undefined {
  const accuracies = results.map(({ accuracy }) => accuracy * 100);
  const middle = median(accuracies);
  const far = results.filter((_, i) => !(Math.abs(accuracies[i] - middle) <= points));
  if (far.length === 0) return undefined;
  return `${far.map(({ name }) => name).join(", ")} more than ${points} points from the median accuracy, ${middle.toFixed(2)}%`;
}
