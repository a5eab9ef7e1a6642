/**
 * Run Sweep: tries the settings of a config's sweep in a terminal, which shows the trials and stops them by Ctrl-C. An
 * executor's lines are shown and accepted there, too: in one place for VS Code and for the command line.
 */
import { basename } from "node:path";
import { l10n, type Uri, window } from "vscode";
import type { SweepConfig } from "../../config/schema/sweep";
import { confirmTrust } from "../base/trust";
import { searchText } from "../editor/sweepText";
import { runSweepTask } from "../tasks";
import type { CommandContext } from "./context";
import { readyConfig } from "./readyConfig";
import { resolveConfig } from "./target";

export async function runSweep(context: CommandContext, target?: unknown): Promise<void> {
  const config = await resolveConfig(target, context.networks);
  if (!config || !confirmTrust()) return;
  const parsed = await readyConfig(context, config);
  if (!parsed) return;
  if (parsed.sweep) await startSweep(config, parsed.sweep);
  else {
    const file = basename(config.fsPath);
    void window.showInformationMessage(
      l10n.t("{0} has no sweep. Add the key sweep to the config to try several settings.", file),
    );
  }
}

/** In a terminal of its own. */
export async function startSweep(config: Uri, { executor }: SweepConfig): Promise<void> {
  try {
    await runSweepTask(config, { asks: executor.type !== "local" });
  } catch (error) {
    void window.showErrorMessage((error as Error).message);
  }
}

/** What Train Network is to do with a config that has a sweep. Undefined if the user cancels. */
export async function trainOrSweep({ search }: SweepConfig): Promise<"train" | "sweep" | undefined> {
  const { type, trials = Number.POSITIVE_INFINITY } = search;
  const items = [
    {
      label: l10n.t("Train Once"),
      description: l10n.t("one network with the settings of the config itself"),
      answer: "train" as const,
    },
    { label: l10n.t("Run the Sweep"), description: searchText(type, trials), answer: "sweep" as const },
  ];
  const picked = await window.showQuickPick(items, { placeHolder: l10n.t("This config has a sweep") });
  return picked?.answer;
}
