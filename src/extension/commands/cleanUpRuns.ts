/** Clean Up Runs…: frees space by a rule; what it removes is listed with its size, and asked about before it goes. */
import { dirname, relative, sep } from "node:path";
import {
  env,
  l10n,
  ProgressLocation,
  type QuickPickItem,
  QuickPickItemKind,
  UIKind,
  Uri,
  window,
  workspace,
} from "vscode";
import type { CleanUpRun, Leftover, PrunableRun, Scope } from "../../runs/cleanUp";
import { stemOf } from "../../runs/folders";
import type { KeptBecause, PruneRule } from "../../runs/prune";
import { formatBest, formatState, formatTime } from "../base/formatting";
import { configuredRunsFolder } from "../base/settings";
import type { TreeNode } from "../tree/networksTree";
import { runName } from "../tree/runText";
import type { CommandContext } from "./context";

const day = 86_400_000;

/** What was found in one folder of runs. */
interface Found {
  readonly runsDir: string;
  readonly scope: Scope;
  readonly runs: readonly CleanUpRun[];
  readonly leftovers: readonly Leftover[];
}

interface Item extends QuickPickItem {
  readonly run?: CleanUpRun;
  readonly leftovers?: readonly Leftover[];
}

/**
 * @param target a node of a network: its runs alone; @param given a rule, instead of asking. Returns the bytes that
 * were freed, or undefined if the user cancels.
 */
export async function cleanUpRuns(
  context: CommandContext,
  target?: unknown,
  given?: unknown,
): Promise<number | undefined> {
  const rule = (given as PruneRule | undefined) ?? (await pickRule());
  if (!rule) return undefined;
  const { formatBytes } = await import("../../runs/runSize");
  const found = await window.withProgress({ location: ProgressLocation.Window, title: l10n.t("Measuring runs") }, () =>
    find(context, rule, target),
  );
  const items = itemsOf(found, formatBytes);
  if (items.length === 0) {
    void window.showInformationMessage(l10n.t("No run is removed by this rule."));
    return undefined;
  }
  const title = l10n.t("Clean Up Runs");
  const placeHolder = l10n.t("Select the runs to delete");
  const options = { canPickMany: true, title, placeHolder, matchOnDescription: true, matchOnDetail: true } as const;
  const chosen = await window.showQuickPick(items, options);
  if (!chosen || chosen.length === 0) return undefined;
  const runs = chosen.flatMap(({ run }) => (run && !run.kept ? [run.run] : []));
  const leftovers = chosen.flatMap((item) => item.leftovers ?? []);
  const kept = chosen.flatMap(({ run }) => (run?.kept ? [run] : []));
  const bytes = [...runs, ...leftovers].reduce((sum, each) => sum + each.bytes, 0);
  if (runs.length + leftovers.length === 0) {
    void window.showWarningMessage(l10n.t("The selected runs are not deleted: {0}", kept.map(keptLine).join("; ")));
    return undefined;
  }
  if (!(await confirm(formatBytes(bytes), runs, leftovers, kept))) return undefined;
  const freed = await removeAll(context, found, runs, leftovers);
  await context.networks.refresh();
  void window.showInformationMessage(
    hasTrash() && runs.length > 0
      ? l10n.t("Removed {0}. What is in the trash takes space until you empty it.", formatBytes(freed))
      : l10n.t("Freed {0}.", formatBytes(freed)),
  );
  return freed;
}

async function pickRule(): Promise<PruneRule | undefined> {
  const items: (QuickPickItem & { rule: PruneRule })[] = [
    { label: l10n.t("All but the newest {0} of each network", 5), rule: { keep: 5 } },
    { label: l10n.t("All but the newest {0} of each network", 20), rule: { keep: 20 } },
    { label: l10n.t("Trained last more than {0} days ago", 30), rule: { olderThan: 30 * day } },
    {
      label: l10n.t("Trained last more than {0} days ago, but not the newest {1} of each network", 7, 5),
      rule: { keep: 5, olderThan: 7 * day },
    },
    { label: l10n.t("All runs"), rule: { keep: 0 } },
  ];
  const placeHolder = l10n.t("Which runs are to be deleted? They are listed first. Pinned runs stay.");
  return (await window.showQuickPick(items, { title: l10n.t("Clean Up Runs"), placeHolder }))?.rule;
}

/** In every folder of runs of the workspace, or that of one network. */
async function find({ networks, comparisons }: CommandContext, rule: PruneRule, target: unknown): Promise<Found[]> {
  const { findCleanUp } = await import("../../runs/cleanUp");
  await networks.ready;
  const node = target as TreeNode | undefined;
  const config = node?.kind === "network" ? node.network.config : undefined;
  const otherRunsDirs = networks.runsFolders;
  const compared = comparisons.folders;
  const scope = { compared, otherRunsDirs, ...(config && { only: stemOf(config.fsPath) }) };
  const found: Found[] = [];
  for (const runsDir of config ? [configuredRunsFolder(config)] : otherRunsDirs) {
    found.push({ runsDir, scope, ...(await findCleanUp(runsDir, rule, scope)) });
  }
  return found;
}

