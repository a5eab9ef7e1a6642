/**
 * Makes untrusted text safe to display, such as the names of columns and classes: control characters would move the
 * cursor of a terminal or colour what follows, and bidirectional marks would reverse it.
 */

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const hidden = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

const asEscape = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** Escapes every control character of a name or a one-line message as \\u001b. */
export const visibleText = (text: string): string => text.replace(hidden, asEscape);

/**
 * Returns text for labels in which VS Code draws icons, such as quick picks: "$(flame)" stays text, by an invisible
 * character.
 */
export const labelText = (text: string): string => visibleText(text).replace(/\$\(/g, "$\u200b(");

/** Escapes the control characters of a multi-line text, except line ends and tabs. */
export const visibleLines = (text: string): string =>
  text.replace(hidden, (character) => (character === "\n" || character === "\t" ? character : asEscape(character)));

/**
 * Returns text for notifications, in which VS Code draws the links of Markdown: "[x](command:y)" stays text, by an
 * invisible character.
 */
export const linklessText = (text: string): string => visibleLines(text).replace(/\]\(/g, "]\u200b(");
