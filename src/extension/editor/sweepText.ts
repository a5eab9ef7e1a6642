/** Descriptions of a sweep: the values of each parameter, and the number of networks that are trained. */
import { l10n, MarkdownString } from "vscode";
import type { SweepOutline } from "../../config/editor/sweepOutline";
import type { Parameter, Value } from "../../search/types";
import { markdownCode, markdownText } from "../base/markdown";
import { formatCount } from "./shapeText";

/** Returns the hover text of a parameter, its values or its condition. */
export function parameterHover(parameter: Parameter): MarkdownString {
  const text = new MarkdownString(`**${markdownText(valuesText(parameter))}**`);
  for (const [path, value] of Object.entries(parameter.when ?? {})) {
    text.appendMarkdown(
      `\n\n${l10n.t("only in trials where {0} is {1}", markdownCode(path), markdownText(formatValue(value)))}`,
    );
  }
  return text;
}

/** Returns a text such as "log-uniform from 0.001 to 1". */
export function valuesText(parameter: Parameter): string {
  if (parameter.kind === "choice") return l10n.t("one of {0}", parameter.choices.map(formatValue).join(", "));
  const [low, high] = [formatValue(parameter.low), formatValue(parameter.high)];
  if (parameter.kind === "log") return l10n.t("log-uniform from {0} to {1}", low, high);
  if (parameter.kind === "range") return l10n.t("uniform from {0} to {1}", low, high);
  return parameter.kind === "integer" && parameter.log
    ? l10n.t("whole numbers, log-uniform from {0} to {1}", low, high)
    : l10n.t("whole numbers from {0} to {1}", low, high);
}

/** Returns the hover text of the sweep and its search. */
export function sweepHover({ search, space, points, rungs }: SweepOutline): MarkdownString {
  const size =
    points === undefined
      ? l10n.t("{0} parameters, some of them drawn from ranges", space.length)
      : l10n.t("{0} parameters, {1} different settings", space.length, formatCount(points));
  const endless = Number.POSITIVE_INFINITY;
  const trials = Math.min(search.trials ?? endless, points ?? endless);
  const text = new MarkdownString(`**${searchText(search.type, trials)}**`);
  text.appendMarkdown(`\n\n${size}`);
  if (rungs) {
    const parts = rungs.map(({ trials, epochs }) => l10n.t("{0} to epoch {1}", trials, epochs));
    text.appendMarkdown(`\n\n${l10n.t("Trained: {0}", parts.join(", "))}`);
  }
  return text;
}

export const searchText = (type: string, trials: number): string =>
  Number.isFinite(trials) ? `${type} · ${l10n.t("{0} trials", formatCount(trials))}` : type;

const formatValue = (value: Value): string => String(value);
