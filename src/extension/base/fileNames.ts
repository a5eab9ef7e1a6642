/** Names that every system accepts for a file, since a workspace is shared between systems. */

/** Returns true if no system refuses a character of the name. */
export const hasAllowedCharacters = (name: string): boolean => /^[^\\/:*?"<>|]+$/.test(name);

/** Returns true for a device of Windows, such as "con" or "aux.old", whatever follows the first dot. */
export const isDeviceName = (name: string): boolean => /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i.test(name);
