/** New Network Config…: asks for a template or data and for a name, then opens the new file. */
import { basename, dirname } from "node:path";
import { commands, FileType, type LogOutputChannel, l10n, type QuickPickItem, Uri, window, workspace } from "vscode";
import { labelText } from "../../messages/visibleText";
import { showInformation } from "../base/notify";
import { completeStep } from "../base/walkthrough";
import { askFileName } from "./newFile";
import { configForFile, configForFolder, type NewConfig } from "./ownData";
import { sampleProject } from "./sampleProject";
import { type Template, templates } from "./templates";

interface Item extends QuickPickItem {
  make(): Promise<NewConfig | undefined>;
}

/** What is offered: "digits" is the template of MNIST. */
type Offer = "all" | "data" | "digits";

/** @param target a folder or a data file of the explorer */
export async function newConfig(
  output: LogOutputChannel,
  target?: unknown,
  offer: Offer = "all",
): Promise<Uri | undefined> {
  const isData = target instanceof Uri && !(await isFolder(target));
  const made = isData ? ofFile(output, target) : chosen(output, target, offer);
  const config = await made;
  if (!config) return undefined;
  const file = await askFileName(config.folder, l10n.t("New Network Config"), config.name);
  if (!file) return undefined;
  await workspace.fs.writeFile(file, new TextEncoder().encode(config.text));
  await window.showTextDocument(file, { preview: false });
  completeStep(config.isOwnData ? "ownData" : "config");
  return file;
}

const ofFile = (output: LogOutputChannel, { fsPath }: Uri) => configForFile(fsPath, Uri.file(dirname(fsPath)), output);

/** Asks for a template, or for data. */
async function chosen(output: LogOutputChannel, target: unknown, offer: Offer): Promise<NewConfig | undefined> {
  const folder = await resolveFolder(target);
  if (!folder) return undefined;
  const offeredTemplates = templates.map((template) => templateItem(template, folder));
  if (offer === "digits") return offeredTemplates[0].make();
  const isHere = offer === "data" || target instanceof Uri;
  const items = [
    ...(isHere ? [dataIn(folder, output)] : []),
    ...(offer === "all" ? offeredTemplates : []),
    ...dataItems(folder, output),
  ];
  const picked = await window.showQuickPick(items, {
    title: l10n.t("New Network Config"),
    placeHolder: offer === "all" ? l10n.t("Select a template or your own data") : l10n.t("Select the training data"),
    // Words such as "csv" are in the details.
    matchOnDetail: true,
  });
  return picked?.make();
}

const templateItem = ({ name, label, detail, text }: Template, folder: Uri): Item => ({
  label,
  detail,
  make: async () => ({ name, text, folder, isOwnData: false }),
});

const dataIn = (folder: Uri, output: LogOutputChannel): Item => ({
  label: labelText(l10n.t("The data in {0}", basename(folder.fsPath))),
  detail: l10n.t("Images, tables or arrays in this folder. Creates a config that matches them."),
  make: () => configForFolder(folder.fsPath, folder, output),
});

function dataItems(folder: Uri, output: LogOutputChannel): Item[] {
  return [
    {
      label: l10n.t("Your own table, arrays or pickle…"),
      detail: l10n.t(
        "CSV, Excel, Parquet, JSON Lines, ARFF, svmlight, .npz, MATLAB, HDF5, Octave, a pickle or IDX. Creates a config that matches the file.",
      ),
      make: async () => {
        const path = await selectData(folder, { canSelectFiles: true });
        return path === undefined ? undefined : configForFile(path, folder, output);
      },
    },
    {
      label: l10n.t("Your own images, or a folder with data…"),
      detail: l10n.t(
        "A folder with one subfolder of images per class, with train and test folders, or with files of data",
      ),
      make: async () => {
        const path = await selectData(folder, { canSelectFolders: true, canSelectFiles: false });
        return path === undefined ? undefined : configForFolder(path, folder, output);
      },
    },
    {
      label: l10n.t("A sample project with a table"),
      detail: l10n.t(
        "Creates a folder with 150 iris flowers as a CSV file, which shows how a table of your own can look, and a config.",
      ),
      make: () => sampleProject("table", folder, output),
    },
    {
      label: l10n.t("A sample project with images"),
      detail: l10n.t(
        "Creates a folder with 1,000 handwritten digits as PNG files, in one subfolder per class, and a config.",
      ),
      make: () => sampleProject("images", folder, output),
    },
  ];
}

async function selectData(
  folder: Uri,
  what: { canSelectFiles: boolean; canSelectFolders?: boolean },
): Promise<string | undefined> {
  const picked = await window.showOpenDialog({
    ...what,
    defaultUri: folder,
    title: l10n.t("Select the training data"),
  });
  return picked?.[0]?.fsPath;
}

const isFolder = async (uri: Uri): Promise<boolean> => {
  try {
    return ((await workspace.fs.stat(uri)).type & FileType.Directory) !== 0;
  } catch {
    return false;
  }
};

async function resolveFolder(target: unknown): Promise<Uri | undefined> {
  if (target instanceof Uri) return target;
  const { workspaceFolders = [] } = workspace;
  if (workspaceFolders.length === 0) return askForWorkspace();
  if (workspaceFolders.length === 1) return workspaceFolders[0].uri;
  const picked = await window.showWorkspaceFolderPick();
  return picked?.uri;
}

/** Says that a folder must be open. Opening one restarts the window's extensions, so the command ends. */
async function askForWorkspace(): Promise<undefined> {
  const open = l10n.t("Open Folder…");
  const text = l10n.t("A network config is a file in a folder. Open a folder, then run New Network Config… again.");
  if ((await showInformation(text, open)) === open) await commands.executeCommand("vscode.openFolder");
}
