/** The first error of a config with its line, for the tree. */
import { l10n, type Uri, workspace } from "vscode";
import { checkConfig } from "../../config/check/check";

export async function firstConfigError(config: Uri): Promise<string | undefined> {
  try {
    const text = new TextDecoder().decode(await workspace.fs.readFile(config));
    const error = checkConfig(text).findings.find(({ severity }) => severity === "error");
    return error && l10n.t("line {0}: {1}", error.line, error.message);
  } catch (error) {
    return (error as Error).message;
  }
}
