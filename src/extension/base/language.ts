/** The language of network configs, as declared in package.json, and the documents of it that can be trained. */
export const languageId = "network-config";

/** Read-only documents, such as those of version control and diff editors, get no diagnostics and no code lens. */
const schemes = ["file", "untitled"];
export const editableConfigs = schemes.map((scheme) => ({ language: languageId, scheme }));

export const isEditableConfig = (document: { languageId: string; uri: { scheme: string } }): boolean =>
  document.languageId === languageId && schemes.includes(document.uri.scheme);
