/**
 * The test for missing fields: the config's words; for text, the usual words unless they are values of the column; for
 * typed formats, which have a null of their own, none of the words.
 */
import { isMissing, isMissingByRules1, missingMarks } from "../fields";
import type { TableConfig, TableReader } from "../tableReader";

type IsMissing = (field: string) => boolean;

/** @param config whose values of a column are never missing */
export function missingOf(
  { given, form, rules, isText }: Pick<TableReader, "given" | "form" | "rules" | "isText">,
  config?: Pick<TableConfig, "ordinal" | "classNames" | "label">,
): (column: string) => IsMissing {
  if (rules === 1) return () => isMissingByRules1;
  const configured = (given?.missingValues || !isText) && new Set(["", ...(given?.missingValues ?? [])]);
  const usual: IsMissing = configured ? (field) => configured.has(field) : isMissing;
  const { values = {} } = form;
  // A set, because it is queried for each of up to 100,000 columns.
  const own = new Set([...Object.keys(values), ...Object.keys(config?.ordinal ?? {}), config?.label]);
  const named = (column: string) => [
    ...(Object.hasOwn(values, column) ? values[column] : []),
    ...(config?.ordinal && Object.hasOwn(config.ordinal, column) ? config.ordinal[column] : []),
    ...(config?.label === column ? (config.classNames ?? []) : []),
  ];
  return (column) => {
    if (!own.has(column)) return usual;
    const words = new Set(named(column).filter((word) => word !== "" && usual(word)));
    return words.size === 0 ? usual : (field) => usual(field) && !words.has(field);
  };
}

/** Share and number of a column's fields from which a word is a value and not an accident. */
const [commonShare, commonCount] = [0.04, 3];

/** Counts of a column, or of its beginning. */
export interface MarkCount {
  name: string;
  /** Number of fields, including missing ones. */
  fields: number;
  /** Number of numbers and dates. */
  numbers: number;
  /** Number of texts, without words for missing values. */
  texts: number;
  /** Number of occurrences of each word for missing values. */
  words: ReadonlyMap<string, number>;
}

/** Returns the words for missing values in numeric columns: there they cannot be values. */
export function marksAmongNumbers(columns: readonly MarkCount[]): Set<string> {
  const found = new Set<string>();
  for (const { numbers, texts, words } of columns) {
    if (numbers >= texts) for (const word of words.keys()) found.add(word);
  }
  return found;
}

/** Returns "None" and "NA" as values of text columns in which they are common, unless numeric columns have them. */
export function marksThatAreValues(
  columns: readonly MarkCount[],
  amongNumbers: ReadonlySet<string>,
): Record<string, string[]> | undefined {
  const found = columns
    .filter(({ numbers, texts }) => numbers < texts)
    .map(({ name, fields, words }) => {
      const common = [...words].filter(([, times]) => times >= commonCount && times >= commonShare * fields);
      const named = new Set(common.map(([word]) => word).filter((word) => /^(none|na|n\/a)$/i.test(word)));
      return [name, missingMarks.filter((word) => named.has(word) && !amongNumbers.has(word))] as const;
    })
    .filter(([, words]) => words.length > 0);
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}
