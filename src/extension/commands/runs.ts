/** Open Results, Reveal Run Folder, Delete Run, Show Log. */
import { join } from "node:path";
import { commands, l10n, Uri, window, workspace } from "vscode";
import { type Look, lookSchema } from "../../protocol/panel";
import type { Context } from "../context";
import { isAtWork } from "../words";
import { runOf } from "./target";

/** @param look `{epoch?, tab?}`: where the panel should look; an epoch of the tree says its own. */
export async function openResults(context: Context, target?: unknown, look?: unknown): Promise<void> {
  const { panels, trainings } = context;
  const wanted = lookOf(target, look);
  // A run that has just begun may not have been seen on disk yet.
  if (typeof target === "string" && trainings.of(target)) return panels.show(target, wanted);
  const run = await runOf(target, context, () => true);
  if (run) await panels.show(run.folder, wanted);
}

/** VS Code gives a tree's commands all selected nodes as a second argument: that is no wish. */
function lookOf(target: unknown, look: unknown): Look | undefined {
  const node = target as { kind?: string; epoch?: number } | undefined;
  const given = Array.isArray(look) ? undefined : lookSchema.safeParse(look).data;
  return node?.kind === "epoch" ? { epoch: node.epoch, ...given } : given;
}

export async function revealRun(context: Context, target?: unknown): Promise<void> {
  const run = await runOf(target, context, () => true);
  if (!run) return;
  const inWorkspace = workspace.getWorkspaceFolder(Uri.file(run.folder)) !== undefined;
  const command = inWorkspace ? "revealInExplorer" : "revealFileInOS";
  await commands.executeCommand(command, Uri.file(join(run.folder, "manifest.json")));
}

/** Asks first; a run that trains is not deleted under its process. */
export async function deleteRun(context: Context, target?: unknown): Promise<void> {
  const { networks, panels } = context;
  const run = await runOf(target, context, ({ state }) => !isAtWork(state));
  if (!run) return;
  if (isAtWork(run.state)) {
    void window.showWarningMessage(l10n.t("This run is training; stop it first."));
    return;
  }
  const remove = l10n.t("Delete");
  const text = l10n.t("Delete this run of {0} with its weights and metrics?", run.network);
  if ((await window.showWarningMessage(text, { modal: true, detail: run.folder }, remove)) !== remove) return;
  panels.close(run.folder);
  await workspace.fs.delete(Uri.file(run.folder), { recursive: true, useTrash: false });
  await networks.refresh();
}

export async function showLog(context: Context, target?: unknown): Promise<void> {
  const { output, panels } = context;
  const about = target ?? panels.active;
  const run = about !== undefined ? await runOf(about, context, () => true) : undefined;
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
