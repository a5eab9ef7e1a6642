/**
 * Notifications and dialogs. VS Code draws links of Markdown in their text, and a click on one may run a command: names
 * and paths of files must not make any.
 */
import { type MessageOptions, window } from "vscode";
import { linklessText } from "../../messages/visibleText";

type Rest = [options: MessageOptions, ...items: string[]] | string[];
type Answer = Thenable<string | undefined>;

// VS Code distinguishes options from buttons itself.
const rest = (given: Rest) => given as string[];

export const showError = (text: string, ...given: Rest): Answer =>
  window.showErrorMessage(linklessText(text), ...rest(given));

export const showWarning = (text: string, ...given: Rest): Answer =>
  window.showWarningMessage(linklessText(text), ...rest(given));

export const showInformation = (text: string, ...given: Rest): Answer =>
  window.showInformationMessage(linklessText(text), ...rest(given));
