/**
 * Saves the editors' changes to files that a command is about to read from disk, as VS Code does before debugging. VS
 * Code's setting `debug.saveBeforeStart` applies: with `none` the command asks.
 */
import { basename, isAbsolute, relative } from "node:path";
import { l10n, TabInputCustom, TabInputNotebook, type TextDocument, type Uri, window, workspace } from "vscode";
import { showError, showWarning } from "./notify";

/**
 * @param paths the files that are about to be read, and folders of such files
 * @returns true if the command should proceed
 */
export async function saveFirst(paths: readonly string[]): Promise<boolean> {
  const unsaved = unsavedIn(paths);
  if (unsaved.length === 0) return true;
  const names = unsaved.map(({ uri }) => basename(uri.fsPath)).join(", ");
  const isSaved = workspace.getConfiguration("debug").get<string>("saveBeforeStart") !== "none";
  const save = l10n.t("Save");
  const readAsIs = l10n.t("Use the File on Disk");
  const text = l10n.t("{0} has unsaved changes, which are ignored.", names);
  const answer = isSaved ? save : await showWarning(text, { modal: true }, save, readAsIs);
  if (answer !== save) return answer === readAsIs;
  for (const { uri, document } of unsaved) {
    const done = document ? await document.save() : await workspace.save(uri);
    if (done) continue;
    void showError(l10n.t("{0} could not be saved, so it was not read.", basename(uri.fsPath)));
    return false;
  }
  return true;
}

interface Unsaved {
  uri: Uri;
  /** Undefined for custom editors and notebooks. */
  document?: TextDocument;
}

function unsavedIn(paths: readonly string[]): Unsaved[] {
  const texts = workspace.textDocuments
    .filter(({ isDirty }) => isDirty)
    .map((document) => ({ uri: document.uri, document }));
  const others = window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .flatMap(({ isDirty, input }) =>
      isDirty && (input instanceof TabInputCustom || input instanceof TabInputNotebook) ? [{ uri: input.uri }] : [],
    );
  const all: Unsaved[] = [...texts, ...others.filter(({ uri }) => !texts.some((text) => text.uri.path === uri.path))];
  return all.filter(({ uri }) => uri.scheme === "file" && paths.some((path) => isIn(uri.fsPath, path)));
}

/** Returns true if the file is `path`, or is in it. */
function isIn(file: string, path: string): boolean {
  const from = relative(path, file);
  return !/^\.\.($|[\\/])/.test(from) && !isAbsolute(from);
}
