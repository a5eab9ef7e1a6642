/**
 * Workspace trust. In an untrusted workspace no process is started and no data file is read; features that need one say
 * so.
 */
import { commands, l10n, MarkdownString, workspace } from "vscode";
import { showWarning } from "./notify";

const manageTrustId = "workbench.trust.manage";
/** Returns the command that opens the editor which explains workspace trust and grants it. */
export const manageTrustCommand = () => ({ command: manageTrustId, title: l10n.t("Manage Workspace Trust") });

export const untrustedReason = () => l10n.t("Networks are trained and data is read only in a folder that you trust.");

/** Time in milliseconds to decide about trust, after which a command does not continue. */
const timeToDecide = 5 * 60_000;

/** Ends the wait of an earlier command: only the last one continues. */
let endEarlier = () => {};

/**
 * Returns true in a trusted workspace. In another one, shows a warning that offers to trust it, and waits: returns true
 * when trust is granted soon, so that the command continues, and false if the user declines or runs another command.
 */
export async function confirmTrust(): Promise<boolean> {
  if (workspace.isTrusted) return true;
  endEarlier();
  return new Promise((resolve) => {
    const end = (isTrusted: boolean) => {
      clearTimeout(timer);
      granted.dispose();
      resolve(isTrusted);
    };
    const timer = setTimeout(() => end(false), timeToDecide);
    const granted = workspace.onDidGrantWorkspaceTrust(() => end(true));
    endEarlier = () => end(false);
    void offerTrust().then((isOffered) => isOffered || end(false));
  });
}

/** Returns false if the user declined. */
async function offerTrust(): Promise<boolean> {
  const { command, title } = manageTrustCommand();
  const text = `${untrustedReason()} ${l10n.t("Trust it, and the command continues.")}`;
  if ((await showWarning(text, title)) !== title) return false;
  await commands.executeCommand(command);
  return true;
}

/** Returns the text shown instead of information about the data. */
export function untrustedDataText(): MarkdownString {
  const { command, title } = manageTrustCommand();
  const text = new MarkdownString(`${l10n.t("The data is not read because this workspace is not trusted.")}  \n`);
  text.appendMarkdown(`[${title}](command:${command})`);
  text.isTrusted = { enabledCommands: [command] };
  return text;
}
