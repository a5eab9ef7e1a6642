/** Asks what a new config is to be called. */
import { access } from "node:fs/promises";
import { basename, join } from "node:path";
import { l10n, Uri, window } from "vscode";

/** A file of this folder that is not there yet; undefined when the person leaves. */
export async function askFileName(folder: Uri, title: string, proposed: string): Promise<Uri | undefined> {
  const name = await window.showInputBox({
    title,
    prompt: l10n.t("The name of the network. The file is saved as NAME.network.json."),
    value: proposed,
    validateInput: (text) => validateName(folder, text),
  });
  return name === undefined ? undefined : configFile(folder, name);
}

/** The name, or with a number behind it where there is such a file already. */
export async function freeName(folder: Uri, name: string): Promise<string> {
  for (let number = 2, tried = name; ; tried = `${name}-${number++}`) {
    if (!(await exists(configFile(folder, tried)))) return tried;
  }
}

export const configFile = (folder: Uri, name: string): Uri =>
  Uri.file(join(folder.fsPath, `${name.trim().replace(/(\.network)?(\.json)?$/i, "")}.network.json`));

/** Why a name cannot be taken. */
async function validateName(folder: Uri, name: string): Promise<string | undefined> {
  if (!/^[^\\/:*?"<>|]+$/.test(name.trim()))
    return l10n.t("The name is empty or contains a character that is not allowed in file names.");
  const file = configFile(folder, name);
  return (await exists(file)) ? l10n.t("{0} already exists.", basename(file.fsPath)) : undefined;
}

const exists = (file: Uri): Promise<boolean> =>
  access(file.fsPath).then(
    () => true,
    () => false,
  );
