/** The text of a config with a new value of one setting, from user input. */
import { findNodeAtLocation } from "jsonc-parser";
import { NetworkError } from "../../core/errors";
import { checkConfig, findingLine } from "../check/check";
import { ConfigDocument } from "../check/document";
import type { ResolvedConfig } from "../schema/resolve";
import { type Fork, withSetting } from "./fork";

export interface SettingText {
  /** A path such as `training.optimizer.learningRate` or `layers[0].units`. */
  readonly path: string;
  /** JSON, or text without quotes: 0.05, true, adam. */
  readonly text: string;
}

/** @param trained config that the run was trained with. Throws NetworkError if the new config has an error. */
export function withSettingText(config: string, { path, text }: SettingText, trained: ResolvedConfig): Fork {
  const keys = keysOf(path);
  const changed = withSetting(config, keys, typedValue(text), trained);
  const { config: valid, findings } = checkConfig(changed);
  const error = findings.find(({ severity }) => severity === "error");
  if (!valid || error) {
    const values = error ? { first: findingLine(path, error), more: 0, file: path } : undefined;
    throw values ? new NetworkError("bad-config/findings", values) : new NetworkError("bad-config", {});
  }
  const { root } = new ConfigDocument(changed);
  const { offset = 0, length = 0 } = (root && findNodeAtLocation(root, keys)?.parent) ?? {};
  return { text: changed, offset, length };
}

/** Parses `layers[0].units` or `data.classWeights["iris setosa"]` to a list of keys. */
function keysOf(path: string): (string | number)[] {
  const parts = path.match(/\["(?:[^"\\]|\\.)*"\]|\[\d+\]|[^.[\]]+/g) ?? [];
  const keys = parts.map((part) => (part.startsWith("[") ? (JSON.parse(part)[0] as string | number) : part));
  // The setting is named `config.backend` in tables, where `backend` is what the run was trained on.
  return keys.length === 2 && keys[0] === "config" ? keys.slice(1) : keys;
}

function typedValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text.trim();
  }
}
