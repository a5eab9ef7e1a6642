/** Open Results, Reveal Run Folder, Delete Run, Compare Trained Config, Show Log. */
import { join } from "node:path";
import { commands, l10n, Uri, window, workspace } from "vscode";
import { groupOfRun } from "../../groups/finalRun";
import { type PanelTarget, panelTargetSchema } from "../../protocol/panel";
import { isActive } from "../base/formatting";
import { showWarning } from "../base/notify";
import type { TreeNode } from "../tree/node";
import { runName } from "../tree/runText";
import { compareWithTrained } from "../tree/trainedConfig";
import type { Run } from "../workspace/networks";
import type { CommandContext } from "./context";
import { deleteGroups } from "./groups";
import { resolveRun, resolveRuns } from "./target";

/** @param look `{epoch?, tab?}` to show in the panel; an epoch node of the tree has its own epoch. */
export async function openResults(context: CommandContext, target?: unknown, look?: unknown): Promise<void> {
  const { panels, trainings } = context;
  const wanted = requestedTarget(target, look);
  // The networks may not include the run folder of a new training yet, and never include trials.
  if (typeof target === "string" && (trainings.of(target) || groupOfRun(target))) return panels.show(target, wanted);
  const run = await resolveRun(target, context, () => true);
  if (run) await panels.show(run.folder, wanted);
}

/** Returns the PanelTarget; VS Code passes all selected nodes as the second argument, which is not one. */
function requestedTarget(target: unknown, look: unknown): PanelTarget | undefined {
  const node = target as { kind?: string; epoch?: number } | undefined;
  const given = Array.isArray(look) ? undefined : panelTargetSchema.safeParse(look).data;
  return node?.kind === "epoch" ? { epoch: node.epoch, ...given } : given;
}

export async function revealRun(context: CommandContext, target?: unknown): Promise<void> {
  const run = await resolveRun(target, context, () => true);
  if (!run) return;
  const inWorkspace = workspace.getWorkspaceFolder(Uri.file(run.folder)) !== undefined;
  const command = inWorkspace ? "revealInExplorer" : "revealFileInOS";
  await commands.executeCommand(command, Uri.file(join(run.folder, "manifest.json")));
}

/** Deletes runs after one confirmation. Running trainings are never deleted, pinned runs only one at a time. */
export async function deleteRuns(context: CommandContext, target?: unknown, nodes?: unknown): Promise<void> {
  const { networks, panels } = context;
  const selected = target === "selection" ? context.view.selection : Array.isArray(nodes) ? nodes : [target];
  const kinds = (selected as readonly (TreeNode | undefined)[]).map((node) => node?.kind);
  if (kinds.includes("group")) await deleteGroups(context, target, nodes);
  if (kinds.includes("member")) sayMembersStay();
  if ((kinds.includes("group") || kinds.includes("member")) && !kinds.includes("run")) return;
  const all = await resolveRuns(target, nodes, context, ({ state }) => !isActive(state));
  const chosen = all.filter(({ group }) => group === undefined);
  if (chosen.length < all.length) sayMembersStay();
  const still = chosen.filter(({ state }) => !isActive(state));
  const runs = chosen.length > 1 ? still.filter(({ pinned }) => !pinned) : still;
  if (runs.length === 0) {
    if (still.length > 0) void showWarning(l10n.t("These runs are pinned. Unpin them first."));
    else if (chosen.length > 0) void showWarning(l10n.t("This run is being trained. Stop it first."));
    return;
  }
  if (!(await confirmDelete(runs, chosen.length - runs.length))) return;
  for (const { folder } of runs) {
    panels.close(folder);
    await workspace.fs.delete(Uri.file(folder), { recursive: true, useTrash: false });
  }
  await networks.refresh();
}

function sayMembersStay(): void {
  void showWarning(l10n.t("A trial is a part of its group, which is deleted as a whole."));
}

/** @param skipped the number of chosen runs that are not deleted */
async function confirmDelete(runs: readonly Run[], skipped: number): Promise<boolean> {
  const remove = l10n.t("Delete");
  const [first] = runs;
  const text =
    runs.length === 1
      ? l10n.t("Delete this run of {0} with its weights and metrics?", first.network)
      : l10n.t("Delete {0} runs with their weights and metrics?", runs.length);
  const maxNames = 10;
  const names =
    runs.length === 1 ? [first.folder] : runs.slice(0, maxNames).map((run) => `${run.network} · ${runName(run)}`);
  if (runs.length > maxNames) names.push("…");
  if (runs.length === 1 && first.pinned) names.push(l10n.t("This run is pinned."));
  if (skipped > 0) names.push(l10n.t("{0} pinned or training runs are not deleted.", skipped));
  return (await showWarning(text, { modal: true, detail: names.join("\n") }, remove)) === remove;
}

/** Compares the trained config with the current file. */
export async function diffConfig(context: CommandContext, target?: unknown): Promise<void> {
  const run = await resolveRun(target, context, () => true);
  if (run) await compareWithTrained(run, run.config);
}

export async function showLog(context: CommandContext, target?: unknown): Promise<void> {
  const { output, panels } = context;
  const subject = target ?? panels.active;
  const run = subject !== undefined ? await resolveRun(subject, context, () => true) : undefined;
  const file = run && Uri.file(join(run.folder, "log.txt"));
  const written =
    file &&
    (await workspace.fs.stat(file).then(
      ({ size }) => size > 0,
      () => false,
    ));
  if (file && written) await window.showTextDocument(file, { preview: true });
  else output.show();
}
