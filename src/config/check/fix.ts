/** Converts the fix of a finding to edits, which preserve comments and formatting. */
import { findNodeAtLocation, modify, type Node } from "jsonc-parser";
import { ConfigDocument } from "./document";
import type { Fix, Path } from "./finding";

/** Replaces `length` UTF-16 units from `offset` on. */
interface Edit {
  offset: number;
  length: number;
  content: string;
}

/** Returns the edits; empty if there is nothing left to fix. */
export function fixEdits(text: string, fix: Fix): Edit[] {
  const { root } = new ConfigDocument(text);
  const node = root && findNodeAtLocation(root, fix.path);
  if ("rename" in fix) {
    const key = node?.parent?.type === "property" ? node.parent.children?.[0] : undefined;
    return key ? [{ offset: key.offset, length: key.length, content: JSON.stringify(fix.rename) }] : [];
  }
  if ("remove" in fix) {
    if (!node) return [];
    // modify() of jsonc-parser 3.3.1 leaves incomplete formatting edits when it removes an array entry.
    if (node.parent?.type === "array") return [withoutEntry(node, node.parent.children ?? [])];
  }
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: text.includes("\r\n") ? "\r\n" : "\n" };
  const { path, value } = "remove" in fix ? { path: fix.path, value: undefined } : completed(root, fix.path, fix.set);
  return modify(text, path, value, { formattingOptions });
}

/** Adds the type to a missing optimizer: the default is sgd, but a written one requires its type. */
function completed(root: Node | undefined, path: Path, value: unknown): { path: Path; value: unknown } {
  const [training, optimizer, key] = path;
  const isInOptimizer = training === "training" && optimizer === "optimizer" && key !== undefined;
  if (!isInOptimizer || (root && findNodeAtLocation(root, [training, optimizer]))) return { path, value };
  return { path: [training, optimizer], value: { type: "sgd", [key]: value } };
}

/** Returns the edit that removes an entry and the comma between it and its neighbour. */
function withoutEntry(entry: Node, entries: readonly Node[]): Edit {
  const at = entries.indexOf(entry);
  const [next, before] = [entries[at + 1], entries[at - 1]];
  const start = next || !before ? entry.offset : before.offset + before.length;
  const end = next ? next.offset : entry.offset + entry.length;
  return { offset: start, length: end - start, content: "" };
}
