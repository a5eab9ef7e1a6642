/** Clean Up Runs…: frees space by a rule; lists what it removes, with sizes, and confirms before deleting. */

import { dirname, relative, sep } from "node:path";
import { l10n, ProgressLocation, type QuickPickItem, QuickPickItemKind, window } from "vscode";
import type { CleanUpGroup, PrunableGroup } from "../../groups/cleanUp";
import { labelText } from "../../messages/visibleText";
import type { CleanUpRun, Leftover, PrunableRun } from "../../runs/cleanUp";
import { stemOf } from "../../runs/folders";
import type { KeptBecause, PruneRule } from "../../runs/prune";
import type { Scope } from "../../runs/removal";
import { formatBest, formatState, formatTime } from "../base/formatting";
import { showInformation, showWarning } from "../base/notify";
import { configuredRunsFolder } from "../base/settings";
import { messageOf } from "../base/translated";
import { groupName } from "../tree/groupText";
import type { TreeNode } from "../tree/networksTree";
import { runName } from "../tree/runText";
import type { CommandContext } from "./context";
import { hasTrash, remover } from "./toTrash";

const day = 86_400_000;

/** Candidates in one folder of runs. */
interface Found {
  readonly runsDir: string;
  readonly scope: Scope;
  readonly runs: readonly CleanUpRun[];
  readonly groups: readonly CleanUpGroup[];
  readonly leftovers: readonly Leftover[];
}

interface Item extends QuickPickItem {
  readonly run?: CleanUpRun;
  readonly group?: CleanUpGroup;
  readonly leftovers?: readonly Leftover[];
}

/**
 * @param target a network node, to restrict the command to its runs; @param given a rule, instead of asking. Returns
 * the bytes freed, or undefined if the user cancels.
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
    void showInformation(l10n.t("This rule selects no runs."));
    return undefined;
  }
  const title = l10n.t("Clean Up Runs");
  const placeHolder = l10n.t("Select the runs to delete");
  const options = { canPickMany: true, title, placeHolder, matchOnDescription: true, matchOnDetail: true } as const;
  const chosen = await window.showQuickPick(items, options);
  if (!chosen || chosen.length === 0) return undefined;
  const runs = chosen.flatMap(({ run }) => (run && !run.kept ? [run.run] : []));
  const groups = chosen.flatMap(({ group }) => (group && !group.kept ? [group.run] : []));
  const leftovers = chosen.flatMap((item) => item.leftovers ?? []);
  const kept = chosen.flatMap(({ run, group }) => [run, group].filter((each) => each?.kept !== undefined));
  const picked: Picked = { runs, groups, leftovers, kept: kept.flatMap((each) => each ?? []) };
  const bytes = [...runs, ...groups, ...leftovers].reduce((sum, each) => sum + each.bytes, 0);
  if (runs.length + groups.length + leftovers.length === 0) {
    void showWarning(l10n.t("The selected runs are not deleted: {0}", picked.kept.map(keptLine).join("; ")));
    return undefined;
  }
  if (!(await confirm(formatBytes(bytes), picked))) return undefined;
  const freed = await removeAll(context, found, picked);
  await context.networks.refresh();
  void showInformation(
    hasTrash() && runs.length + groups.length > 0
      ? l10n.t("Removed {0}. Deleted runs take up space until the trash is emptied.", formatBytes(freed))
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
  const placeHolder = l10n.t("Select which runs to delete. They are listed first, and pinned runs are kept.");
  return (await window.showQuickPick(items, { title: l10n.t("Clean Up Runs"), placeHolder }))?.rule;
}

/** Searches every runs folder of the workspace, or that of one network. */
async function find({ networks, comparisons }: CommandContext, rule: PruneRule, target: unknown): Promise<Found[]> {
  const [{ findCleanUp }, { findGroupsToCleanUp }] = await Promise.all([
    import("../../runs/cleanUp"),
    import("../../groups/cleanUp"),
  ]);
  await networks.ready;
  const node = target as TreeNode | undefined;
  const config = node?.kind === "network" ? node.network.config : undefined;
  const otherRunsDirs = networks.runsFolders;
  const compared = comparisons.folders;
  const scope = { compared, otherRunsDirs, ...(config && { only: stemOf(config.fsPath) }) };
  const found: Found[] = [];
  for (const runsDir of config ? [configuredRunsFolder(config)] : otherRunsDirs) {
    const groups = await findGroupsToCleanUp(runsDir, rule, scope);
    found.push({ runsDir, scope, groups, ...(await findCleanUp(runsDir, rule, scope)) });
  }
  return found;
}

