/** A row of the table: what we need beside what a peer needs, and the ratio that was aimed at. */
import { median, type Result } from "./contender";

export interface Row {
  readonly work: string;
  /** "≤ 0.6" or "≥ 15×"; what we need stands above the line of the first, below that of the second. */
  readonly target: string;
  readonly stretch: string;
  /** Undefined where there was nothing to compare with. */
  readonly value?: number;
  readonly unit: "ratio" | "times" | "s" | "ms" | "MB" | "%";
  readonly contenders: readonly Result[];
  readonly note?: string;
  /** Who did not reach the accuracy of the others: then the row compares different things, and says so instead of a verdict. */
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

/** Names who is more than half a point from the median accuracy: contenders that learn differently must not be compared. */
export function unlikeOthers(results: readonly Result[], points = 0.5): string | undefined {
  const accuracies = results.map(({ accuracy }) => accuracy * 100);
  const middle = median(accuracies);
  const far = results.filter((_, i) => !(Math.abs(accuracies[i] - middle) <= points));
  if (far.length === 0) return undefined;
  return `${far.map(({ name }) => name).join(", ")} more than ${points} points from the median accuracy, ${middle.toFixed(2)}%`;
}
