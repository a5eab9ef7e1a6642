/** Prepares a config for a command that trains: saves it and the files it reads, and shows its first error. */
import { basename, dirname } from "node:path";
import { l10n, Range, Selection, type Uri, window, workspace } from "vscode";
import type { NetworkConfig } from "../../config/schema";
import { showError } from "../base/notify";
import { saveFirst } from "../base/saveFirst";
import { messageOf } from "../base/translated";
import type { CommandContext } from "./context";

/** Returns undefined after an error message, or if the user did not save. */
export async function readyConfig(
  context: Pick<CommandContext, "output">,
  config: Uri,
): Promise<NetworkConfig | undefined> {
  const document = await workspace.openTextDocument(config);
  if (document.isDirty && !(await document.save())) return undefined;
  const [{ findingLine }, { filesRead }, { checked }] = await Promise.all([
    import("../../config/check/check"),
    import("../../config/check/rules/paths"),
    import("../editor/parsedConfig"),
  ]);
  const { findings, config: parsed } = await checked(document);
  const error = findings.find(({ severity }) => severity === "error");
  if (error)
    await showConfigError(context, messageOf(findingLine(basename(config.fsPath), error)), config, error.offset);
  if (error || !parsed || !(await saveFirst(filesRead(parsed, dirname(config.fsPath))))) return undefined;
  return parsed;
}

async function showConfigError(
  { output }: Pick<CommandContext, "output">,
  message: string,
  config: Uri,
  offset: number,
): Promise<void> {
  output.error(message);
  const show = l10n.t("Go to Error");
  if ((await showError(message, show)) !== show) return;
  const editor = await window.showTextDocument(config);
  const position = editor.document.positionAt(offset);
  editor.selection = new Selection(position, position);
  editor.revealRange(new Range(position, position));
}
