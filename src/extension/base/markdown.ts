/** Plain text as Markdown. MarkdownString.appendText makes spaces non-breaking, so that long lines are cut off. */
import { MarkdownString } from "vscode";

const escaped = (text: string): string =>
  text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/[\\`*_{}[\]()#~|]/g, "\\$&")
    // A number or dash at the start would begin a list.
    .replace(/^(\d*)([-+.])/, "$1\\$2");

/** Each text on its own line. */
export const markdownLines = (texts: readonly string[]): MarkdownString =>
  new MarkdownString(texts.map(escaped).join("  \n"));
