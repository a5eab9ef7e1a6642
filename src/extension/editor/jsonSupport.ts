/**
 * VS Code's JSON support, which completes, describes and formats our configs. It activates only for its own languages,
 * and reports invalid JSON after a delay. That report cannot be turned off per language.
 */
import { type Disposable, extensions, languages, type TextDocument, type Uri, workspace } from "vscode";
import { languageId } from "../base/language";

const support = () => extensions.getExtension("vscode.json-language-features");

/** Activates JSON support when the first config is opened. */
export function startJsonSupport(): Disposable {
  const start = ({ languageId: id }: TextDocument) => {
    if (id !== languageId || support()?.isActive !== false) return;
    // VS Code reports the failure. Configs are checked in any case.
    support()
      ?.activate()
      .then(undefined, () => {});
  };
  workspace.textDocuments.forEach(start);
  return workspace.onDidOpenTextDocument(start);
}

/** Returns true if JSON support will report invalid JSON. */
export const jsonSupportValidates = (): boolean =>
  support() !== undefined && workspace.getConfiguration("json").get<boolean>("validate.enable") !== false;

/** Returns true if JSON support reports invalid JSON or a duplicate key in this file. */
export const jsonSupportReports = (uri: Uri): boolean =>
  languages.getDiagnostics(uri).some(({ source, code }) => source === languageId && typeof code === "number");
