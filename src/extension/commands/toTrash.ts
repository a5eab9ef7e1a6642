/** Deletes run folders and groups, to the trash if there is one. */

import { env, l10n, UIKind, Uri, workspace } from "vscode";
import { showWarning } from "../base/notify";
import { messageOf } from "../base/translated";

/** Returns true in a desktop window without a remote; only there VS Code has a trash. */
export const hasTrash = () => env.uiKind === UIKind.Desktop && env.remoteName === undefined;

/** Returns a function that deletes a folder, to the trash if there is one; if that fails, asks once how to proceed. */
export async function remover(what: "run" | "group"): Promise<(folder: string) => Promise<void>> {
  const { deleteRun } = await import("../../runs/deleteRun");
  const { deleteGroup, refuseIfHeld } = await import("../../groups/deleteGroup");
  const deleteFolder = what === "run" ? deleteRun : deleteGroup;
  let permanently: boolean | undefined = hasTrash() ? undefined : true;
  return async (folder) => {
    if (permanently) return deleteFolder(folder);
    if (what === "group") await refuseIfHeld(folder);
    try {
      await workspace.fs.delete(Uri.file(folder), { recursive: true, useTrash: true });
    } catch (error) {
      permanently ??= await askPermanently(messageOf(error as Error));
      if (!permanently) throw error;
      await deleteFolder(folder);
    }
  };
}

async function askPermanently(detail: string): Promise<boolean> {
  const remove = l10n.t("Delete Permanently");
  const text = l10n.t("A run could not be moved to the trash. Delete it permanently instead?");
  return (await showWarning(text, { modal: true, detail }, remove)) === remove;
}
