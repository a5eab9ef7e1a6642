/**
 * Text of others, such as the names of columns and classes, as text: a control character would move the cursor of a
 * terminal or colour what follows, and a mark for the direction of writing would turn it around.
 */

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const hidden = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

const asEscape = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** Of a name or a message of one line: every control character as \\u001b. */
export const visibleText = (text: string): string => text.replace(hidden, asEscape);

/**
 * Where VS Code draws icons, as in lists to choose from: "$(flame)" stays text. Nothing is seen of the character that
 * parts it.
 */
export const labelText = (text: string): string => visibleText(text).replace(/\$\(/g, "$\u200b(");

/** Of lines: ends of lines and tabs stay. */
export const visibleLines = (text: string): string =>
  text.replace(hidden, (character) => (character === "\n" || character === "\t" ? character : asEscape(character)));
