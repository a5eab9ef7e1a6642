/**
 * VS Code's JSON support, which completes, explains and formats our configs. By itself it starts only for files of its own
 * languages. It also says, after a pause, what is no JSON at all; it cannot be told not to.
 */
import { type Disposable, extensions, languages, type TextDocument, type Uri, workspace } from "vscode";
import { languageId } from "../base/language";

const support = () => extensions.getExtension("vscode.json-language-features");

/** Starts it when the first config is opened. */
export function startJsonSupport(): Disposable {
  const start = ({ languageId: id }: TextDocument) => {
    if (id !== languageId || support()?.isActive !== false) return;
    // Where it cannot start, VS Code has said so; configs are then checked all the same.
    support()
      ?.activate()
      .then(undefined, () => {});
  };
  workspace.textDocuments.forEach(start);
  return workspace.onDidOpenTextDocument(start);
}

/** Whether it will say what is no JSON. */
export const jsonSupportValidates = (): boolean =>
  support() !== undefined && workspace.getConfiguration("json").get<boolean>("validate.enable") !== false;

/** Whether it says that this file is no JSON, or has a key twice. */
export const jsonSupportReports = (uri: Uri): boolean =>
  languages.getDiagnostics(uri).some(({ source, code }) => source === languageId && typeof code === "number");
