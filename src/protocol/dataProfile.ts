/** Describes a profile of data in sentences: for terminals and pages. */
import type { Becomes, ColumnProfile, DataProfile, ProfileFinding, Relation } from "../config/dataProfile";
import { inEnglish, type Say } from "../messages/say";

export type {
  Becomes,
  ColumnProfile,
  DataProfile,
  ProfileFinding,
  Relation,
  SetCounts,
} from "../config/dataProfile";

/** Most names in a sentence. */
const maxNames = 5;

/** Returns a finding as a sentence that says what to do. */
export function findingText(finding: ProfileFinding, say: Say = inEnglish, locale = "en"): string {
  const { kind, columns = [], count = 0, of = 0, examples = [], message = "" } = finding;
  const names = listed(columns, say);
  const number = whole(count, locale);
  const rows = examples.length > 0 ? say(" Such rows are {0}.", examples.join("; ")) : "";
  switch (kind) {
    case "problem":
      return message;
    case "decides-label":
      return say(
        "{0} alone decides the label. If it is not known when the network predicts, add it to data.exclude.",
        names,
      );
    case "row-numbers":
      return say("{0} counts the rows. Add it to data.exclude: new examples have other numbers.", names);
    case "keys":
      return say("{0} has another text in almost every row. Add it to data.exclude.", names);
    case "constant":
      return say("{0} has the same value in all rows. The network can learn nothing from it.", names);
    case "mostly-missing":
      return say("{0} has no value in most rows. Exclude it, or keep what is missing with data.missing.", names);
    case "spellings":
      return say("{0} has texts that differ only in case or blanks: {1}. Make them equal.", names, examples.join(", "));
    case "duplicates":
      return (
        say("Examples that equal an earlier one: {0}. Remove them, unless they were observed twice.", number) + rows
      );
    case "conflicts":
      return (
        say("Examples with the inputs of another one but another label: {0}. Correct or remove them.", number) + rows
      );
    case "shared-validation":
      return say(
        "Validation examples that are training examples too: {0} of {1}. They make the validation too good: remove them.",
        number,
        whole(of, locale),
      );
    case "shared-test":
      return say(
        "Test examples that are training examples too: {0} of {1}. They make the test results too good: remove them.",
        number,
        whole(of, locale),
      );
    case "rare-class":
      return say("{0} has fewer than 5 training examples. Collect more, or join classes.", listed(examples, say));
  }
}

function listed(names: readonly string[], say: Say): string {
  const shown = names.slice(0, maxNames).map((name) => `“${name}”`);
  const more = names.length - shown.length;
  return more > 0 ? say("{0} and {1} more", shown.join(", "), more) : shown.join(", ");
}

const twoDecimals = { minimumFractionDigits: 2, maximumFractionDigits: 2 };

/** Returns a relation such as "η² 0.94". */
export function relationText({ kind, value, target }: Relation, say: Say = inEnglish, locale = "en"): string {
  const symbol = { "eta-squared": "η²", "cramers-v": "V", pearson: "r" }[kind];
  const text = `${symbol} ${value.toLocaleString(locale, twoDecimals).replace("-", "−")}`;
  return target === undefined ? text : say("{0} with {1}", text, target);
}

/** Returns what a column becomes, such as "3 inputs, one-hot". */
export function becomesText({ kind, inputs, scaling, missing }: Becomes, say: Say = inEnglish, locale = "en"): string {
  const kinds = { number: "", "one-hot": say("one-hot"), ordinal: say("ordinal"), date: say("parts of a date") };
  const scalings = {
    none: kind === "one-hot" ? "" : say("not scaled"),
    unit: say("divided by 255"),
    minmax: say("scaled to 0…1"),
    standardize: say("standardized"),
  };
  const filled = {
    mean: say("missing: the mean"),
    "most-frequent": say("missing: the most frequent"),
    category: say("missing: a category"),
    flag: say("missing: the mean and a flag"),
    drop: say("missing: rows left out"),
  };
  const count = inputs === 1 ? say("1 input") : say("{0} inputs", whole(inputs, locale));
  return [count, kinds[kind], scalings[scaling], missing ? filled[missing] : ""]
    .filter((part) => part !== "")
    .join(", ");
}

/** Returns a count of different values: "about 1,000,000" if it is estimated. */
export function distinctText(
  { distinct, isDistinctEstimated }: ColumnProfile,
  say: Say = inEnglish,
  locale = "en",
): string {
  if (!isDistinctEstimated) return whole(distinct, locale);
  return say("about {0}", whole(Number(distinct.toPrecision(3)), locale));
}

/** Returns the numbers of examples of the sets. */
export function setsText({ sets }: DataProfile, say: Say = inEnglish, locale = "en"): string {
  if (!sets) return "";
  const { train, validation, test, rest, folds } = sets;
  return [
    say("{0} training", whole(train, locale)),
    ...(folds ? [say("divided into {0} folds", folds)] : []),
    ...(validation > 0 ? [say("{0} validation", whole(validation, locale))] : []),
    ...(test > 0 ? [say("{0} test", whole(test, locale))] : []),
    ...(rest > 0 ? [say("{0} left out by data.limit", whole(rest, locale))] : []),
  ].join(", ");
}

const whole = (count: number, locale: string): string => count.toLocaleString(locale);
