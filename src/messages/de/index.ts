/**
 * The messages in German: code → template with the same named values as in English, complete by the compiler. Only the
 * extension loads it, and only where VS Code's language is German.
 */
import type { errorMessages, lintMessages } from "../index";
import { merged } from "../merged";
import type { TextsOf } from "../message";
import type { Template } from "../said";
import { agentTexts } from "./agents";
import { arrayFileTexts } from "./arrayFiles";
import { backendTexts } from "./backends";
import { calibrationTexts } from "./calibration";
import { channelTexts } from "./channel";
import { columnRuleTexts } from "./columnRules";
import { commandTexts } from "./commands";
import { comparisonTexts } from "./comparison";
import { configRuleTexts } from "./configRules";
import { configSyntaxTexts } from "./configSyntax";
import { controlTexts } from "./control";
import { dataTexts } from "./data";
import { dataRuleTexts } from "./dataRules";
import { executorTexts } from "./executors";
import { expressionTexts } from "./expressions";
import { foldTexts } from "./folds";
import { formatTexts } from "./formats";
import { groupTexts } from "./groups";
import { leftOutTexts } from "./leftOut";
import { metricRuleTexts } from "./metricRules";
import { noticeTexts } from "./notices";
import { overflowTexts } from "./overflow";
import { pickleTexts } from "./pickles";
import { recordFileTexts } from "./recordFiles";
import { requestTexts } from "./requests";
import { runFindingTexts } from "./runFindings";
import { runTexts } from "./runs";
import { sanityTexts } from "./sanity";
import { searchTexts } from "./search";
import { suggestionTexts } from "./suggestions";
import { summaryTexts } from "./summary";
import { sweepRuleTexts } from "./sweepRules";
import { sweepSearchTexts } from "./sweepSearch";
import { tableFormTexts } from "./tableForm";
import { tableTexts } from "./tables";
import { textTableTexts } from "./textTables";
import { weightFileTexts } from "./weightFiles";
import { weightRemarkTexts } from "./weightRemarks";
import { workbookTexts } from "./workbooks";

const lintTexts: TextsOf<typeof lintMessages> = merged(
  configSyntaxTexts,
  configRuleTexts,
  dataRuleTexts,
  metricRuleTexts,
  columnRuleTexts,
  sweepRuleTexts,
  sweepSearchTexts,
  runFindingTexts,
);

const errorTexts: TextsOf<typeof errorMessages> = merged(
  agentTexts,
  arrayFileTexts,
  backendTexts,
  calibrationTexts,
  channelTexts,
  commandTexts,
  controlTexts,
  dataTexts,
  executorTexts,
  expressionTexts,
  foldTexts,
  formatTexts,
  groupTexts,
  overflowTexts,
  pickleTexts,
  recordFileTexts,
  requestTexts,
  runTexts,
  searchTexts,
  suggestionTexts,
  tableTexts,
  textTableTexts,
  weightFileTexts,
  workbookTexts,
);

const texts: Record<string, unknown> = merged(
  lintTexts,
  errorTexts,
  noticeTexts,
  leftOutTexts,
  sanityTexts,
  summaryTexts,
  tableFormTexts,
  weightRemarkTexts,
  comparisonTexts,
);

/** Returns the template of a message; throws an Error if there is none. */
export function germanTexts(id: string): Template {
  if (!Object.hasOwn(texts, id)) throw new RangeError(`no German for ${id}`);
  return texts[id] as Template;
}
