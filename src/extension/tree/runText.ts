/** A run of the tree in words: beside its name in one line, in full when the pointer rests on it. */
import { l10n, type MarkdownString } from "vscode";
import { differencesInLines, formatDifferences } from "../../config/compare/formatDifferences";
import type { ResolvedConfig } from "../../config/schema/resolve";
import { bestInWords, duration, epochInWords, isAtWork, stateInWords, timeInWords } from "../base/formatting";
import { linesOf } from "../base/markdown";
import type { Run } from "../workspace/networks";
import { differencesOf } from "./runDifferences";

/** So many differences stand in the line. */
const mostInLine = 2;

/** Its own name, else when it began. */
export const nameOf = ({ name, createdAt }: Pick<Run, "name" | "createdAt">): string => name ?? timeInWords(createdAt);

/** "97.9% · η 1.0 → 0.5 · 30 epochs · 12 s", or while it trains "97.2% · η 1.0 → 0.5 · 12/30". */
export function describeRun(run: Run, before: ResolvedConfig | undefined): string {
  const changes = formatDifferences(differencesOf(run, before), mostInLine);
  const time = run.name && timeInWords(run.createdAt);
  const parts = isAtWork(run.state) ? atWork(run, changes) : ended(run, changes);
  return [...parts, time].filter(Boolean).join(" · ");
}

function atWork({ training, state, best, epoch, epochs }: Run, changes: string): string[] {
  const reached = training?.lastEpoch ? epochInWords(training.lastEpoch) : best ? bestInWords(best) : "";
  const now = training?.progress?.epoch ?? training?.lastEpoch?.epoch ?? epoch;
  return [reached, changes, `${now}/${epochs}`, state === "running" ? "" : stateInWords(state)];
}

function ended({ epoch, state, best, seconds }: Run, changes: string): string[] {
  const epochs = epoch === 1 ? l10n.t("1 epoch") : l10n.t("{0} epochs", epoch);
  const how = state === "completed" ? "" : stateInWords(state);
  return [best ? bestInWords(best) : "", changes, epochs, seconds > 0 ? duration(seconds) : "", how];
}

export function explainRun(run: Run, before: ResolvedConfig | undefined): MarkdownString {
  const differences = differencesOf(run, before);
  const settings =
    differences.length > 0
      ? [l10n.t("Other than the run before it:"), ...differencesInLines(differences)]
      : before && [l10n.t("The same settings as the run before it.")];
  const lines = [
    `${run.name ? `${run.name}: ` : ""}${run.network}, ${stateInWords(run.state)}`,
    run.best && l10n.t("Best: {0} in epoch {1}", bestInWords(run.best), run.best.epoch),
    run.backend && l10n.t("Backend: {0}", run.backend),
    run.problem,
    ...(settings ?? []),
    run.folder,
  ];
  return linesOf(lines.flatMap((line) => line || []));
}
