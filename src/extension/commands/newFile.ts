/** Asks for the file name of a new config. */
import { access } from "node:fs/promises";
import { basename, join } from "node:path";
import { l10n, Uri, window } from "vscode";
import { hasAllowedCharacters, isDeviceName } from "../base/fileNames";

/** Returns a new file in the folder; undefined if the user cancels. */
export async function askFileName(folder: Uri, title: string, proposed: string): Promise<Uri | undefined> {
  const name = await window.showInputBox({
    title,
    prompt: l10n.t("The name of the network. The file is saved as NAME.network.json."),
    value: proposed,
    validateInput: (text) => validateName(folder, text),
  });
  return name === undefined ? undefined : configFile(folder, name);
}

/** Returns the name, with a number appended if the file exists. */
export async function freeName(folder: Uri, name: string): Promise<string> {
  for (let number = 2, tried = name; ; tried = `${name}-${number++}`) {
    if (!(await exists(configFile(folder, tried)))) return tried;
  }
}

export const configFile = (folder: Uri, name: string): Uri =>
  Uri.file(join(folder.fsPath, `${name.trim().replace(/(\.network)?(\.json)?$/i, "")}.network.json`));

/** Returns the validation message, or undefined for a valid name. */
async function validateName(folder: Uri, name: string): Promise<string | undefined> {
  if (!hasAllowedCharacters(name.trim()))
    return l10n.t("The name is empty or contains a character that is not allowed in file names.");
  if (isDeviceName(name.trim())) return l10n.t("{0} is the name of a device on Windows.", name.trim());
  const file = configFile(folder, name);
  return (await exists(file)) ? l10n.t("{0} already exists.", basename(file.fsPath)) : undefined;
}

const exists = (file: Uri): Promise<boolean> =>
  access(file.fsPath).then(
    () => true,
    () => false,
  );
