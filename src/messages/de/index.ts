/**
 * The messages in German: code → template with the same named values as in English, complete by the compiler. Only the
 * extension loads it, and only where VS Code's language is German.
 */
import type { LintId, lintMessages } from "../index";
import { merged } from "../merged";
import type { TextsOf } from "../message";
import { columnRuleTexts } from "./columnRules";
import { configRuleTexts } from "./configRules";
import { configSyntaxTexts } from "./configSyntax";
import { dataRuleTexts } from "./dataRules";
import { metricRuleTexts } from "./metricRules";
import { runFindingTexts } from "./runFindings";
import { sweepRuleTexts } from "./sweepRules";
import { sweepSearchTexts } from "./sweepSearch";

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

/** @param values named in the message */
export const germanLint = (id: LintId, values: object): string => (lintTexts[id] as (values: object) => string)(values);
