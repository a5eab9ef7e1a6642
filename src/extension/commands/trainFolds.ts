/**
 * Train Network for a config with folds: trains them in a terminal, which shows the result of each fold and their mean;
 * then opens the panel of the network trained on all examples.
 */
import { join } from "node:path";
import type { Uri } from "vscode";
import { newestFinal } from "../../groups/finalRun";
import { stemOf } from "../../runs/folders";
import { configuredRunsFolder } from "../base/settings";
import { runTrainTask } from "../tasks";
import type { CommandContext } from "./context";

export async function trainFolds(
  { panels }: Pick<CommandContext, "panels">,
  config: Uri,
  threads: number | undefined,
): Promise<void> {
  const began = new Date();
  if ((await runTrainTask(config, threads)) !== 0) return;
  const final = await newestFinal(join(configuredRunsFolder(config), stemOf(config.fsPath)), began);
  if (final !== undefined) await panels.show(final);
}
