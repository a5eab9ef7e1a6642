/** Lint messages about the columns of a table. */
import { lintOf } from "./message";

const warning = lintOf("warning");

/** Returns " and 3 more", or "" if all names are shown. */
const others = (names: readonly string[], count: number) =>
  count > names.length ? ` and ${count - names.length} more` : "";

export const columnRuleMessages = {
  "column-row-numbers": warning<{ column: string; examples: readonly string[] }>(
    ({ column, examples }) =>
      `column "${column}" seems to number the rows (${examples.join(", ")}, …), and is an input; leave it out`,
  ),
  "column-row-numbers/alone": warning<{ column: string; examples: readonly string[] }>(
    ({ column, examples }) =>
      `column "${column}" seems to number the rows (${examples.join(", ")}, …), and is the only input; name other columns`,
  ),
  "column-keys": warning<{ column: string; examples: readonly string[] }>(
    ({ column, examples }) =>
      `nearly every value of column "${column}" is unique (${examples.join(", ")}, …) and becomes its own input; leave it out`,
  ),
  "column-dates": warning<{ column: string; examples: readonly string[] }>(
    ({ column, examples }) =>
      `every date of column "${column}" (${examples.join(", ")}) is a separate class; choose another column`,
  ),
  "column-dates/inputs": warning<{ column: string; examples: readonly string[]; parts: readonly string[] }>(
    ({ column, examples, parts }) =>
      `every date or time of column "${column}" (${examples.join(", ")}, …) is a separate input; ` +
      `set data.dates to ${JSON.stringify({ [column]: parts })}, or leave it out`,
  ),
  "column-dates/times": warning<{ column: string; parts: readonly string[] }>(
    ({ column, parts }) =>
      `column "${column}" holds times of day, each read as one number (the time since midnight); ` +
      `set data.dates to ${JSON.stringify({ [column]: parts })} to read hours and minutes`,
  ),
  "column-numbers": warning<{ column: string; examples: readonly string[]; where: string }>(
    ({ column, examples, where }) =>
      `${where}: column "${column}" has numbers in an unsupported notation (${examples.join(", ")}, …), ` +
      "each a separate input; write them as plain numbers such as 1234.5, or leave it out",
  ),
  "column-numbers/label": warning<{ column: string; examples: readonly string[]; where: string }>(
    ({ column, examples, where }) =>
      `${where}: the labels in column "${column}" are numbers in an unsupported notation ` +
      `(${examples.join(", ")}, …), each a separate class; write them as plain numbers such as 1234.5`,
  ),
  "column-spellings": warning<{ column: string; examples: readonly string[] }>(
    ({ column, examples }) =>
      `column "${column}" has several spellings of one text (${examples.join(", ")}); use one spelling`,
  ),
  "column-constant": warning<{ names: readonly string[]; count: number }>(({ names, count }) =>
    count === 1
      ? `column "${names[0]}" has the same value in all training examples and carries no information; leave it out`
      : `columns ${names.map((name) => `"${name}"`).join(", ")}${others(names, count)} have the same value in all ` +
        "training examples and carry no information; leave them out",
  ),
  "column-constant/inputs": warning<{ numbers: readonly string[]; count: number }>(({ numbers, count }) =>
    count === 1
      ? `input ${numbers[0]} (counted from 0) has the same value in all training examples and carries no information; leave it out`
      : `${count} inputs (${numbers.join(", ")}${others(numbers, count)}, counted from 0) have the same value in all ` +
        "training examples and carry no information; leave them out",
  ),
  "inputs-constant": warning<{ value?: string }>(
    ({ value }) =>
      `every input has one value${value === undefined ? "" : `, ${value},`} in all training examples, so nothing can be ` +
      "learned from them; check the file and which columns are inputs",
  ),
  "target-constant": warning<{ column: string; value: string }>(
    ({ column, value }) =>
      `the target "${column}" is ${value} in all training examples, so there is nothing to learn; choose another one`,
  ),
  "column-rounded/targets": warning<{ column: string; examples: readonly string[] }>(
    ({ column, examples }) =>
      `different values of the target ${JSON.stringify(column)} (${examples.join(", ")}) are the same in float32; ` +
      "correct outliers, or subtract a constant",
  ),
  "column-rounded": warning<{ column: string; examples: readonly string[] }>(
    ({ column, examples }) =>
      `different values of column "${column}" (${examples.join(", ")}, …) are the same input in float32; ` +
      "split it into columns of fewer digits",
  ),
};
