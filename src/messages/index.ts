/**
 * The catalogue of all error and lint messages, in English: code → kind or severity, and a template with named values.
 * An error carries its id and its values; only this catalogue turns them into a sentence.
 */
import { agentMessages } from "./agents";
import { arrayFileMessages } from "./arrayFiles";
import { backendMessages } from "./backends";
import { calibrationMessages } from "./calibration";
import { columnRuleMessages } from "./columnRules";
import { commandMessages } from "./commands";
import { configRuleMessages } from "./configRules";
import { configSyntaxMessages } from "./configSyntax";
import { controlMessages } from "./control";
import { dataMessages } from "./data";
import { executorMessages } from "./executors";
import { expressionMessages } from "./expressions";
import { foldMessages } from "./folds";
import { formatMessages } from "./formats";
import { groupMessages } from "./groups";
import { merged } from "./merged";
import type { CodeOf, ErrorMessage, LintMessage, ValuesOf } from "./message";
import { metricRuleMessages } from "./metricRules";
import { overflowMessages } from "./overflow";
import { pickleMessages } from "./pickles";
import { recordFileMessages } from "./recordFiles";
import { requestMessages } from "./requests";
import { runFindingMessages } from "./runFindings";
import { runMessages } from "./runs";
import { searchMessages } from "./search";
import { suggestionMessages } from "./suggestions";
import { sweepRuleMessages } from "./sweepRules";
import { tableMessages } from "./tables";
import { textTableMessages } from "./textTables";
import { visibleLines } from "./visibleText";
import { weightFileMessages } from "./weightFiles";
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

export type FormatId = keyof typeof fileFormatMessages;
export type ErrorId = keyof typeof errorMessages;
export type LintId = keyof typeof lintMessages;

/** Lint code; stable, as it is used in events, in `--json` and in documents. */
export type LintCode = CodeOf<LintId>;
/** Error code; an error about a config carries the code of its first finding. */
export type ErrorCode = CodeOf<ErrorId> | LintCode;

export type FormatValues<Id extends FormatId> = ValuesOf<(typeof fileFormatMessages)[Id]>;
export type ErrorValues<Id extends ErrorId> = ValuesOf<(typeof errorMessages)[Id]>;
export type LintValues<Id extends LintId> = ValuesOf<(typeof lintMessages)[Id]>;

export function formatError<Id extends ErrorId>(id: Id, values: ErrorValues<Id>): string {
  return visibleLines((errorMessages[id] as ErrorMessage<ErrorValues<Id>>).text(values));
}

export function formatLint<Id extends LintId>(id: Id, values: LintValues<Id>): string {
  return visibleLines((lintMessages[id] as LintMessage<LintValues<Id>>).text(values));
}
