/** The placeholders of commands in `sweep.executor`, which are replaced before sh runs the command. */

export const placeholderNames = ["workers", "group", "command", "log"] as const;

/** A name in braces without a preceding $: shells and GNU parallel have braces of their own. */
export const placeholder = /(?<!\$)\{([A-Za-z]+)\}/g;

export const placeholdersIn = (line: string): string[] => [...line.matchAll(placeholder)].map(([, name]) => name);
