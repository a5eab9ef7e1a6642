/** Puts values into texts: in English, or in the language of the one who shows them. */

/** Returns `text`, translated if there is a translation, with `values` in place of {0}, {1}, … */
export type Say = (text: string, ...values: (string | number)[]) => string;

export const inEnglish: Say = (text, ...values) =>
  values.length === 0 ? text : text.replace(/\{(\d)\}/g, (_, place) => String(values[place]));
