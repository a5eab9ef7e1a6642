/** Rename Run…, Pin Run, Unpin Run: labels of a run, saved in its folder. */
import { l10n, window } from "vscode";
import { runName } from "../tree/runText";
import type { Run } from "../workspace/networks";
import type { CommandContext } from "./context";
import { resolveRun, resolveRuns } from "./target";

/** @param given the new name, instead of asking; "" removes the name */
export async function renameRun(context: CommandContext, target?: unknown, given?: unknown): Promise<void> {
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
  const runs = await resolveRuns(target, nodes, context, (run) => (run.pinned ?? false) !== pinned);
  await updateLabels(context, runs, { pinned });
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
    void window.showErrorMessage((error as Error).message);
  }
  await networks.rereadRuns(runs.map(({ folder }) => folder));
}
