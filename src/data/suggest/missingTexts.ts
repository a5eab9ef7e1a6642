/** Texts that people put into columns of numbers where there is no number, such as "-". */
import type { ColumnScan } from "../csvScan";
import { isMissing } from "../fields";

/** Besides those that always mean a missing value. */
const usual =
  /^([-–—.*_~]+|n\.?\s?[abdv]\.?|k\.?\s?a\.?|unknown|unk\.?|missing|nil|none|nothing|undef(ined)?|not available|tbd|blank|#(div\/0!|value!|ref!|name\?|num!|null!|n\/a|nv)|-?inf(inity)?)$/i;
/** A text that is so common in a column of texts is a value of it. */
const common = 3;

export interface DirtyColumn {
  name: string;
  texts: string[];
  /** Of the first one. */
  where: string;
}

/** Columns of numbers in which the only texts mean that there is no number, and nothing else in other columns. */
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

/** The key `missingValues`, which replaces the usual words: those of them that occur, and the new ones. */
export function missingValuesOf(scans: readonly ColumnScan[], dirty: readonly DirtyColumn[]): string[] {
  const words = new Set<string>();
  for (const { wordCount } of scans) for (const word of wordCount.words.keys()) words.add(word);
  for (const { texts } of dirty) for (const text of texts) words.add(text);
  return [...words];
}
