/** The text of a config that continues from an epoch of a run, or repeats the run. */
import { applyEdits, findNodeAtLocation, modify } from "jsonc-parser";
import { checkConfig } from "../check/check";
import { ConfigDocument } from "../check/document";
import type { ResolvedConfig } from "../schema/resolve";
import { isAsTrained } from "./asTrained";
import { withoutDefaults } from "./withoutDefaults";

export interface Trained {
  readonly config: ResolvedConfig;
  readonly seed: number;
  /** Settings that were changed during training, with their values in that epoch, by path. */
  readonly changed: ReadonlyMap<string, unknown>;
}

export interface Fork {
  readonly text: string;
  /** Position of `start` in the text, in UTF-16 units. */
  readonly offset: number;
  readonly length: number;
}

/**
 * @param text of the config file: kept with its comments if it still describes the trained network
 * @param start value of `training.start`; undefined: the run's own start
 */
export function forkText(
  text: string | undefined,
  trained: Trained,
  start: { run: string; epoch: number } | undefined,
): Fork {
  const kept = text !== undefined && saysWhatWasTrained(text, trained) ? text : undefined;
  let fork = kept ?? `${JSON.stringify(withoutDefaults(trained.config), null, 2)}\n`;
  for (const [path, value] of trained.changed) fork = withSetting(fork, path.split("."), value, trained.config);
  // A new seed would change more than was requested.
  if (!start) return { text: withValue(fork, ["training", "seed"], trained.seed), offset: 0, length: 0 };
  fork = withValue(fork, ["training", "start"], start);
  const { root } = new ConfigDocument(fork);
  const { offset = 0, length = 0 } = (root && findNodeAtLocation(root, ["training", "start"])?.parent) ?? {};
  return { text: fork, offset, length };
}

/** Accepts the text with or without the settings changed during training, which may have been saved since. */
function saysWhatWasTrained(text: string, { config, seed, changed }: Trained): boolean {
  const { config: written } = checkConfig(text);
  if (!written) return false;
  const asChanged = [...changed].reduce((now, [path, value]) => replaced(now, path.split("."), value), config);
  return isAsTrained(written, config, seed) || isAsTrained(written, asChanged, seed);
}

function replaced<Part extends object>(part: Part, [key, ...rest]: string[], value: unknown): Part {
  const inner = (part as Record<string, object>)[key];
  return { ...part, [key]: rest.length === 0 ? value : replaced(inner, rest, value) };
}

/** Changes a setting; adds the optimizer's type if the text leaves the optimizer to the default. */
export function withSetting(
  text: string,
  path: (string | number)[],
  value: unknown,
  { training }: ResolvedConfig,
): string {
  const { root } = new ConfigDocument(text);
  const optimizer = path.slice(0, 2);
  if (path[1] !== "optimizer" || (root && findNodeAtLocation(root, optimizer))) return withValue(text, path, value);
  return withValue(text, optimizer, { type: training.optimizer.type, [path[2]]: value });
}

/** Inserts a key first in its object, so that comments after other keys keep their positions. */
function withValue(text: string, path: (string | number)[], value: unknown): string {
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: text.includes("\r\n") ? "\r\n" : "\n" };
  const getInsertionIndex = (keys: string[]) => (keys.includes("version") ? keys.length : 0);
  return applyEdits(text, modify(text, path, value, { formattingOptions, getInsertionIndex }));
}
