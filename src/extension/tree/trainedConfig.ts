/** Compares the config of a run with a config file in a diff editor. */

import { basename } from "node:path";
import { commands, type Disposable, l10n, Uri, workspace } from "vscode";
import { showError } from "../base/notify";
import { messageOf } from "../base/translated";
import type { Run } from "../workspace/networks";
import { runName } from "./runText";

/**
 * Scheme of read-only documents. The path is the config's, which determines the language; the query is the run folder.
 */
const scheme = "matrix-network-trained";

/** Opens a diff editor with the trained config on the left and the editable file on the right. */
export async function compareWithTrained(run: Run, config: Uri): Promise<void> {
  const trained = Uri.from({ scheme, path: config.path, query: run.folder });
  const title = l10n.t("{0}: as trained, {1} ↔ current file", basename(config.fsPath), runName(run));
  await commands.executeCommand("vscode.diff", trained, config, title);
}

export function registerTrainedConfigs(): Disposable {
  return workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: async ({ path, query }) => {
      const { trainedText } = await import("../../config/compare/trainedText");
      const { readManifest } = await import("../../runs/manifest");
      const now = await currentText(Uri.file(path));
      try {
        return trainedText(now, (await readManifest(query)).config);
      } catch (error) {
        void showError(messageOf(error as Error));
        return "";
      }
    },
  });
}

/** Returns the text in the editor, including unsaved changes; "" for a missing file. */
async function currentText(config: Uri): Promise<string> {
  try {
    return (await workspace.openTextDocument(config)).getText();
  } catch {
    return "";
  }
}
