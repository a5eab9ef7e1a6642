/** Plain text as Markdown. MarkdownString.appendText makes spaces non-breaking, so that long lines are cut off. */
import { MarkdownString } from "vscode";
import { visibleLines } from "../../messages/visibleText";

export const markdownText = (text: string): string =>
  visibleLines(text)
    .replace(/\n/g, " ")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    // Colons, @ and www. would make links.
    .replace(/[\\`*_{}[\]()#~|:@]/g, "\\$&")
    .replace(/\bwww\./gi, (found) => `${found.slice(0, 3)}\\.`)
    // A number or dash at the start would begin a list.
    .replace(/^(\d*)([-+.])/, "$1\\$2");

/** Each text on its own line. */
export const markdownLines = (texts: readonly string[]): MarkdownString =>
  new MarkdownString(texts.map(markdownText).join("  \n"));
