/** Show Sweep: opens the panel of a sweep or folds, or asks for one. */
import { isAbsolute } from "node:path";
import { l10n, type QuickPickItem, window } from "vscode";
import { isGroupFolder } from "../../groups/finalRun";
import { listGroups } from "../../groups/listGroups";
import { labelText } from "../../messages/visibleText";
import { showInformation } from "../base/notify";
import { titleOf } from "../group/groupPanels";
import type { CommandContext } from "./context";

/** @param target the folder of a group, or its node in the tree; otherwise the user is asked */
export async function showGroup(context: CommandContext, target?: unknown): Promise<void> {
  const given = typeof target === "string" ? target : (target as { folder?: unknown } | undefined)?.folder;
  if (typeof given !== "string" || !isAbsolute(given)) {
    const folder = await pick(context);
    if (folder !== undefined) await context.groupPanels.show(folder);
  } else if (isGroupFolder(given)) await context.groupPanels.show(given);
  else void showInformation(l10n.t("{0} is neither a sweep nor folds.", given));
}

/** Returns undefined if the user cancels or there is none. */
async function pick({ networks }: CommandContext): Promise<string | undefined> {
  await networks.ready;
  const found = await Promise.all(networks.runsFolders.map(listGroups));
  const items = await Promise.all(
    found.flat().map(
      async (folder): Promise<QuickPickItem & { folder: string }> => ({
        label: labelText(await titleOf(folder)),
        folder,
      }),
    ),
  );
  if (items.length === 0) {
    void showInformation(l10n.t("There is no sweep yet. Start one with Run Sweep."));
    return undefined;
  }
  return (await window.showQuickPick(items, { placeHolder: l10n.t("Select a sweep") }))?.folder;
}
