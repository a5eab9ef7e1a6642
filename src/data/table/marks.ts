/** What the columns of a table tell together of how its fields are written: the decimal mark, words that are values. */
import { NumberEvidence } from "../../formats/table/numberEvidence";
import { isMissing, missingWords } from "../fields";

export function isNumberLike(field: string): boolean {
  const evidence = new NumberEvidence();
  evidence.add(field, "");
  return evidence.likely > 0 && evidence.resolve({ decimal: undefined, fileDecimal: "." }) !== undefined;
}

/** The mark that at least one column leaves no doubt about, and none contradicts. */
export function decimalOf(rows: string[][]): "." | "," | undefined {
  const found = new Set<string>();
  for (let i = 0; i < (rows[0]?.length ?? 0); i++) {
    const evidence = new NumberEvidence();
    for (const row of rows) if (!isMissing(row[i] ?? "")) evidence.add(row[i], "");
    const sure = evidence.likely > evidence.texts ? evidence.sureDecimal : undefined;
    if (sure) found.add(sure);
  }
  const [mark] = found;
  return found.size === 1 ? (mark as "." | ",") : undefined;
}

/** From this share of a column's fields on, and so many of them, a word is no accident. */
const [commonShare, commonCount] = [0.04, 3];

/** "None" and "NA" are values of a column of texts where they are common, and no column of numbers has them. */
export function wordsThatAreValues(names: string[], rows: string[][]): Record<string, string[]> | undefined {
  const found: [string, string[]][] = [];
  const inNumbers = new Set<string>();
  names.forEach((name, i) => {
    const fields = rows.map((row) => row[i] ?? "");
    const texts = fields.filter((field) => !isMissing(field) && !isNumberLike(field)).length;
    const numbers = fields.filter((field) => !isMissing(field)).length - texts;
    const words = missingWords.filter((word) => fields.includes(word));
    if (numbers >= texts) for (const word of words) inNumbers.add(word);
    else {
      const times = (word: string) => fields.filter((field) => field === word).length;
      const common = words.filter((word) => /^(none|na|n\/a)$/i.test(word) && times(word) >= commonCount);
      found.push([name, common.filter((word) => times(word) >= commonShare * fields.length)]);
    }
  });
  const kept = found
    .map(([name, words]) => [name, words.filter((word) => !inNumbers.has(word))] as const)
    .filter(([, words]) => words.length > 0);
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}
