/** Formats numbers and states for the tree, the status bar and messages. */

import { l10n, type Uri, workspace } from "vscode";
import { type ResultStyle, resultTexts } from "../../core/resultText";
import type { EpochEnded } from "../../protocol/events";
import type { RunState } from "../../protocol/panel";
import type { RunSummary } from "../../runs/summary";
import { translatedText } from "./translated";

export const formatPercent = (share: number): string =>
  `${(share * 100).toFixed(share > 0.9995 || share === 0 ? 0 : 1)}%`;

/** Returns "3 s", "2 min 5 s" or "1 h 12 min". */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  if (seconds > 0 && seconds < 0.05) return "< 0.1 s";
  if (seconds < 9.95 && seconds > 0) return `${seconds.toFixed(1)} s`;
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** Returns the file's folder relative to the workspace; "" for a file at its root. */
export const relativeFolder = (file: Uri): string => workspace.asRelativePath(file).replace(/\/?[^/]+$/, "");

/** Returns only the time for today, the date and time for other days, with the year for other years. */
export function formatTime(time: Date): string {
  const now = new Date();
  if (now.toDateString() === time.toDateString()) {
    return time.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit" });
  }
  return now.getFullYear() === time.getFullYear()
    ? time.toLocaleString([], { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" })
    : time.toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
}

const style: ResultStyle = {
  percent: formatPercent,
  number: (value) => value.toPrecision(4),
  word: translatedText,
};

/** Returns a metric with its name, an accuracy without: "97.9%", "cost 0.03812"; "" for no metric. */
export const formatMetric = (metric: string, value: number): string =>
  resultTexts({ [metric]: value }, metric, style)[0] ?? "";

/** A run, as far as its best epoch needs it. */
type WithBest = Pick<RunSummary, "best" | "measured">;

/** Returns the main result of the best epoch: "97.9%", "RMSE 0.3125"; "" if there is none. */
export const formatBest = (run: WithBest): string => bestTexts(run)[0] ?? "";

/** Returns all that counts of the best epoch, with the metric that chose it: "97.9%, cost 0.03812". */
export const formatBestInFull = (run: WithBest): string => bestTexts(run).join(", ");

function bestTexts({ best, measured }: WithBest): string[] {
  if (!best) return [];
  // Of a long run only the last epochs were read, and a newer best epoch may be known than was read.
  const reached = measured?.reached?.epoch === best.epoch ? measured.reached : undefined;
  return resultTexts({ ...reached, [best.metric]: best.value }, best.metric, style);
}

/** Returns the main result of an epoch, for example "97.9%" or "RMSE 0.3125"; its cost if nothing else is measured. */
export function formatEpoch(ended: EpochEnded): string {
  const cost = ended.validationCost === undefined ? "cost" : "validationCost";
  return resultTexts(ended, cost, style)[0];
}

export function formatState(state: RunState): string {
  const labels: Record<RunState, string> = {
    starting: l10n.t("starting"),
    running: l10n.t("running"),
    paused: l10n.t("paused"),
    completed: l10n.t("completed"),
    "early-stopped": l10n.t("stopped early"),
    stopped: l10n.t("stopped"),
    interrupted: l10n.t("interrupted"),
    failed: l10n.t("failed"),
    crashed: l10n.t("crashed"),
  };
  return labels[state];
}

export const stateIcons: Record<RunState, { icon: string; color?: string }> = {
  starting: { icon: "loading~spin" },
  running: { icon: "sync~spin", color: "charts.blue" },
  paused: { icon: "debug-pause", color: "charts.yellow" },
  completed: { icon: "pass", color: "testing.iconPassed" },
  "early-stopped": { icon: "pass", color: "testing.iconPassed" },
  stopped: { icon: "debug-stop" },
  interrupted: { icon: "debug-disconnect", color: "charts.yellow" },
  failed: { icon: "error", color: "testing.iconFailed" },
  crashed: { icon: "flame", color: "testing.iconFailed" },
};

/** Returns true if a process is training the run. */
export const isActive = (state: RunState): boolean => state === "starting" || state === "running" || state === "paused";

/** Returns true if training can continue from the last checkpoint. */
export const isResumable = (state: RunState): boolean =>
  state === "stopped" || state === "interrupted" || state === "crashed";
