/** The texts of groups and their trials in the tree: names, descriptions, tooltips. */
import { basename } from "node:path";
import { l10n, type MarkdownString } from "vscode";
import { formatSettingName, formatSettingValue } from "../../config/compare/formatDifferences";
import { metricOf } from "../../core/metricRegistry";
import type { ScoreSummary } from "../../core/resampled";
import { placeOfTrial } from "../../groups/foldsPlan";
import type { FoldsStanding, GroupStanding, GroupState, SweepStanding } from "../../groups/standing";
import type { TrialSummary } from "../../groups/trials";
import { createdFrom } from "../../runs/folders";
import type { Objective, Value } from "../../search/types";
import { formatMetric, formatPercent, formatTime } from "../base/formatting";
import { markdownLines } from "../base/markdown";
import type { GroupView } from "../workspace/groups";

export const isFoldsFolder = (folder: string): boolean => basename(folder).startsWith("folds-");

const groupCreated = (folder: string): Date => createdFrom(basename(folder).replace(/^[a-z]+-/, ""));

/** Returns the user's name for the group, or its kind and start time. */
export function groupName(folder: string, view: GroupView | undefined): string {
  const time = formatTime(groupCreated(folder));
  return view?.label.name ?? (isFoldsFolder(folder) ? l10n.t("Folds, {0}", time) : l10n.t("Sweep, {0}", time));
}

export const formatGroupState = (state: GroupState): string =>
  ({ running: l10n.t("running"), unfinished: l10n.t("unfinished"), ended: l10n.t("ended") })[state];

/** Returns "23/60 · 97.3% · running": finished and planned trials, the best figure, and the state unless ended. */
export function describeGroup({ standing, problem, folder, label }: GroupView): string {
  if (!standing) return problem ?? "";
  const { state, failed, hosts } = standing;
  const parts = [
    standing.kind === "sweep" ? countOf(standing.settings, standing.planned) : countOf(standing.done, standing.planned),
    failed > 0 && l10n.t("{0} failed", failed),
    standing.kind === "sweep" ? bestText(standing) : scoreOf(standing),
    state !== "ended" && formatGroupState(state),
    hosts.length > 0 && l10n.t("on {0}", hosts.join(", ")),
    label.name && formatTime(groupCreated(folder)),
  ];
  return parts.filter(Boolean).join(" · ");
}

const countOf = (ended: number, planned: number | undefined) =>
  planned === undefined ? l10n.t("{0} trials", ended) : `${ended}/${planned}`;

function bestText({ found, objectives }: SweepStanding): string {
  const [best] = found;
  if (!best) return "";
  return objectives.length > 1
    ? l10n.t("Pareto front of {0}", found.length)
    : figureText(objectives[0], best.objectives[0]);
}

const figureText = ({ metric }: Objective, value: number): string => formatMetric(metric, value);

const scoreOf = ({ metric, score }: FoldsStanding): string =>
  metric !== undefined && score ? scoreText(metric, score) : "";

/** Returns "95.3% ± 2.1%": mean and standard deviation over the folds. */
function scoreText(metric: string, { mean, deviation }: ScoreSummary): string {
  const figure = formatMetric(metric, mean);
  if (deviation === undefined) return figure;
  const isShare = metricOf(metric)?.format === "percent";
  return `${figure} ± ${isShare ? formatPercent(deviation) : deviation.toPrecision(2)}`;
}

export function groupTooltip(view: GroupView, network: string): MarkdownString {
  const { standing, folder, label, problem } = view;
  const what = isFoldsFolder(folder) ? l10n.t("Folds of {0}", network) : l10n.t("Sweep of {0}", network);
  const lines = [
    `${label.name ? `${label.name}: ` : ""}${what}${standing ? `, ${formatGroupState(standing.state)}` : ""}`,
    ...(standing ? countLines(standing) : []),
    ...(standing?.kind === "sweep" ? bestLines(standing) : []),
    ...(standing?.kind === "folds" && standing.metric !== undefined && standing.score
      ? [l10n.t("Mean and deviation over the folds: {0}", scoreText(standing.metric, standing.score))]
      : []),
    standing?.hosts.length
      ? l10n.t(
          "According to its claims it is being trained on {0}, which cannot be reached from here.",
          standing.hosts.join(", "),
        )
      : "",
    label.note ?? "",
    (label.tags ?? []).join(", "),
    problem ?? "",
    folder,
  ];
  return markdownLines(lines.filter((line) => line !== ""));
}

