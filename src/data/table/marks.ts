/** Detects the decimal mark and the words for missing values from the first rows of a table. */
import { isMoment } from "../../formats/table/date";
import { plainNumber } from "../../formats/table/number";
import { NumberEvidence } from "../../formats/table/numberEvidence";
import type { Split } from "../../formats/table/split";
import { isMissing, missingMarks } from "../fields";
import { AbsentFields } from "./absentFields";
import type { MarkCount } from "./missingMarks";

export function isNumberLike(field: string): boolean {
  if (plainNumber(field) !== undefined) return true;
  const evidence = new NumberEvidence();
  evidence.add(field, "");
  return evidence.likely > 0 && evidence.resolve({ decimal: undefined, fileDecimal: "." }) !== undefined;
}

/** Returns the decimal mark that at least one column determines and none contradicts. */
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

/** Returns the unquoted words if all texts are quoted, as R writes them: these are missing values. */
export function unquotedFields(records: readonly Split[]): Set<string> {
  const found = new Set<string>();
  let areQuoted = false;
  for (const { fields, quoted } of records) {
    for (let i = 0; i < fields.length; i++) {
      if (missingMarks.includes(fields[i])) {
        if (!quoted[i]) found.add(fields[i]);
      } else if (fields[i] !== "" && !isNumberLike(fields[i])) {
        if (!quoted[i]) return new Set();
        // Other texts may be quoted because they need quotes.
        areQuoted ||= /^[\p{L}\p{N}_.-]+$/u.test(fields[i]);
      }
    }
  }
  return areQuoted ? found : new Set();
}

export function countMarks(names: string[], rows: string[][]): MarkCount[] {
  return names.map((name, i) => {
    const absent = new AbsentFields();
    let [numbers, texts] = [0, 0];
    for (const row of rows) {
      const field = row[i] ?? "";
      if (isMissing(field)) absent.add(field);
      else if (isNumberLike(field) || isMoment(field)) numbers++;
      else texts++;
    }
    return { name, fields: rows.length, numbers, texts, words: absent.words };
  });
}
