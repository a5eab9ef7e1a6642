/** Plain text in Markdown. VS Code's own appendText makes its spaces unbreakable: long lines would be cut off. */
import { MarkdownString } from "vscode";

const escaped = (text: string): string =>
  text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/[\\`*_{}[\]()#~|]/g, "\\$&")
    // What would begin a list.
    .replace(/^(\d*)([-+.])/, "$1\\$2");

/** Each text in a line of its own. */
export const markdownLines = (texts: readonly string[]): MarkdownString =>
  new MarkdownString(texts.map(escaped).join("  \n"));
