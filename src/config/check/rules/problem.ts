/** What is wrong with the data itself, found by reading it: reported at the key that it is about. */
import type { LintCode } from "../../../messages";
import { type Diagnostic, type Fix, report, setTo } from "../finding";

/** Why data could not be read: an error of src/data. */
export interface DataProblem {
  code: string;
  message: string;
}

/** Codes that a rule here has too; all others become data-unusable. */
const known: readonly LintCode[] = [
  "split-too-large",
  "test-split",
  "test-pair",
  "class-names",
  "class-weights",
  "image-shape",
  "task-output",
];
/** Not read while somebody types, or not read because the config is not right. */
const silent = ["data-large", "bad-data", "bad-config", "internal"];

export function checkDataProblem(problem: DataProblem): Diagnostic[] {
  const { code, message } = problem;
  if (silent.includes(code)) return [];
  const key = /\bdata\.([A-Za-z]+)/.exec(message)?.[1];
  const reason = message.replace(/^data\.[A-Za-z.]+: /, "");
  const diagnostic = report("data-unusable", key ? ["data", key] : ["data"], { reason }, proposedDates(problem));
  return [{ ...diagnostic, code: known.find((each) => each === code) ?? diagnostic.code }];
}

/** What the message about a column of dates says to write: of an error in another process only its text is known. */
function proposedDates({ code, message }: DataProblem): Fix | undefined {
  if (code !== "csv-date") return undefined;
  const [before, after] = ["; set data.dates to ", ", or add it to data.exclude"];
  const start = message.lastIndexOf(before);
  if (start < 0 || !message.endsWith(after)) return undefined;
  try {
    return setTo(["data", "dates"], JSON.parse(message.slice(start + before.length, -after.length)));
  } catch {
    // The name of a column holds the same words.
    return undefined;
  }
}
