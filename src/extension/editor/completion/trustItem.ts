/**
 * The completion in an untrusted workspace: says that no file is read and offers to manage trust. Accepting it does not
 * change the text.
 */
import { CompletionItem, CompletionItemKind, l10n, Range, SnippetString, type TextDocument } from "vscode";
import type { CursorContext } from "../../../config/editor/cursorContext";
import { manageTrustCommand } from "../../base/trust";

export function trustItem(document: TextDocument, { whole: { offset, length } }: CursorContext): CompletionItem {
  const label = { label: l10n.t("not read"), description: l10n.t("this workspace is not trusted") };
  const item = new CompletionItem(label, CompletionItemKind.Issue);
  item.range = new Range(document.positionAt(offset), document.positionAt(offset + length));
  const written = document.getText(item.range);
  item.insertText = new SnippetString().appendText(written);
  // It disappears with the next character, so that Enter does not accept it by accident.
  item.filterText = written || " ";
  item.command = manageTrustCommand();
  return item;
}
