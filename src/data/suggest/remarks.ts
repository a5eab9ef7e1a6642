/** Returns remarks on the columns of a table that the user should check. */
import type { ColumnFinding } from "../../config/check/columnFinding";
import { listed, quoted } from "./suggestion";

export const describeFindings = (findings: readonly ColumnFinding[]): string[] => findings.flatMap(describe);

function describe({ kind, column, examples, parts, count = 1 }: ColumnFinding): string[] {
  switch (kind) {
    case "spellings":
      return [`In ${quoted(column)} ${listed(examples)} are read as different texts.`];
    case "dates":
      return [
        `Each date or time of ${quoted(column)}, such as ${quoted(examples[0])}, is an input; instead, ` +
          `"dates": ${JSON.stringify({ [column]: parts })} makes inputs of their parts.`,
      ];
    case "times":
      return [`Each time of ${quoted(column)} is read as one number, the time since midnight.`];
    case "numbers":
    case "label-numbers":
      return [
        `${quoted(column)} has numbers in an unsupported notation, such as ${quoted(examples[0])}: ` +
          "each is a text of its own. Write them as plain numbers.",
      ];
    case "label-dates":
      return [`${quoted(column)} holds dates, such as ${quoted(examples[0])}: each is a class of its own.`];
    case "fall-together":
    case "targets-together":
      return [
        `Some numbers of ${quoted(column)}, such as ${quoted(examples[0])}, are the same after rounding to float32.`,
      ];
    case "row-numbers":
      return [`Exclude ${quoted(column)} if it only counts the rows.`];
    case "constant":
      return [
        count === 1
          ? `${quoted(column)} has the same value in all examples and carries no information.`
          : `${count} columns, such as ${quoted(column)}, have one value in all examples and carry no information.`,
      ];
    case "constant-inputs":
      return [
        `${count} of the inputs, such as ${column}, have the same value in all examples and carry no information.`,
      ];
    case "all-constant":
      return ["Every input has one value in all examples, so nothing can be learned from them."];
    case "constant-target":
      return [`${quoted(column)} is ${examples[0]} in all examples, so there is nothing to learn.`];
    case "keys":
      return [`${quoted(column)} has a different text in almost every row.`];
  }
}
