/**
 * A config for the user's own data. The child process inspects the data and writes a config that trains well without
 * changes.
 */
import { basename, extname } from "node:path";
import { type LogOutputChannel, l10n, type QuickPickItem, type Uri, window } from "vscode";
import type { RequestResult } from "../../protocol/requests";
import { saveFirst } from "../base/saveFirst";
import { confirmTrust } from "../base/trust";
import { requestOnce } from "../process/requestOnce";

/** A proposed file name and the text of the config. Undefined if the user cancels, or after an error message. */
export async function configForData(
  kind: "file" | "pictures",
  folder: Uri,
  output: LogOutputChannel,
): Promise<{ name: string; text: string } | undefined> {
  if (!confirmTrust()) return undefined;
  const isFile = kind === "file";
  const picked = await window.showOpenDialog({
    canSelectFiles: isFile,
    canSelectFolders: !isFile,
    defaultUri: folder,
    title: l10n.t("Select the training data"),
  });
  const path = picked?.[0]?.fsPath;
  if (!path || !(await saveFirst([path]))) return undefined;
  const first = await suggest(path, folder, output);
  if (!first) return undefined;
  const label = first.labels && (await pickLabel(first));
  if (first.labels && label === undefined) return undefined;
  const suggested = label === first.label ? first : await suggest(path, folder, output, label);
  const name = basename(path).replace(/\.gz$/i, "");
  return suggested && { name: basename(name, extname(name)), text: suggested.text };
}

const suggest = (path: string, folder: Uri, output: LogOutputChannel, label?: string) =>
  requestOnce(
    {
      args: ["inspect"],
      name: "suggest",
      params: { path, folder: folder.fsPath, ...(label !== undefined && { label }) },
      title: l10n.t("Inspecting {0}", basename(path)),
    },
    output,
  );

/** Asks for the column to predict. The suggested one comes first. */
async function pickLabel({ labels = [], label, summary }: RequestResult<"suggest">): Promise<string | undefined> {
  const others = labels.filter((name) => name !== label);
  const items: QuickPickItem[] = [
    ...(label === undefined ? [] : [{ label, detail: summary }]),
    ...others.map((name) => ({ label: name })),
  ];
  return (await window.showQuickPick(items, { placeHolder: l10n.t("Select the column to predict") }))?.label;
}
