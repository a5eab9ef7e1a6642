/** Reports problems found while reading the data, at the key concerned. */
import type { LintCode } from "../../../messages";
import type { Cited } from "../../../messages/said";
import { type Diagnostic, type Fix, report, setTo } from "../finding";

/** The reason why data could not be read: an error of src/data. */
export interface DataProblem extends Cited {
  code: string;
}

/** Codes that rules use too; all others become data-unusable. */
const known: readonly LintCode[] = [
  "split-too-large",
  "test-split",
  "test-pair",
  "class-names",
  "class-weights",
  "image-shape",
  "task-output",
];
/** Codes of data that is not read while typing, or because the config is invalid. */
const silent = ["data-large", "bad-data", "bad-config", "internal"];

export function checkDataProblem(problem: DataProblem): Diagnostic[] {
  const { code, message } = problem;
  if (silent.includes(code)) return [];
  const key = /\bdata\.([A-Za-z]+)/.exec(message)?.[1];
  const diagnostic = report(
    "data-unusable",
    key ? ["data", key] : ["data"],
    { reason: problem },
    proposedDates(problem),
  );
  return [{ ...diagnostic, code: known.find((each) => each === code) ?? diagnostic.code }];
}

/** Returns the fix proposed in a message about date columns; errors of other processes have only their text. */
function proposedDates({ code, message }: DataProblem): Fix | undefined {
  if (code !== "csv-date") return undefined;
  const [before, after] = ["; set data.dates to ", ", or add it to data.exclude"];
  const start = message.lastIndexOf(before);
  if (start < 0 || !message.endsWith(after)) return undefined;
  try {
    return setTo(["data", "dates"], JSON.parse(message.slice(start + before.length, -after.length)));
  } catch {
    // The column name contains the delimiting words.
    return undefined;
  }
}