/** What goes is selected; what stays is listed below it with the reason. */
function itemsOf(found: readonly Found[], formatBytes: (bytes: number) => string): Item[] {
  const runs = found.flatMap((each) => each.runs);
  const item = (each: CleanUpRun): Item => ({
    label: `${each.kept ? "$(lock) " : ""}${nameOf(each.run)}`,
    description: [formatBytes(each.run.bytes), formatState(each.run.state), each.run.best && formatBest(each.run.best)]
      .filter(Boolean)
      .join(" · "),
    detail: each.kept ? keptText(each.kept, each.run) : l10n.t("trained last: {0}", formatTime(each.run.trainedAt)),
    picked: !each.kept,
    run: each,
  });
  const leftovers = found.flatMap((each) => each.leftovers);
  const bytes = leftovers.reduce((sum, each) => sum + each.bytes, 0);
  const kept = runs.filter((each) => each.kept).map(item);
  return [
    ...runs.filter((each) => !each.kept).map(item),
    ...(leftovers.length > 0
      ? [{ label: l10n.t("Leftovers of killed processes"), description: formatBytes(bytes), picked: true, leftovers }]
      : []),
    ...(kept.length > 0 ? [{ label: l10n.t("not deleted"), kind: QuickPickItemKind.Separator }, ...kept] : []),
  ];
}

const nameOf = (run: PrunableRun) => `${run.network} · ${runName(run)}`;

const keptLine = ({ run, kept }: CleanUpRun) => `${nameOf(run)} (${kept ? keptText(kept, run) : ""})`;

function keptText(kept: KeptBecause, { folder, problem = "" }: { folder: string; problem?: string }): string {
  switch (kept.because) {
    case "pinned":
      return l10n.t("stays: it is pinned");
    case "damaged-label":
      return l10n.t("stays: its label.json cannot be read, and may pin it");
    case "running":
      return kept.host === undefined
        ? l10n.t("stays: it is being trained")
        : l10n.t("stays: it is being trained on {0}, by its lock", kept.host);
    case "compared":
      return kept.host === undefined
        ? l10n.t("stays: it is open in a comparison")
        : l10n.t("stays: it is open in a comparison on {0}, by the mark in .compared", kept.host);
    case "unreadable":
      // The list has room for some words, and not for a path.
      return l10n.t("stays: it cannot be read: {0}", problem.replace(folder + sep, ""));
    case "started-from":
      return l10n.t("stays: {0} starts from it", kept.by);
  }
}

/** Only the desktop's window has one, and not for files of another machine. */
const hasTrash = () => env.uiKind === UIKind.Desktop && env.remoteName === undefined;

async function confirm(
  size: string,
  runs: readonly PrunableRun[],
  leftovers: readonly Leftover[],
  kept: readonly CleanUpRun[],
): Promise<boolean> {
  const remove = hasTrash() && runs.length > 0 ? l10n.t("Move to Trash") : l10n.t("Delete");
  const text =
    runs.length === 0
      ? l10n.t("Delete leftovers of killed processes? This frees {0}.", size)
      : l10n.t("Delete {0} runs with their weights and metrics? This frees {1}.", runs.length, size);
  const maxNames = 10;
  const lines = runs.slice(0, maxNames).map(nameOf);
  if (runs.length > maxNames) lines.push("…");
  if (leftovers.length > 0 && runs.length > 0) lines.push(l10n.t("Leftovers of killed processes"));
  lines.push(...kept.map(keptLine));
  return (await window.showWarningMessage(text, { modal: true, detail: lines.join("\n") }, remove)) === remove;
}

/** The bytes that were freed. What cannot be deleted is reported. */
async function removeAll(
  { panels }: CommandContext,
  found: readonly Found[],
  runs: readonly PrunableRun[],
  leftovers: readonly Leftover[],
): Promise<number> {
  const { deleteLeftover, removeRuns } = await import("../../runs/cleanUp");
  const remove = await remover();
  const problems: string[] = [];
  let freed = 0;
  for (const { runsDir, scope } of found) {
    const here = runs.filter(({ folder }) => relative(runsDir, dirname(dirname(folder))) === "");
    const removals = await removeRuns(runsDir, here, scope, async (folder) => {
      panels.close(folder);
      await remove(folder);
    });
    for (const { run, kept, error } of removals) {
      if (!kept && !error) freed += run.bytes;
      else problems.push(`${nameOf(run)}: ${kept ? keptText(kept, run) : error?.message}`);
    }
  }
  for (const leftover of leftovers) {
    await deleteLeftover(leftover).then(
      () => {
        freed += leftover.bytes;
      },
      (error: Error) => problems.push(error.message),
    );
  }
  if (problems.length > 0) void window.showWarningMessage(l10n.t("Not deleted: {0}", problems.join("; ")));
  return freed;
}

/** Deletes a run folder: to the trash where there is one; where that fails, it is asked once what to do. */
async function remover(): Promise<(folder: string) => Promise<void>> {
  const { deleteRun } = await import("../../runs/deleteRun");
  let permanently: boolean | undefined = hasTrash() ? undefined : true;
  return async (folder) => {
    if (permanently) return deleteRun(folder);
    try {
      await workspace.fs.delete(Uri.file(folder), { recursive: true, useTrash: true });
    } catch (error) {
      permanently ??= await askPermanently((error as Error).message);
      if (!permanently) throw error;
      await deleteRun(folder);
    }
  };
}

async function askPermanently(detail: string): Promise<boolean> {
  const remove = l10n.t("Delete Permanently");
  const text = l10n.t("The trash did not take a run. Delete permanently instead?");
  return (await window.showWarningMessage(text, { modal: true, detail }, remove)) === remove;
}
