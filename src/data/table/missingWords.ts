/**
 * Which fields of a table are missing: what the config says; of a text the usual words unless they are values of a
 * column; of a format that knows types none of them, because it has a null of its own.
 */
import { isMissing, isMissingByRules1, missingWords } from "../fields";
import type { TableConfig, TableReader } from "../tableReader";

type IsMissing = (field: string) => boolean;

/** @param config what it calls a value of a column is one */
export function missingOf(
  { given, form, rules, isText }: Pick<TableReader, "given" | "form" | "rules" | "isText">,
  config?: Pick<TableConfig, "ordinal" | "classNames" | "label">,
): (column: string) => IsMissing {
  if (rules === 1) return () => isMissingByRules1;
  const said = (given?.missingValues || !isText) && new Set(["", ...(given?.missingValues ?? [])]);
  const usual: IsMissing = said ? (field) => said.has(field) : isMissing;
  const { values = {} } = form;
  // Asked of every column, of which there may be 100,000.
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

/** From this share of a column's fields on, and so many of them, a word is no accident. */
const [commonShare, commonCount] = [0.04, 3];

/** What was counted in a column, or in the beginning of one. */
export interface WordCount {
  name: string;
  /** Missing ones too. */
  fields: number;
  /** Dates too. */
  numbers: number;
  /** Without words for what is missing. */
  texts: number;
  /** How often each word for what is missing occurs. */
  words: ReadonlyMap<string, number>;
}

/** The words for what is missing that columns of numbers have: there they can mean nothing else. */
export function wordsAmongNumbers(columns: readonly WordCount[]): Set<string> {
  const found = new Set<string>();
  for (const { numbers, texts, words } of columns) {
    if (numbers >= texts) for (const word of words.keys()) found.add(word);
  }
  return found;
}

/** "None" and "NA" are values of a column of texts where they are common, and none of numbers or dates has them. */
export function wordsThatAreValues(
  columns: readonly WordCount[],
  amongNumbers: ReadonlySet<string>,
): Record<string, string[]> | undefined {
  const found = columns
    .filter(({ numbers, texts }) => numbers < texts)
    .map(({ name, fields, words }) => {
      const common = [...words].filter(([, times]) => times >= commonCount && times >= commonShare * fields);
      const named = new Set(common.map(([word]) => word).filter((word) => /^(none|na|n\/a)$/i.test(word)));
      return [name, missingWords.filter((word) => named.has(word) && !amongNumbers.has(word))] as const;
    })
    .filter(([, words]) => words.length > 0);
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}
