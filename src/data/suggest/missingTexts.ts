/** Texts such as "-" that stand for a missing number in numeric columns. */
import type { ColumnScan } from "../csvScan";
import { isMissing } from "../fields";

/** Matches such texts, besides the words that always mean a missing value. */
const usual =
  /^([-–—.*_~]+|n\.?\s?[abdv]\.?|k\.?\s?a\.?|unknown|unk\.?|missing|nil|none|nothing|undef(ined)?|not available|tbd|blank|#(div\/0!|value!|ref!|name\?|num!|null!|n\/a|nv)|-?inf(inity)?)$/i;
/** Number of occurrences from which a text in a column of texts is a value. */
const common = 3;

export interface DirtyColumn {
  name: string;
  texts: string[];
  /** Position of the first one. */
  where: string;
}

/** Returns numeric columns whose only texts stand for missing numbers and are no values of other columns. */
export function dirtyColumns(scans: readonly ColumnScan[]): DirtyColumn[] {
  const others = scans.filter((scan) => !scan.isNumeric && !scan.isMostlyNumbers);
  const values = new Set<string>();
  for (const { counts } of others) for (const [text, count] of counts ?? []) if (count >= common) values.add(text);
  return scans.flatMap((scan) => {
    const texts = [...(scan.firstTexts?.keys() ?? [])];
    const means = (text: string) => (usual.test(text) || isMissing(text)) && !values.has(text);
    const areMissing = scan.isMostlyNumbers && texts.every(means);
    const [where] = scan.firstTexts?.values() ?? [];
    return areMissing ? [{ name: scan.name, texts, where }] : [];
  });
}

/** Returns the key `missingValues`, which replaces the default words: those that occur, and the new ones. */
export function missingValuesOf(scans: readonly ColumnScan[], dirty: readonly DirtyColumn[]): string[] {
  const words = new Set<string>();
  for (const { wordCount } of scans) for (const word of wordCount.words.keys()) words.add(word);
  for (const { texts } of dirty) for (const text of texts) words.add(text);
  return [...words];
}
