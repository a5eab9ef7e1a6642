/**
 * The messages in German: code → template with the same named values as in English, complete by the compiler. Only the
 * extension loads it, and only where VS Code's language is German.
 */
import type { ErrorId, errorMessages, LintId, lintMessages } from "../index";
import { merged } from "../merged";
import type { TextsOf } from "../message";
import { agentTexts } from "./agents";
import { arrayFileTexts } from "./arrayFiles";
import { calibrationTexts } from "./calibration";
import { columnRuleTexts } from "./columnRules";
import { commandTexts } from "./commands";
import { configRuleTexts } from "./configRules";
import { configSyntaxTexts } from "./configSyntax";
import { dataRuleTexts } from "./dataRules";
import { executorTexts } from "./executors";
import { expressionTexts } from "./expressions";
import { formatTexts } from "./formats";
import { metricRuleTexts } from "./metricRules";
import { pickleTexts } from "./pickles";
import { recordFileTexts } from "./recordFiles";
import { runFindingTexts } from "./runFindings";
import { searchTexts } from "./search";
import { suggestionTexts } from "./suggestions";
import { sweepRuleTexts } from "./sweepRules";
import { sweepSearchTexts } from "./sweepSearch";
import { textTableTexts } from "./textTables";
import { weightFileTexts } from "./weightFiles";
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

/** The errors; those without a text stay English. */
const errorTexts: Partial<TextsOf<typeof errorMessages>> = merged(
  agentTexts,
  arrayFileTexts,
  calibrationTexts,
  commandTexts,
  executorTexts,
  expressionTexts,
  formatTexts,
  pickleTexts,
  recordFileTexts,
  searchTexts,
  suggestionTexts,
  textTableTexts,
  weightFileTexts,
  workbookTexts,
);

/** Returns undefined for an error without a text. @param values named in the message */
export const germanError = (id: ErrorId, values: object): string | undefined =>
  (errorTexts[id] as ((values: object) => string) | undefined)?.(values);

/** @param values named in the message */
export const germanLint = (id: LintId, values: object): string => (lintTexts[id] as (values: object) => string)(values);
