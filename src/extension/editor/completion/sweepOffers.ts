/** Completions in a sweep: settings with values around their current ones, conditions, choices, metrics. */

import { CompletionItemKind, l10n } from "vscode";
import type { Path } from "../../../config/check/finding";
import { taskOf } from "../../../config/check/rules/metric";
import { parametersOf, type SweepSuggestion, sweepSuggestions } from "../../../config/editor/sweepSuggestions";
import type { DataConfig } from "../../../config/schema";
import { settingsOf } from "../../../config/sweep/settings";
import { metrics, metricsOfTask } from "../../../core/metricRegistry";
import { metricNames } from "../../../core/names";
import { translatedText } from "../../base/translated";
import { escapeSnippet, type Offer } from "./offer";

/** @param value the config; @param hasValue true if a value already follows the key */
export function sweepOffers(value: Record<string, unknown>, path: Path, isKey: boolean, hasValue: boolean): Offer[] {
  const [, section, name, third, fourth] = path;
  if (section === "objective" && !isKey && path.at(-1) === "metric") return metricOffers(value);
  if (section !== "parameters" || name === undefined) return [];
  const parameter = String(name);
  if (isKey && path.length === 3) return sweepSuggestions(value).map((each) => settingOffer(each, hasValue));
  if (isKey && path.length === 4) return kindOffers(value, parameter);
  if (third === "when") {
    if (isKey) return conditionOffers(value, parameter, hasValue);
    return path.length === 5 ? wordOffers(choicesOf(value, String(fourth))) : [];
  }
  if (third !== "choice" || isKey) return [];
  const { words = [] } = settingsOf(value).find((setting) => setting.path === parameter) ?? {};
  const used = choicesOf(value, parameter);
  return wordOffers(words.filter((word) => !used.includes(word)));
}

function settingOffer({ path, now, parameter }: SweepSuggestion, hasValue: boolean): Offer {
  return {
    name: path,
    kind: CompletionItemKind.Property,
    ...(now !== undefined && { detail: l10n.t("now {0}", String(now)) }),
    documentation: JSON.stringify(parameter),
    snippet: hasValue
      ? escapeSnippet(JSON.stringify(path))
      : `${escapeSnippet(JSON.stringify(path))}: ${asSnippet(parameter)}`,
  };
}

/** Returns a snippet in which each number and each text is a tab stop. */
function asSnippet(parameter: Readonly<Record<string, unknown>>): string {
  let place = 0;
  const placed = (value: unknown): string => {
    if (Array.isArray(value)) return `[${value.map(placed).join(", ")}]`;
    if (typeof value === "string") return `"\${${++place}:${escapeSnippet(value)}}"`;
    return `\${${++place}:${String(value)}}`;
  };
  const entries = Object.entries(parameter).map(([key, value]) => {
    const isFixed = key === "log" && typeof value === "boolean";
    const isCondition = typeof value === "object" && !Array.isArray(value);
    const written = isFixed || isCondition ? escapeSnippet(JSON.stringify(value)) : placed(value);
    return `"${key}": ${written}`;
  });
  return `{ ${entries.join(", ")} }`;
}

/** Returns the kinds of values for the setting, with suggested values. */
function kindOffers(value: Record<string, unknown>, parameter: string): Offer[] {
  const { sweep, ...others } = value;
  const { [parameter]: own = {}, ...parameters } = parametersOf(sweep);
  const suggested = sweepSuggestions({ ...others, sweep: { parameters } }).find(({ path }) => path === parameter);
  const kinds = Object.keys(own).some((key) => ["log", "range", "integer", "choice"].includes(key))
    ? []
    : Object.entries(suggested?.parameter ?? {}).filter(([key, values]) => key !== "when" && Array.isArray(values));
  const offers = kinds.map(([key, values]) => ({
    name: key,
    kind: CompletionItemKind.Property,
    detail: JSON.stringify(values),
    snippet: asSnippet({ [key]: values }).slice(2, -2),
  }));
  const condition: Offer = {
    name: "when",
    kind: CompletionItemKind.Property,
    detail: l10n.t("only in some trials"),
    snippet: '"when": { $1 }',
    more: true,
  };
  return Object.hasOwn(own, "when") ? offers : [...offers, condition];
}

/** Returns other parameters with a list of values. */
function conditionOffers(value: Record<string, unknown>, parameter: string, hasValue: boolean): Offer[] {
  const parameters = parametersOf(value.sweep);
  const used = (parameters[parameter]?.when ?? {}) as object;
  return Object.keys(parameters)
    .filter((path) => path !== parameter && !Object.hasOwn(used, path))
    .flatMap((path) => {
      const choices = choicesOf(value, path);
      if (choices.length === 0) return [];
      const key = escapeSnippet(JSON.stringify(path));
      const first = choices.map((choice) => escapeSnippet(JSON.stringify(choice)).replace(/[,|]/g, "\\$&"));
      return {
        name: path,
        kind: CompletionItemKind.Property,
        detail: l10n.t("one of {0}", choices.map(String).join(", ")),
        snippet: hasValue ? key : `${key}: \${1|${first.join(",")}|}`,
      };
    });
}

function choicesOf({ sweep }: Record<string, unknown>, path: string): unknown[] {
  const parameters = parametersOf(sweep);
  const choices = Object.hasOwn(parameters, path) ? parameters[path].choice : undefined;
  return Array.isArray(choices) ? choices : [];
}

const wordOffers = (values: readonly unknown[]): Offer[] =>
  values.map((value) => ({
    name: String(value),
    kind: CompletionItemKind.EnumMember,
    ...(typeof value !== "string" && { snippet: String(value) }),
  }));

/** Returns the metrics of the task, if the config alone determines it. */
function metricOffers({ data }: Record<string, unknown>): Offer[] {
  const task = taskOf((data ?? {}) as DataConfig);
  return (task ? metricsOfTask(task) : metricNames).map((name) => ({
    name,
    kind: CompletionItemKind.EnumMember,
    detail: translatedText(metrics[name].title),
    documentation: translatedText(metrics[name].description),
  }));
}
