/**
 * Hovers on what a config means: a layer, an activation, the data, the cost, an optimizer. What a key is for stays with VS Code's
 * JSON support; these come beside it.
 */
import { type Disposable, Hover, type HoverProvider, languages, Range } from "vscode";
import type { Inspector } from "../inspector";
import { languageId } from "../language";
import { outline, parsed } from "./parsed";

export function showHovers(inspector: Inspector): Disposable {
  const provider: HoverProvider = {
    provideHover: async (document, position) => {
      const { findNodeAtOffset, getNodePath } = await import("jsonc-parser");
      const { root } = await parsed(document);
      const node = root && findNodeAtOffset(root, document.offsetAt(position));
      if (!node || node.type === "object" || node.type === "array" || node.type === "property") return undefined;
      const { hoverText } = await import("./hoverText");
      const network = await outline(document, inspector);
      const text = hoverText(getNodePath(node), network, () => inspector.dataOf(document.uri, network.data));
      const range = new Range(document.positionAt(node.offset), document.positionAt(node.offset + node.length));
      return text && new Hover(text, range);
    },
  };
  return languages.registerHoverProvider({ language: languageId }, provider);
}
