/** Turns the fix of a finding into edits; comments and formatting stay. */
import { findNodeAtLocation, modify } from "jsonc-parser";
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
  if ("remove" in fix && !node) return [];
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: text.includes("\r\n") ? "\r\n" : "\n" };
  return modify(text, fix.path, "remove" in fix ? undefined : fix.set, { formattingOptions });
}
