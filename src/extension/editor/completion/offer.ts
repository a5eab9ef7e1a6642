/** A value or key that completes the text at the cursor, and its conversion to a completion item. */
import {
  CompletionItem,
  type CompletionItemKind,
  type CompletionItem as Item,
  type MarkdownString,
  Range,
  SnippetString,
  type TextDocument,
} from "vscode";
import type { CursorContext } from "../../../config/editor/cursorContext";
import type { TextRange } from "../../../config/editor/outline";

export interface Offer {
  /** Label, and the text inserted between quotes. */
  name: string;
  kind: CompletionItemKind;
  /** Shown next to the label. */
  detail?: string;
  documentation?: MarkdownString | string;
  /** Snippet inserted instead of the quoted name, for keys or if there are no quotes yet. */
  snippet?: string;
  /** Triggers suggestions again after insertion. */
  more?: boolean;
}

/** Returns completion items in the order of the offers. @param part the range to replace, if not the whole value */
export function completionItems(
  document: TextDocument,
  at: number,
  place: CursorContext,
  offers: Offer[],
  part?: TextRange,
): Item[] {
  return offers.map((offer, i) => completionItem(document, at, place, offer, part, String(i).padStart(5, "0")));
}

function completionItem(
  document: TextDocument,
  at: number,
  { quoted, isKey, written, whole }: CursorContext,
  { name, kind, detail, documentation, snippet, more }: Offer,
  part: TextRange | undefined,
  sortText: string,
): Item {
  const item = new CompletionItem({ label: name, ...(detail && { description: detail }) }, kind);
  const inQuotes = quoted && !isKey;
  const { offset, length } = part ?? (inQuotes ? written : whole);
  const start = document.positionAt(offset);
  item.range = {
    inserting: new Range(start, document.positionAt(at)),
    replacing: new Range(start, document.positionAt(offset + length)),
  };
  const bare = JSON.stringify(name);
  if (inQuotes) item.insertText = bare.slice(1, -1);
  else item.insertText = snippet === undefined ? bare : new SnippetString(snippet);
  // VS Code compares it with the text in the range, including quotes.
  item.filterText = quoted && isKey ? bare : name;
  item.sortText = sortText;
  if (documentation) item.documentation = documentation;
  if (more) item.command = { command: "editor.action.triggerSuggest", title: "" };
  return item;
}

export const escapeSnippet = (text: string): string => text.replace(/[\\$}]/g, "\\$&");