/** Returns the items: selected ones to delete, then the runs that are kept, with the reasons. */
function itemsOf(found: readonly Found[], formatBytes: (bytes: number) => string): Item[] {
  const runs = found.flatMap((each) => each.runs);
  const about = (each: CleanUpRun | CleanUpGroup) => ({
    label: `${each.kept ? "$(lock) " : ""}${labelText(nameOf(each.run))}`,
    detail: each.kept ? keptText(each.kept, each.run) : l10n.t("trained last: {0}", formatTime(each.run.trainedAt)),
    picked: !each.kept,
  });
  const item = (each: CleanUpRun): Item => ({
    ...about(each),
    description: [formatBytes(each.run.bytes), formatState(each.run.state), formatBest(each.run)]
      .filter(Boolean)
      .join(" · "),
    run: each,
  });
  const leftovers = found.flatMap((each) => each.leftovers);
  const bytes = leftovers.reduce((sum, each) => sum + each.bytes, 0);
  const groups = found.flatMap((each) => each.groups);
  const groupItem = (each: CleanUpGroup): Item => ({
    ...about(each),
    description: [formatBytes(each.run.bytes), l10n.t("{0} trials", each.run.trials)].join(" · "),
    group: each,
  });
  const kept = [...runs.filter((each) => each.kept).map(item), ...groups.filter((each) => each.kept).map(groupItem)];
  return [
    ...runs.filter((each) => !each.kept).map(item),
    ...groups.filter((each) => !each.kept).map(groupItem),
    ...(leftovers.length > 0
      ? [{ label: l10n.t("Leftovers of killed processes"), description: formatBytes(bytes), picked: true, leftovers }]
      : []),
    ...(kept.length > 0 ? [{ label: l10n.t("not deleted"), kind: QuickPickItemKind.Separator }, ...kept] : []),
  ];
}

/** The user's selection, and the part of it that is kept. */
interface Picked {
  readonly runs: readonly PrunableRun[];
  readonly groups: readonly PrunableGroup[];
  readonly leftovers: readonly Leftover[];
  readonly kept: readonly (CleanUpRun | CleanUpGroup)[];
}

const nameOf = (run: PrunableRun | PrunableGroup) =>
  `${run.network} · ${"trials" in run ? groupName(run.folder, undefined) : runName(run)}`;

const keptLine = ({ run, kept }: CleanUpRun | CleanUpGroup) => `${nameOf(run)} (${kept ? keptText(kept, run) : ""})`;

function keptText(kept: KeptBecause, { folder, problem = "" }: { folder: string; problem?: string }): string {
  switch (kept.because) {
    case "pinned":
      return l10n.t("kept: it is pinned");
    case "damaged-label":
      return l10n.t("kept: its label.json cannot be read and may pin it");
    case "running":
      return kept.host === undefined
        ? l10n.t("kept: it is being trained")
        : l10n.t("kept: it is being trained on {0}, according to its lock", kept.host);
    case "compared":
      return kept.host === undefined
        ? l10n.t("kept: it is open in a comparison")
        : l10n.t("kept: it is open in a comparison on {0}, according to .compared", kept.host);
    case "unreadable":
      // A list item has no room for a path.
      return l10n.t("kept: it cannot be read: {0}", problem.replace(folder + sep, ""));
    case "started-from":
      return l10n.t("kept: {0} starts from it", kept.by);
  }
}

async function confirm(size: string, { runs, groups, leftovers, kept }: Picked): Promise<boolean> {
  const count = runs.length + groups.length;
  const remove = hasTrash() && count > 0 ? l10n.t("Move to Trash") : l10n.t("Delete");
  const trials = groups.reduce((sum, group) => sum + group.trials, 0);
  const text =
    count === 0
      ? l10n.t("Delete leftovers of killed processes? This frees {0}.", size)
      : groups.length === 0
        ? l10n.t("Delete {0} runs with their weights and metrics? This frees {1}.", runs.length, size)
        : l10n.t(
            "Delete {0} runs, and {1} sweeps or folds with all their {2} trials? This frees {3}.",
            runs.length,
            groups.length,
            trials,
            size,
          );
  const maxNames = 10;
  const lines = [...runs, ...groups].slice(0, maxNames).map(nameOf);
  if (count > maxNames) lines.push("…");
  if (leftovers.length > 0 && count > 0) lines.push(l10n.t("Leftovers of killed processes"));
  lines.push(...kept.map(keptLine));
  return (await showWarning(text, { modal: true, detail: lines.join("\n") }, remove)) === remove;
}

/** Returns the bytes freed. Runs that cannot be deleted are reported. */
async function removeAll(
  { panels, groupPanels }: CommandContext,
  found: readonly Found[],
  { runs, groups, leftovers }: Picked,
): Promise<number> {
  const [{ deleteLeftover, removeRuns }, { removeGroups }, removeRun, removeGroup] = await Promise.all([
    import("../../runs/cleanUp"),
    import("../../groups/cleanUp"),
    remover("run"),
    remover("group"),
  ]);
  const problems: string[] = [];
  let freed = 0;
  for (const { runsDir, scope } of found) {
    const isHere = ({ folder }: PrunableRun | PrunableGroup) => relative(runsDir, dirname(dirname(folder))) === "";
    const removals = await removeRuns(runsDir, runs.filter(isHere), scope, async (folder) => {
      panels.close(folder);
      await removeRun(folder);
    });
    const removedGroups = await removeGroups(runsDir, groups.filter(isHere), scope, async (folder) => {
      panels.closeIn(folder);
      groupPanels.close(folder);
      await removeGroup(folder);
    });
    for (const { run, kept, error } of [...removals, ...removedGroups]) {
      if (!kept && !error) freed += run.bytes;
      else problems.push(`${nameOf(run)}: ${kept ? keptText(kept, run) : error && messageOf(error)}`);
    }
  }
  for (const leftover of leftovers) {
    await deleteLeftover(leftover).then(
      () => {
        freed += leftover.bytes;
      },
      (error: Error) => problems.push(messageOf(error)),
    );
  }
  if (problems.length > 0) void showWarning(l10n.t("Not deleted: {0}", problems.join("; ")));
  return freed;
}
