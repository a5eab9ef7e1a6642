/** Rename Run…, Pin Run, Unpin Run: labels of a run, saved in its folder. */

import { l10n, window } from "vscode";
import type { LabelChange } from "../../runs/label";
import { showError } from "../base/notify";
import { messageOf } from "../base/translated";
import type { GroupNode } from "../tree/node";
import { runName } from "../tree/runText";
import type { Run } from "../workspace/networks";
import type { CommandContext } from "./context";
import { groupsOf } from "./groups";
import { resolveRun, resolveRuns } from "./target";

/** @param given the new name, instead of asking; "" removes the name */
export async function renameRun(context: CommandContext, target?: unknown, given?: unknown): Promise<void> {
  const [group] = groupsOf(target, undefined, context);
  if (group) return renameGroup(context, group, given);
  const run = await resolveRun(target, context, () => true);
  if (!run) return;
  const name = typeof given === "string" ? given : await askRunName(run);
  if (name !== undefined) await updateLabels(context, [run], { name });
}

const askRunName = (run: Run) =>
  window.showInputBox({
    title: l10n.t("Rename Run"),
    prompt: l10n.t("The name of this run of {0}. Leave empty to show its start time.", run.network),
    value: run.name ?? "",
    placeHolder: runName({ createdAt: run.createdAt }),
  });

export async function pinRuns(
  context: CommandContext,
  pinned: boolean,
  target?: unknown,
  nodes?: unknown,
): Promise<void> {
  const groups = groupsOf(target, nodes, context);
  if (groups.length > 0) await labelGroups(context, groups, { pinned });
  const selected = target === "selection" ? context.view.selection : Array.isArray(nodes) ? nodes : [target];
  if (groups.length === selected.length) return;
  const runs = await resolveRuns(target, nodes, context, (run) => (run.pinned ?? false) !== pinned);
  await updateLabels(context, runs, { pinned });
}

async function renameGroup(context: CommandContext, group: GroupNode, given: unknown): Promise<void> {
  const now = group.view?.label.name;
  const asked =
    typeof given === "string"
      ? given
      : await window.showInputBox({
          title: l10n.t("Rename"),
          prompt: l10n.t("The name of this group of runs. Leave empty to show its kind and start time."),
          value: now ?? "",
        });
  if (asked !== undefined) await labelGroups(context, [group], { name: asked });
}

async function labelGroups({ groups }: CommandContext, nodes: readonly GroupNode[], label: LabelChange) {
  const { changeGroupLabel } = await import("../../groups/label");
  try {
    for (const { folder } of nodes) await changeGroupLabel(folder, label);
  } catch (error) {
    void showError(messageOf(error as Error));
  }
  await Promise.all(nodes.map(({ folder }) => groups.poll(folder)));
}

async function updateLabels(
  { networks }: CommandContext,
  runs: readonly Run[],
  label: { name?: string; pinned?: boolean },
) {
  const { changeLabel } = await import("../../runs/label");
  try {
    for (const { folder } of runs) await changeLabel(folder, label);
  } catch (error) {
    void showError(messageOf(error as Error));
  }
  await networks.rereadRuns(runs.map(({ folder }) => folder));
}
