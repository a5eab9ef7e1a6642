/**
 * Translates the page's texts. The host puts the translations of VS Code's display language into the page before its
 * script. The English text is the key, so a text without translation is shown in English.
 */

import { inEnglish, type Say } from "../../src/messages/say";

/** Only what is needed of a document: tests of pure code run without one. */
interface Page {
  document?: {
    getElementById(id: string): { textContent: string | null } | null;
    readonly documentElement: { readonly lang: string };
  };
}

const translations = new Map<string, string>(
  Object.entries(JSON.parse((globalThis as Page).document?.getElementById("l10n")?.textContent || "{}")),
);

/** The language of the page's texts, for its numbers and dates; undefined, the system's, without a page. */
export const locale: string | undefined = (globalThis as Page).document?.documentElement?.lang || undefined;

/** Returns the translation of `text` with `values` in place of {0}, {1}, … */
export const t: Say = (text, ...values) => inEnglish(translations.get(text) ?? text, ...values);

/** Returns a title as it is written within a sentence: in lower case in English. */
export const within = (title: string): string => (translations.size > 0 ? title : title.toLowerCase());
