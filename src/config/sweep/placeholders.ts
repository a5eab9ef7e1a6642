/** The words in braces that a command of `sweep.executor` may have, and that are replaced before sh reads it. */

export const placeholderNames = ["workers", "group", "command", "log"] as const;

/** In braces and not behind a $: shells and GNU parallel have other words in braces, which are theirs. */
export const placeholder = /(?<!\$)\{([A-Za-z]+)\}/g;

export const placeholdersIn = (line: string): string[] => [...line.matchAll(placeholder)].map(([, name]) => name);
