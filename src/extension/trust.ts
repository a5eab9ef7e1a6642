/** A workspace that is not trusted starts no process. */
import { commands, l10n, window, workspace } from "vscode";

/** Says so where it is not, and offers to trust it. */
export function isTrusted(): boolean {
  if (workspace.isTrusted) return true;
  void offerTrust();
  return false;
}

async function offerTrust(): Promise<void> {
  const manage = l10n.t("Manage Workspace Trust");
  const text = l10n.t("Training starts a process: trust this workspace first.");
  if ((await window.showWarningMessage(text, manage)) === manage) {
    await commands.executeCommand("workbench.trust.manage");
  }
}
