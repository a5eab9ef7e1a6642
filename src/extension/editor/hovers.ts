/**
 * Hovers about the meaning of a config: layers, activations, data, optimizer. They appear next to the descriptions of
 * VS Code's JSON support.
 */
import { type CancellationToken, type Disposable, Hover, type HoverProvider, languages, Range, type Uri } from "vscode";
import { languageId } from "../base/language";
import { completeStep } from "../base/walkthrough";
import type { Inspected, Inspector } from "../process/inspector";
import { checked, networkOutline, parseConfig } from "./parsedConfig";

export function showHovers(inspector: Inspector): Disposable {
  const provider: HoverProvider = {
    provideHover: async (document, position, token) => {
      const { findNodeAtOffset, getNodePath } = await import("jsonc-parser");
      const { root, value } = await parseConfig(document);
      const node = root && findNodeAtOffset(root, document.offsetAt(position));
      if (!node || node.type === "object" || node.type === "array" || node.type === "property") return undefined;
      const { hoverText } = await import("./hoverText");
      const network = await networkOutline(document, inspector);
      const { goalOf } = await import("../../config/editor/goal");
      const known = () => inspector.dataOf(document.uri, network.data, goalOf(value));
      const data = () => waitForData(inspector, { uri: document.uri, data: network.data, known }, token);
      const disk = async () => {
        const { config } = await checked(document);
        const { diskText } = await import("./diskText");
        return config && diskText(config, network.layers[0]?.inputs);
      };
      const sweep = async () => (await import("../../config/editor/sweepOutline")).sweepOutline(value);
      const text = await hoverText(getNodePath(node), network, { data, disk, sweep });
      const range = new Range(document.positionAt(node.offset), document.positionAt(node.offset + node.length));
      if (text) completeStep("hovers");
      return text && new Hover(text, range);
    },
  };
  return languages.registerHoverProvider({ language: languageId }, provider);
}

/** Time that a hover waits for the data before it says that it is still being read. */
const maxWaitMilliseconds = 2000;

async function waitForData(
  inspector: Inspector,
  { uri, data, known }: { uri: Uri; data: unknown; known: () => Inspected | undefined },
  token: CancellationToken,
): Promise<Inspected | undefined> {
  const inspected = known();
  if (inspected || !inspector.answersFor(uri, data)) return inspected;
  await new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timeout);
      for (const listener of listeners) listener.dispose();
      resolve();
    };
    const timeout = setTimeout(end, maxWaitMilliseconds);
    const listeners = [
      inspector.onDidLearn((learned) => learned?.toString() === uri.toString() && known() && end()),
      token.onCancellationRequested(end),
    ];
  });
  return known() ?? (token.isCancellationRequested ? undefined : { reading: inspector.readingOf(uri) });
}
