/** The parsed text of an open config, cached per version of the document. */
import type { Position, TextDocument } from "vscode";
import type { CheckedConfig } from "../../config/check/check";
import type { ConfigDocument } from "../../config/check/document";
import type { NetworkOutline } from "../../config/editor/outline";
import type { Inspector } from "../process/inspector";

const cache = new WeakMap<TextDocument, { version: number; parsed: ConfigDocument }>();

export async function parseConfig(document: TextDocument): Promise<ConfigDocument> {
  // Loaded when the first config is parsed.
  const { ConfigDocument } = await import("../../config/check/document");
  const cached = cache.get(document);
  if (cached?.version === document.version) return cached.parsed;
  const fresh = { version: document.version, parsed: new ConfigDocument(document.getText()) };
  cache.set(document, fresh);
  return fresh.parsed;
}

const checkedOf = new WeakMap<ConfigDocument, CheckedConfig>();

/** Returns the findings of a document, and its config if there is no error. Cached per version. */
export async function checked(document: TextDocument): Promise<CheckedConfig> {
  const text = await parseConfig(document);
  const { CheckedConfig } = await import("../../config/check/check");
  const found = checkedOf.get(text) ?? new CheckedConfig(text);
  checkedOf.set(text, found);
  return found;
}

/** Returns the network with its known shapes. Without an inspector, only the inputs of builtin datasets are known. */
export async function networkOutline(
  document: TextDocument,
  inspector: Inspector | undefined,
): Promise<NetworkOutline> {
  const config = await parseConfig(document);
  const { builtinInputs, outlineOf } = await import("../../config/editor/outline");
  const { goalOf } = await import("../../config/editor/goal");
  const { data } = (config.value ?? {}) as { data?: unknown };
  const inputs = builtinInputs(data) ?? inspector?.dataOf(document.uri, data, goalOf(config.value))?.summary?.inputs;
  return outlineOf(config, inputs);
}

/** Returns the position after a value that ends here, and after the comma that follows it, if any. */
export const positionAfter = (document: TextDocument, end: number): Position =>
  document.positionAt(document.getText().charAt(end) === "," ? end + 1 : end);
