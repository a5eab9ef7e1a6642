/**
 * Hovers about the meaning of a config: layers, activations, data, optimizer. They appear next to the descriptions of
 * VS Code's JSON support.
 */
import { type CancellationToken, type Disposable, Hover, type HoverProvider, languages, Range, type Uri } from "vscode";
import { languageId } from "../base/language";
import type { Inspected, Inspector } from "../process/inspector";
import { networkOutline, parseConfig } from "./parsedConfig";

export function showHovers(inspector: Inspector): Disposable {
  const provider: HoverProvider = {
    provideHover: async (document, position, token) => {
      const { findNodeAtOffset, getNodePath } = await import("jsonc-parser");
      const { root } = await parseConfig(document);
      const node = root && findNodeAtOffset(root, document.offsetAt(position));
      if (!node || node.type === "object" || node.type === "array" || node.type === "property") return undefined;
      const { hoverText } = await import("./hoverText");
      const network = await networkOutline(document, inspector);
      const data = () => waitForData(inspector, document.uri, network.data, token);
      const text = await hoverText(getNodePath(node), network, data);
      const range = new Range(document.positionAt(node.offset), document.positionAt(node.offset + node.length));
      return text && new Hover(text, range);
    },
  };
  return languages.registerHoverProvider({ language: languageId }, provider);
}

/** How long a hover waits for the data. */
const maxWaitMilliseconds = 8000;

async function waitForData(
  inspector: Inspector,
  uri: Uri,
  data: unknown,
  token: CancellationToken,
): Promise<Inspected | undefined> {
  const inspected = inspector.dataOf(uri, data);
  if (inspected || !inspector.answersFor(uri, data)) return inspected;
  await new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timeout);
      for (const listener of listeners) listener.dispose();
      resolve();
    };
    const timeout = setTimeout(end, maxWaitMilliseconds);
    const listeners = [
      inspector.onDidLearn((learned) => learned?.toString() === uri.toString() && inspector.dataOf(uri, data) && end()),
      token.onCancellationRequested(end),
    ];
  });
  return inspector.dataOf(uri, data);
}
