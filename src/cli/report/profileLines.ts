/** A profile of data as lines: its size, what to look at, a row for each column, and one for each class. */
import type { ColumnProfile, DataProfile } from "../../config/dataProfile";
import { visibleText } from "../../messages/visibleText";
import { becomesText, distinctText, findingText, relationText, setsText } from "../../protocol/dataProfile";
import { colors } from "./colors";
import { counted, quantity, whole } from "./formatting";

/** Longest text of a cell, in characters. */
const longest = 28;

export function profileLines(profile: DataProfile): string[] {
  const { source, rows, columns, otherColumns, classes, findings, task, passes, pictures } = profile;
  const size = pictures
    ? `pictures of ${pictures.shape.join(" × ")}`
    : counted(columns.length + otherColumns, "column");
  const read = passes > 1 ? `, read ${passes} times` : "";
  const sets = setsText(profile);
  const sizes = classes?.map(({ name, train, validation, test }) => [name, ...[train, validation, test].map(whole)]);
  return [
    `${visibleText(source)}: ${counted(rows, pictures ? "example" : "row")}, ${size}${task ? `, ${task}` : ""}${read}`,
    ...(sets === "" ? [] : [`sets: ${sets}`]),
    ...findings.map((finding) => colors.yellow(`- ${visibleText(findingText(finding))}`)),
    "",
    ...table(heads, columns.map(cellsOf)),
    ...(otherColumns > 0 ? [`and ${counted(otherColumns, "further column")}, which are not profiled`] : []),
    ...(sizes ? ["", ...table(["class", "training", "validation", "test"], sizes)] : []),
  ];
}

const heads = ["column", "role", "kind", "missing", "distinct", "values", "mean", "outliers", "relation", "becomes"];

function cellsOf(column: ColumnProfile): string[] {
  const { name, role, kind, missing, numbers, top = [], relation, becomes, problem } = column;
  const outliers = numbers ? `${numbers.isEstimated ? "about " : ""}${whole(numbers.outliers)}` : "";
  return [
    name,
    role.replace("-", " "),
    kind,
    whole(missing),
    distinctText(column),
    numbers ? `${quantity(numbers.minimum)} to ${quantity(numbers.maximum)}` : top.map(({ text }) => text).join(", "),
    numbers ? quantity(numbers.mean) : "",
    outliers,
    relation ? relationText(relation) : "",
    becomes ? becomesText(becomes) : problem === undefined ? "" : "cannot be used",
  ];
}

/** Returns columns as wide as their longest cell. */
function table(titles: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const texts = rows.map((row) => row.map((cell) => short(visibleText(cell))));
  const widths = titles.map((title, i) => Math.max(title.length, ...texts.map((row) => row[i].length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => cell.padEnd(widths[i]))
      .join("  ")
      .trimEnd();
  return [colors.dim(line(titles)), ...texts.map(line)];
}

const short = (text: string): string => (text.length <= longest ? text : `${text.slice(0, longest - 1)}…`);