function countLines(standing: GroupStanding): string[] {
  const { done, failed, running } = standing;
  const trained = [
    l10n.t("{0} trainings done", done),
    ...(failed > 0 ? [l10n.t("{0} failed", failed)] : []),
    ...(running > 0 ? [l10n.t("{0} running", running)] : []),
  ].join(", ");
  if (standing.kind === "folds") return [trained];
  const { settings, planned } = standing;
  const tried =
    planned === undefined
      ? l10n.t("{0} settings tried", settings)
      : l10n.t("{0} settings tried, of {1} at most", settings, planned);
  return [tried, trained];
}

/** Returns the winner's figures, which are means over its seeds, and the trials that tie with it. */
function bestLines({ found, objectives }: SweepStanding): string[] {
  const [best] = found;
  if (!best) return [];
  if (objectives.length > 1) {
    const trials = found.map(({ proposal }) => proposal.trial).join(", ");
    return [l10n.t("Pareto front of {0}: trials {1}", objectives.map(({ metric }) => metric).join(", "), trials)];
  }
  const [{ metric }] = objectives;
  const figure = figureText(objectives[0], best.objectives[0]);
  const seeds = best.seeds > 1 ? l10n.t("mean over {0} seeds", best.seeds) : l10n.t("one seed");
  const line = l10n.t("Best: {0} ({1}, {2}), trial {3}", figure, metric, seeds, best.proposal.trial);
  const tied = found.slice(1).map(({ proposal }) => proposal.trial);
  return [
    line,
    ...(tied.length > 0 ? [l10n.t("Not significantly different: trials {0}", tied.join(", "))] : []),
    settingsText(best.proposal.values),
  ];
}

/** Returns a text such as "η 0.031, units 64". */
const settingsText = (values: Readonly<Record<string, Value>>): string =>
  Object.entries(values)
    .map(([path, value]) => `${formatSettingName(path)} ${formatSettingValue(value)}`)
    .join(", ");

/** Returns "trial 12" or "fold 3 of 5, repeat 2". */
export function trialName(standing: GroupStanding | undefined, trial: number): string {
  if (standing?.kind !== "folds") return l10n.t("trial {0}", trial);
  const { folds, repeats } = standing.plan;
  const { fold, repeat } = placeOfTrial(standing.plan, trial);
  return repeats > 1
    ? l10n.t("fold {0} of {1}, repeat {2}", fold, folds, repeat)
    : l10n.t("fold {0} of {1}", fold, folds);
}

export function describeTrial(
  standing: GroupStanding | undefined,
  { proposal, state, result, host }: TrialSummary,
): string {
  const { values, repeats, continues } = proposal;
  const parts = [
    result ? figuresOf(standing, result) : state === "running" ? l10n.t("running") : l10n.t("waiting"),
    standing?.kind === "sweep" && settingsText(values),
    repeats !== undefined && l10n.t("trial {0} with another seed", repeats),
    continues !== undefined && l10n.t("continues trial {0}", continues),
    host !== undefined && l10n.t("on {0}", host),
    state === "failed" && l10n.t("failed"),
  ];
  return parts.filter(Boolean).join(" · ");
}

function figuresOf(standing: GroupStanding | undefined, { objectives }: { objectives: readonly number[] }): string {
  if (standing?.kind === "folds") {
    const { metric } = standing;
    return metric !== undefined && objectives.length > 0 ? formatMetric(metric, objectives[0]) : "";
  }
  return objectives
    .map((value, i) => (standing ? figureText(standing.objectives[i], value) : String(value)))
    .join(" · ");
}

export function trialTooltip(
  standing: GroupStanding | undefined,
  summary: TrialSummary,
  folder: string,
): MarkdownString {
  const { proposal, result } = summary;
  const { trial, values, seed, epochs } = proposal;
  const lines = [
    `${trialName(standing, trial)}: ${describeTrial(standing, { ...summary, proposal: { ...proposal, values: {} } })}`,
    ...Object.entries(values).map(([path, value]) => `${path}: ${value}`),
    l10n.t("Seed: {0}", seed),
    result ? l10n.t("Epochs: {0} of {1}", result.epochs, epochs) : l10n.t("Epochs: {0}", epochs),
    result?.best ? l10n.t("Best epoch: {0}", result.best.epoch) : "",
    result?.message ?? "",
    folder,
  ];
  return markdownLines(lines.filter((line) => line !== ""));
}
