/** The language of network configs, as package.json names it. */
export const languageId = "network-config";
