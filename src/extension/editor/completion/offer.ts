/** A value or key that can be put where somebody writes, as an item of VS Code's list. */
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
import type { Stretch } from "../../../config/editor/outline";

export interface Offer {
  /** What the list shows, and what stands in the text between quotes. */
  name: string;
  kind: CompletionItemKind;
  /** Beside the name. */
  detail?: string;
  documentation?: MarkdownString | string;
  /** What is inserted in place of the name in quotes, as a snippet; only where no quotes are yet, or for a key. */
  snippet?: string;
  /** Asks for more behind it. */
  more?: boolean;
}

/** Offers in their order. @param part what of the text they replace, where it is not all that is written */
export function completionItems(
  document: TextDocument,
  at: number,
  place: CursorContext,
  offers: Offer[],
  part?: Stretch,
): Item[] {
  return offers.map((offer, i) => completionItem(document, at, place, offer, part, String(i).padStart(5, "0")));
}

function completionItem(
  document: TextDocument,
  at: number,
  { quoted, isKey, written, whole }: CursorContext,
  { name, kind, detail, documentation, snippet, more }: Offer,
  part: Stretch | undefined,
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
  // What is typed is compared with it, the quotes too.
  item.filterText = quoted && isKey ? bare : name;
  item.sortText = sortText;
  if (documentation) item.documentation = documentation;
  if (more) item.command = { command: "editor.action.triggerSuggest", title: "" };
  return item;
}

/** A text as it stands in a snippet. */
export const escapeSnippet = (text: string): string => text.replace(/[\\$}]/g, "\\$&");
