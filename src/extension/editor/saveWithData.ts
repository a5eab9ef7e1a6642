/** Saves a config, and the files that it reads, before a program reads them from disk. */
import { dirname } from "node:path";
import { type Uri, workspace } from "vscode";
import { saveFirst } from "../base/saveFirst";

/** Returns false if the user declines to save. */
export async function saveWithData(config: Uri): Promise<boolean> {
  const document = await workspace.openTextDocument(config);
  if (document.isDirty) await document.save();
  const [{ filesRead }, { checked }] = await Promise.all([
    import("../../config/check/rules/paths"),
    import("./parsedConfig"),
  ]);
  const { config: parsed } = await checked(document);
  return !parsed || saveFirst(filesRead(parsed, dirname(config.fsPath)));
}
