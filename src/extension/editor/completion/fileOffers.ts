/** Completions for paths to files of the matching kind. Only the folder that is already typed is listed. */
import { dirname } from "node:path";
import { CompletionItemKind, FileType, Uri, workspace } from "vscode";
import type { FileKind } from "../../../config/editor/explain/files";
import { absolutePath } from "../../../config/schema/configPaths";
import { escapeSnippet, type Offer } from "./offer";

/** Maximum number of listed names. */
const maxEntries = 1000;

/** @param typed the text before the cursor */
export async function fileOffers(config: Uri, typed: string, { files, first, folders }: FileKind): Promise<Offer[]> {
  const slash = typed.lastIndexOf("/");
  const folder = typed.slice(0, slash + 1);
  const base = absolutePath(folder, dirname(config.fsPath));
  const listed = await workspace.fs.readDirectory(Uri.file(base)).then(
    (entries) => entries,
    () => [],
  );
  const showHidden = typed.slice(slash + 1).startsWith(".");
  const matching = listed.filter(([name, type]) => {
    if (name.startsWith(".") && !showHidden) return false;
    return type & FileType.Directory ? name !== "node_modules" : files?.test(name);
  });
  const rank = ([name, type]: [string, FileType]) => (first?.test(name) ? 0 : type & FileType.Directory ? 2 : 1);
  const sorted = matching.sort((a, b) => rank(a) - rank(b) || (a[0] < b[0] ? -1 : 1)).slice(0, maxEntries);
  const offers = sorted.map(([name, type]) => fileOffer(name, Boolean(type & FileType.Directory), folders));
  return folder === "" || /^(\.\.\/)+$/.test(folder) ? [...offers, fileOffer("..", true, false)] : offers;
}

/** Returns the completion; a folder that is a valid value has no slash, other folders continue the completion. */
function fileOffer(name: string, isFolder: boolean, folders: boolean | undefined): Offer {
  if (!isFolder) return { name, kind: CompletionItemKind.File };
  if (folders) return { name, kind: CompletionItemKind.Folder };
  return { name: `${name}/`, kind: CompletionItemKind.Folder, snippet: `"${escapeSnippet(name)}/$1"`, more: true };
}
