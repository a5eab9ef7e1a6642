/** The text of a config with another value of one setting, as a person typed it. */
import { findNodeAtLocation } from "jsonc-parser";
import { NetworkError } from "../../core/errors";
import { checkConfig, formatFinding } from "../check/check";
import { ConfigDocument } from "../check/document";
import type { ResolvedConfig } from "../schema/resolve";
import { type Fork, withSetting } from "./fork";

export interface SettingText {
  /** As in `training.optimizer.learningRate` or `layers[0].units`. */
  readonly path: string;
  /** JSON, or a text without quotes: 0.05, true, adam. */
  readonly text: string;
}

/**
 * @param trained what the run of the config was trained with. Throws NetworkError where the config would have an error.
 */
export function withSettingText(config: string, { path, text }: SettingText, trained: ResolvedConfig): Fork {
  const keys = keysOf(path);
  const changed = withSetting(config, keys, typedValue(text), trained);
  const { config: valid, findings } = checkConfig(changed);
  const error = findings.find(({ severity }) => severity === "error");
  if (!valid || error) {
    const values = error ? { first: formatFinding(path, error), more: 0, file: path } : undefined;
    throw values ? new NetworkError("bad-config/findings", values) : new NetworkError("bad-config", {});
  }
  const { root } = new ConfigDocument(changed);
  const { offset = 0, length = 0 } = (root && findNodeAtLocation(root, keys)?.parent) ?? {};
  return { text: changed, offset, length };
}

/** `layers[0].units` and `data.classWeights["iris setosa"]` as lists of keys. */
function keysOf(path: string): (string | number)[] {
  const parts = path.match(/\["(?:[^"\\]|\\.)*"\]|\[\d+\]|[^.[\]]+/g) ?? [];
  const keys = parts.map((part) => (part.startsWith("[") ? (JSON.parse(part)[0] as string | number) : part));
  // The column of what a run was trained on has the shorter name.
  return keys.length === 2 && keys[0] === "config" ? keys.slice(1) : keys;
}

function typedValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text.trim();
  }
}
