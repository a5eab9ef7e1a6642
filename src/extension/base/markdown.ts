/** Escapes text for Markdown. MarkdownString.appendText makes spaces non-breaking, so that long lines are cut off. */
import { MarkdownString } from "vscode";
import { visibleLines } from "../../messages/visibleText";

export const markdownText = (text: string): string =>
  visibleLines(text)
    .replace(/\n/g, " ")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    // @, www. and colons within words would become links.
    .replace(/[\\`*_{}[\]()#~|@]|:(?=\S)/g, "\\$&")
    .replace(/\bwww\./gi, (found) => `${found.slice(0, 3)}\\.`)
    // A number or dash at the start would become a list.
    .replace(/^(\d*)([-+.])/, "$1\\$2");

/** Returns a name in code style. */
export const markdownCode = (text: string): string =>
  text.includes("`") ? markdownText(text) : `\`${visibleLines(text).replace(/\n/g, " ")}\``;

/** Returns each text on its own line. */
export const markdownLines = (texts: readonly string[]): MarkdownString =>
  new MarkdownString(texts.map(markdownText).join("  \n"));
