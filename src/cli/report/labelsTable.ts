/** The metrics of multi-label data as a table: a row for each label. */

import { visibleText } from "../../messages/visibleText";
import type { LabelMetrics } from "../../trainer/results/labelMetrics";
import { colors } from "./colors";
import { percent, whole } from "./formatting";

const titles = ["positive", "accuracy", "precision", "recall", "F1", "AUC"];

export function labelsTable(set: string, written: readonly LabelMetrics[]): string[] {
  const labels = written.map((label) => ({ ...label, name: visibleText(label.name) }));
  const rows = labels.map(({ confusion, accuracy, precision, recall, f1, auc }) => [
    whole(confusion[1][0] + confusion[1][1]),
    percent(accuracy),
    percent(precision),
    percent(recall),
    f1.toFixed(3),
    // AUC is undefined without examples of both kinds.
    Number.isNaN(auc) ? "–" : auc.toFixed(3),
  ]);
  const longest = (texts: string[]) => Math.max(...texts.map((text) => text.length));
  const name = longest(labels.map((label) => label.name));
  const widths = titles.map((title, i) => longest([title, ...rows.map((row) => row[i])]) + 2);
  const line = (cells: readonly string[]) => cells.map((cell, i) => cell.padStart(widths[i])).join("");
  return [
    `${set} examples: one row per label; a label is predicted if its probability is above 50%`,
    colors.dim(" ".repeat(name) + line(titles)),
    ...rows.map((row, i) => labels[i].name.padEnd(name) + line(row)),
  ];
}
