/** The texts about a sweep's results: the hover on a key that it varied, and the titles of quick fixes. */
import { l10n, MarkdownString } from "vscode";
import { metricOf } from "../../core/metricRegistry";
import { visibleText } from "../../messages/visibleText";
import type { Advice } from "../../search/advice";
import type { Effect } from "../../search/importance";
import type { Objective, Value } from "../../search/types";
import { formatMetric, formatPercent, formatTime } from "../base/formatting";
import type { SweepFound } from "./sweepFound";

/** Returns undefined if the sweep has too few trials. */
export function foundHover(found: SweepFound, path: string): MarkdownString | undefined {
  const advice = found.advice.on(path);
  if (!advice) return undefined;
  const { changed, created } = found;
  const text = new MarkdownString();
  text.appendMarkdown(`**${l10n.t("Sweep of {0}: {1} settings completed", formatTime(created), advice.trials)}**\n\n`);
  if (changed === undefined) return undefined;
  if (changed.length > 0) {
    text.appendMarkdown(l10n.t("The config has changed since: {0}. The results may no longer apply.", codes(changed)));
    return text;
  }
  for (const line of lines(found, advice)) text.appendMarkdown(`${line}\n\n`);
  return text;
}

function lines(found: SweepFound, advice: Advice): string[] {
  const { quarter, drawn, importance, objectives, best } = advice;
  const [objective] = objectives;
  const now = found.now(advice.path);
  const effect =
    best !== undefined && now !== undefined && now !== best ? found.advice.effect(advice.path, now, best) : undefined;
  return [
    ...bestLines(advice),
    l10n.t("The best {0} of the {1} trials that use it: {2}", quarter.length, drawn, rangeText(quarter)),
    ...(effect
      ? [
          l10n.t(
            "From the current {0} to {1}: {2} {3}, averaged over the other settings (mean and deviation over the trees of a random forest)",
            code(now as Value),
            code(best as Value),
            objective.metric,
            effectText(objective, effect),
          ),
        ]
      : []),
    ...(importance === undefined
      ? []
      : [l10n.t("This setting alone explains {0} of the variance between trials (fANOVA)", formatPercent(importance))]),
    l10n.t(
      "Measured on the examples that selected the best of many trials, so it is optimistic. The data is not compared with that of the sweep.",
    ),
  ];
}

function bestLines({ found, objectives, best, path }: Advice): string[] {
  const [winner, ...tied] = found;
  if (!winner) return [];
  if (objectives.length > 1) {
    const values = found.flatMap(({ proposal }) =>
      Object.hasOwn(proposal.values, path) ? [proposal.values[path]] : [],
    );
    return [l10n.t("On the Pareto front of {0} trials: {1}", found.length, rangeText(values))];
  }
  const [{ metric }] = objectives;
  const figure = formatMetric(metric, winner.objectives[0]);
  const seeds = winner.seeds > 1 ? l10n.t("mean over {0} seeds", winner.seeds) : l10n.t("one seed");
  const { trial } = winner.proposal;
  return [
    best === undefined
      ? l10n.t("The best trial, {0}, does not use it: {1} ({2}, {3})", trial, figure, metric, seeds)
      : l10n.t("Best: {0}, in trial {1}: {2} ({3}, {4})", code(best), trial, figure, metric, seeds),
    ...(tied.length > 0 ? [l10n.t("{0} other trials are not significantly different", tied.length)] : []),
  ];
}

/** Returns "0.012 to 0.31"; for texts the number of each: "`relu` 8, `tanh` 2". */
function rangeText(values: readonly Value[]): string {
  if (values.length > 0 && values.every((value) => typeof value === "number")) {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return low === high ? code(low) : l10n.t("{0} to {1}", code(low), code(high));
  }
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => `${code(value)} ${count}`).join(", ");
}

/** Returns "+0.6 ± 0.2 points"; shares are in percentage points. */
function effectText({ metric }: Objective, { mean, deviation }: Effect): string {
  const isShare = metricOf(metric)?.format === "percent";
  const show = (value: number) => (isShare ? (value * 100).toFixed(1) : value.toPrecision(2));
  const sign = mean >= 0 ? "+" : "−";
  const figure = `${sign}${show(Math.abs(mean))} ± ${show(deviation)}`;
  return isShare ? l10n.t("{0} points", figure) : figure;
}

/** Returns the title of the fix for one setting; undefined if the winner's value is unknown or current. */
export function takeTitle(found: SweepFound, path: string): string | undefined {
  const advice = found.advice.on(path);
  const now = found.now(path);
  if (!advice || advice.best === undefined || advice.best === now) return undefined;
  const [objective] = advice.objectives;
  const effect = now === undefined ? undefined : found.advice.effect(path, now, advice.best);
  return effect
    ? l10n.t(
        "Take {0} (best of {1}, {2} {3})",
        String(advice.best),
        advice.trials,
        objective.metric,
        effectText(objective, effect),
      )
    : l10n.t("Take {0} (best of {1})", String(advice.best), advice.trials);
}

/** Returns the title of the fix for all settings; undefined without a winner. */
export function takeAllTitle({ advice }: SweepFound): string | undefined {
  const { winner, trials, metric } = advice;
  if (!winner) return undefined;
  const figure = formatMetric(metric, winner.objectives[0]);
  return l10n.t("Take all settings of trial {0} (best of {1}, {2} {3})", winner.proposal.trial, trials, metric, figure);
}

/** Returns inline code; a backquote would end it. */
const code = (value: Value): string => `\`${visibleText(String(value)).replaceAll("`", "'")}\``;
const codes = (paths: readonly string[]): string =>
  paths.slice(0, 4).map(code).join(", ") + (paths.length > 4 ? ", …" : "");
