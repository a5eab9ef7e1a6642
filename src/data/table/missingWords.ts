/** Which fields of a table are missing: what the config says, or the usual words unless they are values of a column. */
import type { ColumnScan } from "../csvScan";
import { isMissing, isMissingByRules1, missingWords } from "../fields";
import type { TableConfig, TableReader } from "../tableReader";

type IsMissing = (field: string) => boolean;

/** @param config what it calls a value of a column is one */
export function missingOf(
  { given, form, rules }: Pick<TableReader, "given" | "form" | "rules">,
  config?: Pick<TableConfig, "ordinal" | "classNames" | "label">,
): (column: string) => IsMissing {
  if (rules === 1) return () => isMissingByRules1;
  const said = given?.missingValues && new Set(["", ...given.missingValues]);
  const usual: IsMissing = said ? (field) => said.has(field) : isMissing;
  const { values = {} } = form;
  const named = (column: string) => [
    ...(Object.hasOwn(values, column) ? values[column] : []),
    ...(config?.ordinal && Object.hasOwn(config.ordinal, column) ? config.ordinal[column] : []),
    ...(config?.label === column ? (config.classNames ?? []) : []),
  ];
  return (column) => {
    const words = named(column).filter((word) => word !== "" && usual(word));
    return words.length === 0 ? usual : (field) => usual(field) && !words.includes(field);
  };
}

/** From this share of a column's fields on, and so many of them, a word is no accident. */
const [commonShare, commonCount] = [0.04, 3];

/**
 * "None" and "NA" are values of a column of texts where they are common, and no column of numbers has them. The whole
 * table counts: its first rows may lack a class.
 */
export function wordsThatAreValues(
  scans: readonly ColumnScan[],
  never: ReadonlySet<string> = new Set(),
): Record<string, string[]> | undefined {
  const inNumbers = new Set(never);
  for (const { isOfTexts, absent } of scans) if (!isOfTexts) for (const word of absent.keys()) inNumbers.add(word);
  const found = scans
    .filter(({ isOfTexts }) => isOfTexts)
    .map(({ name, absent, fields }) => {
      const common = missingWords.filter((word) => {
        const times = absent.get(word) ?? 0;
        return /^(none|na|n\/a)$/i.test(word) && times >= commonCount && times >= commonShare * fields;
      });
      return [name, common.filter((word) => !inNumbers.has(word))] as const;
    })
    .filter(([, words]) => words.length > 0);
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}
