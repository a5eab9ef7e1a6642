/** The hover text about the disk space of a run. */
import { l10n, MarkdownString } from "vscode";
import type { NetworkConfig } from "../../config/schema";
import { asksForFolds } from "../../config/schema/folds";
import { resolveConfig } from "../../config/schema/resolve";
import { diskUse } from "../../runs/diskUse";
import { formatBytes } from "../../runs/runSize";

/** Returns undefined if the number of inputs is unknown, and for folds, which are many runs. */
export function diskText(config: NetworkConfig, inputs: number | undefined): MarkdownString | undefined {
  if (inputs === undefined || asksForFolds(config)) return undefined;
  const { total, whole, kept, weights, keyframes, accumulators, metrics } = diskUse(resolveConfig(config, 0), inputs);
  const parts = [l10n.t("the best and the last checkpoint, {0} each", formatBytes(whole))];
  if (kept > 0) parts.push(l10n.t("the weights of {0} epochs, {1} each", kept, formatBytes(weights)));
  if (keyframes > 0)
    parts.push(l10n.t("the optimizer's state at {0} of them, {1} each", keyframes, formatBytes(accumulators)));
  parts.push(l10n.t("the metrics of all epochs and the log, {0}", formatBytes(metrics)));
  return new MarkdownString(
    `**${l10n.t("A run takes about {0} on the disk", formatBytes(total))}**\n\n${parts.map((part) => `- ${part}`).join("\n")}`,
  );
}
