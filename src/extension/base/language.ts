/** The language of network configs, as package.json names it, and which of its texts can be trained. */
export const languageId = "network-config";

/** Texts of then, as version control and comparisons show them, have no faults to mend and no lens to train by. */
const schemes = ["file", "untitled"];
export const editableConfigs = schemes.map((scheme) => ({ language: languageId, scheme }));

export const isEditableConfig = (document: { languageId: string; uri: { scheme: string } }): boolean =>
  document.languageId === languageId && schemes.includes(document.uri.scheme);
