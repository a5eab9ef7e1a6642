/** The confusion matrix as a table: a row for each actual class, a column for each predicted class. */

import { visibleText } from "../../messages/visibleText";
import type { EvaluatedSet } from "../../trainer/results/evaluateRun";
import { colors } from "./colors";

/** Lists only the most frequent mistakes if the table is wider than the terminal. */
export function confusionTable({ name, confusion }: EvaluatedSet, names: string[], width: number): string[] {
  const classNames = names.map(visibleText);
  const longest = (texts: string[]) => Math.max(...texts.map((text) => text.length));
  const label = longest(classNames);
  const cell = Math.max(longest(confusion.flat().map(String)), Math.min(label, 6)) + 2;
  if (label + cell * classNames.length > width) return mistakes({ name, confusion }, classNames);
  const title = `${name} examples: rows are actual classes, columns are predicted classes`;
  const heading = " ".repeat(label) + classNames.map((text) => text.slice(0, cell - 2).padStart(cell)).join("");
  const rows = confusion.map((row, i) => {
    const counts = row.map((count, j) => shade(count, i === j)(String(count || "·").padStart(cell)));
    return classNames[i].padEnd(label) + counts.join("");
  });
  return [title, colors.dim(heading), ...rows];
}

const plain = (text: string) => text;
const shade = (count: number, right: boolean) => (right ? colors.green : count > 0 ? plain : colors.dim);

function mistakes({ name, confusion }: Pick<EvaluatedSet, "name" | "confusion">, classNames: string[]): string[] {
  const all = confusion.flatMap((row, i) => row.map((count, j) => ({ count, i, j }))).filter(({ i, j }) => i !== j);
  const frequent = all.sort((a, b) => b.count - a.count).slice(0, 10);
  const lines = frequent.map(({ count, i, j }) => `${count} × ${classNames[i]} predicted as ${classNames[j]}`);
  return [`${name} examples, most frequent mistakes (all of them with --json)`, ...lines];
}
