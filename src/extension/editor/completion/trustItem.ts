/** Without trust no file is read: in place of what files would tell stands that, and a way to trust. Taken, it changes no letter. */
import { CompletionItem, CompletionItemKind, l10n, Range, SnippetString, type TextDocument } from "vscode";
import type { CursorContext } from "../../../config/editor/cursorContext";
import { manageTrustCommand } from "../../base/trust";

export function trustItem(document: TextDocument, { whole: { offset, length } }: CursorContext): CompletionItem {
  const label = { label: l10n.t("not read"), description: l10n.t("this workspace is not trusted") };
  const item = new CompletionItem(label, CompletionItemKind.Issue);
  item.range = new Range(document.positionAt(offset), document.positionAt(offset + length));
  const written = document.getText(item.range);
  item.insertText = new SnippetString().appendText(written);
  // It goes with the next letter, so that no Enter takes it by mistake.
  item.filterText = written || " ";
  item.command = manageTrustCommand();
  return item;
}
