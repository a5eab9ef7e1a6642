/** Resume Sweep, Resume Folds, Delete Group, Reveal in Explorer and Copy Path, for a sweep or folds in the tree. */

import { commands, env, l10n, Uri, workspace } from "vscode";
import { showError, showWarning } from "../base/notify";
import { messageOf } from "../base/translated";
import { confirmTrust } from "../base/trust";
import { runGroupTask } from "../tasks";
import { groupName, isFoldsFolder } from "../tree/groupText";
import type { GroupNode, TreeNode } from "../tree/node";
import type { CommandContext } from "./context";
import { remover } from "./toTrash";

/** Returns the groups that a command applies to: the selection, or the node it was run on. */
export function groupsOf(target: unknown, nodes: unknown, { view }: Pick<CommandContext, "view">): GroupNode[] {
  const selected = target === "selection" ? view.selection : Array.isArray(nodes) ? nodes : [target];
  return (selected as readonly (TreeNode | undefined)[]).filter((node) => node?.kind === "group");
}

/** Resumes a sweep or folds in a terminal, where they were started. */
export async function resumeGroup(context: CommandContext, target?: unknown): Promise<void> {
  const [node] = groupsOf(target, undefined, context);
  if (!node || !(await confirmTrust())) return;
  try {
    const isSweep = !isFoldsFolder(node.folder);
    await runGroupTask(node.folder, node.config, isSweep ? "sweep" : "resume");
    if (isSweep) await context.groupPanels.show(node.folder, { beside: true });
  } catch (error) {
    void showError(messageOf(error as Error));
  }
}

/** Deletes groups with all their trials after one confirmation; never one that is being trained. */
export async function deleteGroups(context: CommandContext, target?: unknown, nodes?: unknown): Promise<void> {
  const groups = groupsOf(target, nodes, context);
  if (groups.length === 0 || !(await confirmTrust())) return;
  const { refuseIfHeld } = await import("../../groups/deleteGroup");
  const free: GroupNode[] = [];
  const problems: string[] = [];
  for (const node of groups) {
    await refuseIfHeld(node.folder).then(
      () => free.push(node),
      (error: Error) => problems.push(messageOf(error)),
    );
  }
  if (free.length > 0 && (await confirmDelete(context, free))) {
    const remove = await remover("group");
    for (const { folder } of free) {
      context.panels.closeIn(folder);
      context.groupPanels.close(folder);
      await remove(folder).catch((error: Error) => problems.push(messageOf(error)));
    }
    await context.networks.refresh();
  }
  if (problems.length > 0) void showWarning(l10n.t("Not deleted: {0}", problems.join("; ")));
}

async function confirmDelete({ groups }: CommandContext, nodes: readonly GroupNode[]): Promise<boolean> {
  const remove = l10n.t("Delete");
  const trials = nodes.reduce((sum, { folder }) => sum + (groups.of(folder)?.trials.size ?? 0), 0);
  const text =
    nodes.length === 1
      ? l10n.t(
          "Delete {0} with its {1} trials, their weights and metrics?",
          groupName(nodes[0].folder, nodes[0].view),
          trials,
        )
      : l10n.t("Delete {0} groups with their {1} trials, weights and metrics?", nodes.length, trials);
  const detail = nodes.map(({ folder }) => folder).join("\n");
  return (await showWarning(text, { modal: true, detail }, remove)) === remove;
}

export async function revealGroup(context: CommandContext, target?: unknown): Promise<void> {
  const [node] = groupsOf(target, undefined, context);
  if (!node) return;
  const folder = Uri.file(node.folder);
  const isInWorkspace = workspace.getWorkspaceFolder(folder) !== undefined;
  await commands.executeCommand(isInWorkspace ? "revealInExplorer" : "revealFileInOS", folder);
}

export async function copyGroupPath(context: CommandContext, target?: unknown, nodes?: unknown): Promise<void> {
  const paths = groupsOf(target, nodes, context).map(({ folder }) => folder);
  if (paths.length > 0) await env.clipboard.writeText(paths.join("\n"));
}
