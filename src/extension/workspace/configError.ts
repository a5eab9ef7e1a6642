/** The first error of a config with its line, for the tree. */

import { FileType, l10n, type Uri, workspace } from "vscode";
import { checkConfig } from "../../config/check/check";
import { messageOf, translatedFinding } from "../base/translated";

/** Largest size of a config. */
const maxBytes = 2 ** 20;

export async function firstConfigError(config: Uri): Promise<string | undefined> {
  try {
    const { type, size } = await workspace.fs.stat(config);
    // A pipe or a device may never end.
    if ((type & FileType.File) === 0) return l10n.t("not an ordinary file");
    if (size > maxBytes) return l10n.t("larger than {0} MB, the limit of a config", maxBytes / 2 ** 20);
    const text = new TextDecoder().decode(await workspace.fs.readFile(config));
    const error = checkConfig(text).findings.find(({ severity }) => severity === "error");
    return error && l10n.t("line {0}: {1}", error.line, translatedFinding(error).message);
  } catch (error) {
    return messageOf(error as Error);
  }
}
