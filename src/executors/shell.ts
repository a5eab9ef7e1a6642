/**
 * Words for sh: any text becomes one word, whatever it holds, and placeholders of a line are replaced by such words.
 */
import { placeholder } from "../config/sweep/placeholders";
import { NetworkError } from "../core/errors";

/** Words of these characters mean themselves. */
const plain = /^[\w@%+=:,./-]+$/;

export const quote = (word: string): string => (plain.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

export const quoteAll = (words: readonly string[]): string => words.map(quote).join(" ");

/**
 * Replaces placeholders, of which `values` has the texts, already quoted.
 * @param key of the config that has the line, for the error
 */
export function fillTemplate(line: string, values: Readonly<Record<string, string>>, key: string): string {
  return line.replace(placeholder, (_, name: string) => {
    if (Object.hasOwn(values, name)) return values[name];
    throw new NetworkError("executor-placeholder", { key, name, names: Object.keys(values) });
  });
}
