/** The text of a run in the tree: its name, description and tooltip. */
import { l10n, type MarkdownString } from "vscode";
import { differencesInLines, formatDifferences } from "../../config/compare/formatDifferences";
import type { ResolvedConfig } from "../../config/schema/resolve";
import { labelText } from "../../messages/visibleText";
import {
  formatBest,
  formatBestInFull,
  formatDuration,
  formatEpoch,
  formatState,
  formatTime,
  isActive,
} from "../base/formatting";
import { markdownLines } from "../base/markdown";
import type { Run } from "../workspace/networks";
import { changesFrom } from "./runDifferences";

/** Maximum number of differences in the description. */
const maxDifferences = 2;

/** Returns the name of the run, or its start time. */
export const runName = ({ name, createdAt }: Pick<Run, "name" | "createdAt">): string => name ?? formatTime(createdAt);

/** Returns the label and description of a run in a list to select from. */
export const runItem = (run: Run): { label: string; description: string } => ({
  label: labelText(`${run.network} · ${runName(run)}`),
  description: [run.name && formatTime(run.createdAt), formatState(run.state), formatBest(run)]
    .filter(Boolean)
    .join(" · "),
});

/** Returns "97.9% · η 1.0 → 0.5 · 30 epochs · 12 s", or during training "97.2% · η 1.0 → 0.5 · 12/30". */
export function describeRun(run: Run, before: ResolvedConfig | undefined): string {
  const changes = formatDifferences(changesFrom(run, before), maxDifferences);
  const time = run.name && formatTime(run.createdAt);
  const parts = [...(isActive(run.state) ? atWork(run, changes) : ended(run, changes)), editsText(run)];
  return [...parts, time].filter(Boolean).join(" · ");
}

/** Returns a text such as "2 values set in the debugger". */
function editsText({ edits = 0, training }: Run): string {
  const count = Math.max(edits, training?.edits ?? 0);
  if (count === 0) return "";
  return count === 1 ? l10n.t("1 value set in the debugger") : l10n.t("{0} values set in the debugger", count);
}

function atWork(run: Run, changes: string): string[] {
  const { training, state, host, epoch, epochs } = run;
  const reached = training?.lastEpoch ? formatEpoch(training.lastEpoch) : formatBest(run);
  const now = training?.progress?.epoch ?? training?.lastEpoch?.epoch ?? epoch;
  const where = host === undefined ? "" : l10n.t("on {0}", host);
  return [reached, changes, `${now}/${epochs}`, state === "running" ? "" : formatState(state), where];
}

function ended(run: Run, changes: string): string[] {
  const { epoch, state, seconds } = run;
  const epochs = epoch === 1 ? l10n.t("1 epoch") : l10n.t("{0} epochs", epoch);
  const how = state === "completed" ? "" : formatState(state);
  return [formatBest(run), changes, epochs, seconds > 0 ? formatDuration(seconds) : "", how];
}

export function runTooltip(run: Run, before: ResolvedConfig | undefined): MarkdownString {
  const differences = changesFrom(run, before);
  const settings =
    differences.length > 0
      ? [l10n.t("Changed since the previous run:"), ...differencesInLines(differences)]
      : before && [l10n.t("The same settings as the previous run.")];
  const lines = [
    `${run.name ? `${run.name}: ` : ""}${run.network}, ${formatState(run.state)}`,
    run.host !== undefined &&
      l10n.t("According to its lock it is being trained on {0}, which cannot be reached from here.", run.host),
    run.onlyStops &&
      l10n.t("Another version of Matrix Network trains this run. It can be stopped here, but not shown live."),
    run.best && l10n.t("Best: {0} in epoch {1}", formatBestInFull(run) || "–", run.best.epoch),
    run.backend && l10n.t("Backend: {0}", run.backend),
    editsText(run),
    run.problem,
    ...(settings ?? []),
    run.folder,
  ];
  return markdownLines(lines.flatMap((line) => line || []));
}
