/** Tables of `explain`: importance of columns with bars, dependence on a column, changes that turn an answer. */
import { roundedTurn } from "../../core/explain/turning";
import { visibleText } from "../../messages/visibleText";
import type { changesOfRun, dependenceOfRun, importanceOfRun } from "../../trainer/results/explainRun";
import { colors } from "./colors";
import { counted, quantity, whole } from "./formatting";

type Importance = Awaited<ReturnType<typeof importanceOfRun>>;
type Dependence = Awaited<ReturnType<typeof dependenceOfRun>>;
type Changes = Awaited<ReturnType<typeof changesOfRun>>;

const [shortestBar, longestBar] = [8, 40];

/** Returns a row for each column, the most important first. */
export function importanceTable(
  { columns, metric, perLabel, score, repeats, set, examples, epoch }: Importance,
  width: number,
) {
  const title = metric === "r2" ? "R²" : perLabel ? "share of correct labels" : "accuracy";
  const sorted = [...columns].sort((a, b) => b.mean - a.mean);
  const names = sorted.map(({ name }) => visibleText(name));
  const longest = Math.max(6, ...names.map((name) => name.length));
  const room = Math.min(longestBar, Math.max(shortestBar, width - longest - 24));
  const largest = Math.max(...columns.map(({ mean }) => mean), Number.MIN_VALUE);
  return [
    `Permutation importance: fall of the ${title} of ${score.toFixed(4)} on ${counted(examples, `${set} example`)}`,
    `weights of epoch ${epoch}; mean and standard deviation of ${counted(repeats, "permutation")} of each column`,
    "",
    colors.dim(`${"column".padEnd(longest)}  ${"fall".padStart(8)}     spread`),
    ...sorted.map(({ mean, deviation }, i) => {
      const bar = "█".repeat(Math.max(0, Math.round((mean / largest) * room)));
      return `${names[i].padEnd(longest)}  ${mean.toFixed(4).padStart(8)}  ± ${deviation.toFixed(4)}  ${bar}`.trimEnd();
    }),
  ];
}

/** Returns a row for each value of the column; of many values every fifth. */
export function dependenceTable(found: Dependence, width: number): string[] {
  const { name, labels, values = [], average, examples, set, answer, epoch } = found;
  const texts = labels?.map(visibleText) ?? values.map(quantity);
  const every = texts.length > 25 ? 5 : 1;
  const shown = texts.map((_, i) => i).filter((i) => i % every === 0 || i === texts.length - 1);
  const [least, most] = [Math.min(...average), Math.max(...average)];
  const longest = Math.max(visibleText(name).length, ...texts.map((text) => text.length));
  const room = Math.min(longestBar, Math.max(shortestBar, width - longest - 14));
  return [
    `Partial dependence of ${visibleText(answer)} on ${visibleText(name)}: the mean prediction if it were the same for`,
    `all of ${counted(examples, `${set} example`)}, weights of epoch ${epoch}; its range is ${quantity(most - least)},`,
    "over which the bars extend",
    "",
    colors.dim(`${visibleText(name).padStart(longest)}  prediction`),
    ...shown.map((i) => {
      const share = most > least ? (average[i] - least) / (most - least) : 0;
      return `${texts[i].padStart(longest)}  ${quantity(average[i]).padStart(10)}  ${"█".repeat(Math.round(share * room))}`.trimEnd();
    }),
  ];
}

/** Returns a row for each column, the smallest change first. */
export function changesTable({ index, answer, actual, changes, answers, set, examples, task, label }: Changes) {
  const named = (decision: number) =>
    visibleText(task === "classification" ? answers[decision] : `${answers[label]} = ${decision}`);
  const text = (value: number | string | undefined) =>
    value === undefined ? "missing" : typeof value === "number" ? quantity(value) : visibleText(value);
  const rows = changes.map(({ name, from, to, answer: other, size }) =>
    to === undefined
      ? [visibleText(name), text(from), "", "none in the observed range"]
      : [
          visibleText(name),
          text(from),
          `→ ${text(typeof from === "number" && typeof to === "number" ? roundedTurn(from, to) : to)}`,
          `${named(other ?? 0)}${size === undefined ? "" : `, ${quantity(size)} standard deviations`}`,
        ],
  );
  const widths = [0, 1, 2].map((c) => Math.max(...rows.map((row) => row[c].length)));
  return [
    `${set} example ${whole(index)}: the answer is ${named(answer)}, actual ${named(actual)}`,
    `The smallest change of each column alone that turns the answer, among values of ${counted(examples, "example")}`,
    "",
    ...rows.map((row) =>
      row
        .map((cell, c) => (c < 3 ? cell.padEnd(widths[c]) : cell))
        .join("  ")
        .trimEnd(),
    ),
  ];
}
