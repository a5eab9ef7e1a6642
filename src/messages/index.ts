/**
 * The catalogue of all error and lint messages, in English: code → kind or severity, and a template with named values.
 * An error carries its id and its values; only this catalogue turns them into a sentence.
 */
import { agentMessages } from "./agents";
import { arrayFileMessages } from "./arrayFiles";
import { backendMessages } from "./backends";
import { calibrationMessages } from "./calibration";
import { channelMessages } from "./channel";
import { columnRuleMessages } from "./columnRules";
import { commandMessages } from "./commands";
import { comparisonMessages } from "./comparison";
import { configRuleMessages } from "./configRules";
import { configSyntaxMessages } from "./configSyntax";
import { controlMessages } from "./control";
import { dataMessages } from "./data";
import { executorMessages } from "./executors";
import { expressionMessages } from "./expressions";
import { foldMessages } from "./folds";
import { formatMessages } from "./formats";
import { groupMessages } from "./groups";
import { leftOutMessages } from "./leftOut";
import { merged } from "./merged";
import type { CodeOf, ValuesOf } from "./message";
import { metricRuleMessages } from "./metricRules";
import { noticeMessages as generalNotices } from "./notices";
import { overflowMessages } from "./overflow";
import { pickleMessages } from "./pickles";
import { recordFileMessages } from "./recordFiles";
import { requestMessages } from "./requests";
import { runFindingMessages } from "./runFindings";
import { runMessages } from "./runs";
import { type Cited, formatSaid, type Given, saidBy, type Template, withTexts } from "./said";
import { sanityMessages } from "./sanity";
import { searchMessages } from "./search";
import { suggestionMessages } from "./suggestions";
import { summaryMessages } from "./summary";
import { sweepRuleMessages } from "./sweepRules";
import { tableFormMessages } from "./tableForm";
import { tableMessages } from "./tables";
import { textTableMessages } from "./textTables";
import { visibleLines } from "./visibleText";
import { weightFileMessages } from "./weightFiles";
import { weightRemarks } from "./weightRemarks";
import { workbookMessages } from "./workbooks";

/** Errors of the readers in src/formats, without the file name. */
const fileFormatMessages = merged(
  formatMessages,
  textTableMessages,
  pickleMessages,
  workbookMessages,
  recordFileMessages,
  arrayFileMessages,
  weightFileMessages,
);

export const errorMessages = merged(
  fileFormatMessages,
  dataMessages,
  foldMessages,
  suggestionMessages,
  tableMessages,
  runMessages,
  calibrationMessages,
  groupMessages,
  controlMessages,
  channelMessages,
  commandMessages,
  overflowMessages,
  expressionMessages,
  requestMessages,
  backendMessages,
  searchMessages,
  executorMessages,
  agentMessages,
);

export const lintMessages = merged(
  configSyntaxMessages,
  configRuleMessages,
  metricRuleMessages,
  columnRuleMessages,
  sweepRuleMessages,
  runFindingMessages,
);

export const noticeMessages = merged(
  generalNotices,
  leftOutMessages,
  sanityMessages,
  summaryMessages,
  tableFormMessages,
  weightRemarks,
  comparisonMessages,
);

/** Every message by its id: no two have the same one. */
const allMessages: Record<string, { readonly text: unknown }> = merged(errorMessages, lintMessages, noticeMessages);

export type FormatId = keyof typeof fileFormatMessages;
export type ErrorId = keyof typeof errorMessages;
export type LintId = keyof typeof lintMessages;
export type NoticeId = keyof typeof noticeMessages;

/** Lint code; stable, as it is used in events, in `--json` and in documents. */
export type LintCode = CodeOf<LintId>;
/** Error code; an error about a config carries the code of its first finding. */
export type ErrorCode = CodeOf<ErrorId> | LintCode;

export type FormatValues<Id extends FormatId> = Given<ValuesOf<(typeof fileFormatMessages)[Id]>>;
export type ErrorValues<Id extends ErrorId> = Given<ValuesOf<(typeof errorMessages)[Id]>>;
export type LintValues<Id extends LintId> = Given<ValuesOf<(typeof lintMessages)[Id]>>;
export type NoticeValues<Id extends NoticeId> = Given<ValuesOf<(typeof noticeMessages)[Id]>>;

const english = (id: string): Template => {
  if (!Object.hasOwn(allMessages, id)) throw new RangeError(`unknown message ${id}`);
  return allMessages[id].text as Template;
};
const format = (id: string, values: object) => visibleLines(english(id)(withTexts(values)));

export const formatError = <Id extends ErrorId>(id: Id, values: ErrorValues<Id>): string => format(id, values);
export const formatLint = <Id extends LintId>(id: Id, values: LintValues<Id>): string => format(id, values);

/** Returns a sentence that is no error, with what it is made of. */
export const noticed = <Id extends NoticeId>(id: Id, values: NoticeValues<Id>) => ({
  id,
  values,
  message: format(id, values),
});

/**
 * Returns a message in another language, or its English text if it has no translation there, or if it comes from
 * another version, which its own values show: in English they do not give its text.
 * @param textOf returns the template of an id; throws an Error if there is none
 */
export function translated(message: Cited, textOf: (id: string) => Template): string {
  const said = saidBy(message);
  const text = visibleLines(message.message);
  if (!said) return text;
  try {
    const isOurs = visibleLines(formatSaid(said, english)) === text;
    return isOurs ? visibleLines(formatSaid(said, textOf)) : text;
  } catch {
    return text;
  }
}
