/** New Network Config…: asks for a template or data and for a name, then opens the new file. */
import { type LogOutputChannel, l10n, type QuickPickItem, Uri, window, workspace } from "vscode";
import { askFileName } from "./newFile";
import { configForData } from "./ownData";
import { templates } from "./templates";

interface Item extends QuickPickItem {
  make(): Promise<{ name: string; text: string } | undefined>;
}

export async function newConfig(output: LogOutputChannel, target?: unknown): Promise<Uri | undefined> {
  const folder = await resolveFolder(target);
  if (!folder) return undefined;
  const items: Item[] = [
    ...templates.map(({ name, label, detail, text }) => ({ label, detail, make: async () => ({ name, text }) })),
    {
      label: l10n.t("Your own table, arrays or pickle…"),
      detail: l10n.t(
        "CSV, Excel, Parquet, JSON Lines, ARFF, svmlight, .npz, MATLAB, HDF5, Octave, a pickle or IDX. Creates a config that matches the file.",
      ),
      make: () => configForData("file", folder, output),
    },
    {
      label: l10n.t("Your own images…"),
      detail: l10n.t("A folder with one subfolder of images per class"),
      make: () => configForData("pictures", folder, output),
    },
  ];
  const picked = await window.showQuickPick(items, {
    title: l10n.t("New Network Config"),
    placeHolder: l10n.t("Select a template or your own data"),
  });
  const template = await picked?.make();
  if (!template) return undefined;
  const file = await askFileName(folder, l10n.t("New Network Config"), template.name);
  if (!file) return undefined;
  await workspace.fs.writeFile(file, new TextEncoder().encode(template.text));
  await window.showTextDocument(file);
  return file;
}

async function resolveFolder(target: unknown): Promise<Uri | undefined> {
  if (target instanceof Uri) return target;
  const { workspaceFolders = [] } = workspace;
  if (workspaceFolders.length <= 1) return workspaceFolders[0]?.uri;
  const picked = await window.showWorkspaceFolderPick();
  return picked?.uri;
}
