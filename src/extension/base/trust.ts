/** A workspace that is not trusted: no process is started in it and no file is read for a config; what would need one says so. */
import { commands, l10n, MarkdownString, window, workspace } from "vscode";

const manageCommand = "workbench.trust.manage";
/** Opens what says what trust is, and gives it. */
export const manageTrustCommand = () => ({ command: manageCommand, title: l10n.t("Manage Workspace Trust") });

export const untrustedReason = () =>
  l10n.t("This requires a separate process, which is started only in a trusted workspace.");

/** Says so where it is not, and offers to trust it. */
export function confirmTrust(): boolean {
  if (workspace.isTrusted) return true;
  void offerTrust();
  return false;
}

async function offerTrust(): Promise<void> {
  const { command, title } = manageTrustCommand();
  if ((await window.showWarningMessage(untrustedReason(), title)) === title) await commands.executeCommand(command);
}

/** In place of what the data would tell. */
export function untrustedDataText(): MarkdownString {
  const { command, title } = manageTrustCommand();
  const text = new MarkdownString(`${l10n.t("The data is not read because this workspace is not trusted.")}  \n`);
  text.appendMarkdown(`[${title}](command:${command})`);
  text.isTrusted = { enabledCommands: [command] };
  return text;
}
