/** The text of an open config, read once per version of it. */
import type { Position, TextDocument } from "vscode";
import type { CheckedConfig } from "../../config/check/check";
import type { ConfigDocument } from "../../config/check/document";
import type { NetworkOutline } from "../../config/editor/outline";
import type { Inspector } from "../process/inspector";

const known = new WeakMap<TextDocument, { version: number; parsed: ConfigDocument }>();

export async function parseConfig(document: TextDocument): Promise<ConfigDocument> {
  // Not read before there is something to look at.
  const { ConfigDocument } = await import("../../config/check/document");
  const found = known.get(document);
  if (found?.version === document.version) return found.parsed;
  const fresh = { version: document.version, parsed: new ConfigDocument(document.getText()) };
  known.set(document, fresh);
  return fresh.parsed;
}

const checkedOf = new WeakMap<ConfigDocument, CheckedConfig>();

/** The text's findings, with the config where there is no error; checked once per version. */
export async function checked(document: TextDocument): Promise<CheckedConfig> {
  const text = await parseConfig(document);
  const { CheckedConfig } = await import("../../config/check/check");
  const found = checkedOf.get(text) ?? new CheckedConfig(text);
  checkedOf.set(text, found);
  return found;
}

/** The network with its shapes, as far as they are known now; without an inspector those of builtin sets alone. */
export async function networkOutline(
  document: TextDocument,
  inspector: Inspector | undefined,
): Promise<NetworkOutline> {
  const config = await parseConfig(document);
  const { builtinInputs, outlineOf } = await import("../../config/editor/outline");
  const { data } = (config.value ?? {}) as { data?: unknown };
  const inputs = builtinInputs(data) ?? inspector?.dataOf(document.uri, data)?.summary?.inputs;
  return outlineOf(config, inputs);
}

/** Behind a value that ends here, and behind its comma, where there is one. */
export const positionAfter = (document: TextDocument, end: number): Position =>
  document.positionAt(document.getText().charAt(end) === "," ? end + 1 : end);
