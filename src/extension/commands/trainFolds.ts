/**
 * Train Network of a config with folds: they are trained in a terminal, which shows what each comes to and their mean;
 * then the panel opens with the network that learned all examples.
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
