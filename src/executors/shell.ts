/** Quoting for sh: any text becomes one word, and placeholders in a line are replaced by such words. */
import { placeholder } from "../config/sweep/placeholders";
import { NetworkError } from "../core/errors";

/** Words of these characters need no quotes. */
const plain = /^[\w@%+=:,./-]+$/;

export const quote = (word: string): string => (plain.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

export const quoteAll = (words: readonly string[]): string => words.map(quote).join(" ");

/**
 * Replaces placeholders by `values`, which are quoted.
 * @param key of the config that has the line, for the error
 */
export function fillTemplate(line: string, values: Readonly<Record<string, string>>, key: string): string {
  return line.replace(placeholder, (_, name: string) => {
    if (Object.hasOwn(values, name)) return values[name];
    throw new NetworkError("executor-placeholder", { key, name, names: Object.keys(values) });
  });
}
