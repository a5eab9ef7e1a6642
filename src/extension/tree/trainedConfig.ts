/** A run's config as it was trained, side by side with a config file of now. */
import { basename } from "node:path";
import { commands, type Disposable, l10n, Uri, window, workspace } from "vscode";
import type { Run } from "../workspace/networks";
import { runName } from "./runText";

/** Read-only texts: the path is the config's, so that it is shown as one; the query is the run's folder. */
const scheme = "matrix-network-trained";

/** VS Code's comparison of the config that was trained (left) and the file (right, to be changed). */
export async function compareWithTrained(run: Run, config: Uri): Promise<void> {
  const then = Uri.from({ scheme, path: config.path, query: run.folder });
  const title = l10n.t("{0}: as trained, {1} ↔ current file", basename(config.fsPath), runName(run));
  await commands.executeCommand("vscode.diff", then, config, title);
}

export function serveTrainedConfigs(): Disposable {
  return workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: async ({ path, query }) => {
      const { trainedText } = await import("../../config/compare/trainedText");
      const { readManifest } = await import("../../runs/manifest");
      const now = await currentText(Uri.file(path));
      try {
        return trainedText(now, (await readManifest(query)).config);
      } catch (error) {
        void window.showErrorMessage((error as Error).message);
        return "";
      }
    },
  });
}

/** What the editor shows counts; a file that is gone has none. */
async function currentText(config: Uri): Promise<string> {
  try {
    return (await workspace.openTextDocument(config)).getText();
  } catch {
    return "";
  }
}
