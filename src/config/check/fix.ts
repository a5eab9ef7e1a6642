/** Turns the fix of a finding into edits; comments and formatting stay. */
import { findNodeAtLocation, modify, type Node } from "jsonc-parser";
import { ConfigDocument } from "./document";
import type { Fix } from "./finding";

/** In place of `length` UTF-16 units from `offset` on. */
interface Edit {
  offset: number;
  length: number;
  content: string;
}

/** Empty where there is nothing left to fix. */
export function fixEdits(text: string, fix: Fix): Edit[] {
  const { root } = new ConfigDocument(text);
  const node = root && findNodeAtLocation(root, fix.path);
  if ("rename" in fix) {
    const key = node?.parent?.type === "property" ? node.parent.children?.[0] : undefined;
    return key ? [{ offset: key.offset, length: key.length, content: JSON.stringify(fix.rename) }] : [];
  }
  if ("remove" in fix) {
    if (!node) return [];
    // modify() of jsonc-parser 3.3.1 leaves half of what it formats where an entry of a list goes.
    if (node.parent?.type === "array") return [withoutEntry(node, node.parent.children ?? [])];
  }
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: text.includes("\r\n") ? "\r\n" : "\n" };
  return modify(text, fix.path, "remove" in fix ? undefined : fix.set, { formattingOptions });
}

/** The entry and the comma that parts it from its neighbour. */
function withoutEntry(entry: Node, entries: readonly Node[]): Edit {
  const at = entries.indexOf(entry);
  const [next, before] = [entries[at + 1], entries[at - 1]];
  const start = next || !before ? entry.offset : before.offset + before.length;
  const end = next ? next.offset : entry.offset + entry.length;
  return { offset: start, length: end - start, content: "" };
}
