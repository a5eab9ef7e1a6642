/**
 * Workspace trust. In an untrusted workspace no process is started and no data file is read; features that need one say
 * so.
 */
import { commands, l10n, MarkdownString, workspace } from "vscode";
import { showWarning } from "./notify";

const manageTrustId = "workbench.trust.manage";
/** Returns the command that opens the editor which explains workspace trust and grants it. */
export const manageTrustCommand = () => ({ command: manageTrustId, title: l10n.t("Manage Workspace Trust") });

export const untrustedReason = () =>
  l10n.t("This requires a separate process, which is started only in a trusted workspace.");

/** Returns true if the workspace is trusted. If it is not, shows a warning that offers to trust it. */
export function confirmTrust(): boolean {
  if (workspace.isTrusted) return true;
  void offerTrust();
  return false;
}

async function offerTrust(): Promise<void> {
  const { command, title } = manageTrustCommand();
  if ((await showWarning(untrustedReason(), title)) === title) await commands.executeCommand(command);
}

/** Returns the text shown instead of information about the data. */
export function untrustedDataText(): MarkdownString {
  const { command, title } = manageTrustCommand();
  const text = new MarkdownString(`${l10n.t("The data is not read because this workspace is not trusted.")}  \n`);
  text.appendMarkdown(`[${title}](command:${command})`);
  text.isTrusted = { enabledCommands: [command] };
  return text;
}
