/** Saves data from a panel to a file of the user's choice, atomically on the local disk. */

import { basename, dirname, join } from "node:path";
import { commands, l10n, Uri, window, workspace } from "vscode";
import type { SaveMessage } from "../../protocol/panel";
import { atomicWrite } from "../../runs/atomicWrite";
import { showError, showInformation } from "../base/notify";
import { messageOf } from "../base/translated";

/** Folder of the last save, which the next dialog starts in. */
let lastFolder: Uri | undefined;

/** @param folder of the run; the first dialog starts beside its config */
export async function saveFile(folder: string, { name, kind, data }: SaveMessage): Promise<void> {
  const beside = lastFolder ?? Uri.file(dirname(dirname(dirname(folder))));
  const filters = { [kind.toUpperCase()]: [kind] };
  const to = await window.showSaveDialog({ defaultUri: Uri.joinPath(beside, `${name}.${kind}`), filters });
  if (!to) return;
  lastFolder = Uri.joinPath(to, "..");
  try {
    if (to.scheme === "file") await atomicWrite(to.fsPath, data);
    else await workspace.fs.writeFile(to, typeof data === "string" ? Buffer.from(data) : data);
  } catch (error) {
    const place = join(basename(dirname(to.fsPath)), basename(to.fsPath));
    void showError(l10n.t("{0} was not written: {1}", place, messageOf(error as Error)));
    return;
  }
  const open = l10n.t("Open");
  const chosen = await showInformation(l10n.t("Saved {0}.", basename(to.fsPath)), open);
  if (chosen === open) await commands.executeCommand("vscode.open", to);
}
